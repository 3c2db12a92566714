/** SQL's LIKE, without regard to case, as a test of names; without a pattern everything passes. */
export function likeMatcher(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const expression = new RegExp(`^${[...pattern].map(asRegExp).join('')}$`, 'is');
  return (name) => expression.test(name);
}

function asRegExp(character: string): string {
  if (character === '%') return '.*';
  if (character === '_') return '.';
  return character.replace(/[.*+?^${}()|[\]\\]/, '\\$&');
}
