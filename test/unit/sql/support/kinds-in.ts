/**
 * Every kind of node in a tree, also inside. One word names several things, so some carry their place before it: bodies of
 * queries (`body select`), GROUP BY (`group set`), what stands behind SNAPSHOT (`snapshot null`), statements (`statement
 * select`) and the actions of ALTER TABLE (`action rename`).
 */
export function kindsIn(tree: unknown, found = new Set<string>(), place = ''): Set<string> {
  if (Array.isArray(tree)) {
    for (const one of tree) kindsIn(one, found, place);
  } else if (typeof tree === 'object' && tree !== null) {
    const kind = 'kind' in tree ? String(tree.kind) : '';
    found.add(`${place}${kind}`);
    for (const [name, field] of Object.entries(tree)) kindsIn(field, found, placeOf(place, kind, name));
  }
  return found;
}

function placeOf(place: string, kind: string, field: string): string {
  if (kind === 'snapshot' || place === 'snapshot ') return 'snapshot ';
  if ((kind === 'query' && field === 'body') || (kind === 'setOperation' && field === 'inputs')) return 'body ';
  if (field === 'groupBy' || (place === 'group ' && field === 'items')) return 'group ';
  if (kind === 'alterTable' && field === 'action') return 'action ';
  const inside = place === 'statement ' || place === 'branch ';
  if (inside && ['statement', 'body', 'handler', 'otherwise'].includes(field)) return 'statement ';
  if (place === 'statement ' && field === 'branches') return 'branch ';
  return '';
}
