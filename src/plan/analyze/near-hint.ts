import { nearest } from '../../core/nearest.ts';

/** `Perhaps you meant "a" or "b".`; undefined where no name is near. Of a single letter every other one would be. */
export function nearHint(wanted: string, known: Iterable<string>): string | undefined {
  const near = wanted.length < 2 ? [] : nearest(wanted, known);
  return near.length > 0 ? `Perhaps you meant ${near.map((name) => `"${name}"`).join(' or ')}.` : undefined;
}
