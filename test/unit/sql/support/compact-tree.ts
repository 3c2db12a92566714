/**
 * A tree in one line, for expectations: `kind(field=value …)`, without spans and without what is empty, false or absent.
 * Names stand for themselves, in double quotes when they were quoted.
 */
export function compactTree(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compactTree).join(' ')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('kind' in value && value.kind === 'ident' && 'name' in value && 'quoted' in value) {
    return value.quoted === true ? JSON.stringify(value.name) : String(value.name);
  }
  const kind = 'kind' in value ? String(value.kind) : '';
  const fields = Object.entries(value).filter(([name, field]) => name !== 'kind' && isTelling(name, field));
  return `${kind}(${fields.map(([name, field]) => `${name}=${compactTree(field)}`).join(' ')})`;
}

const HIDDEN: ReadonlySet<string> = new Set(['span', 'opSpan', 'queryText']);

function isTelling(name: string, field: unknown): boolean {
  if (HIDDEN.has(name) || field === undefined || field === false) return false;
  return !(Array.isArray(field) && field.length === 0);
}

/** The tree without spans and stored texts, for comparing what two texts mean. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name, field]) => !HIDDEN.has(name) && field !== undefined);
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutSpans(field)]));
}
