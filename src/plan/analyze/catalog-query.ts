import type { Call, Query, TableRef } from '../../sql/ast.ts';
import { someNode } from './tree.ts';

const SCHEMAS: ReadonlySet<string> = new Set(['pg_catalog', 'information_schema']);

/**
 * True for a query that reads only pg_catalog, information_schema or the pg_ functions: it has PostgreSQL's meaning, not the
 * dialect's (reference, section 10, two personalities). A query that reads nothing is of the dialect.
 */
export function isCatalogQuery(query: Query): boolean {
  let catalog = false;
  const other = someNode(query, (node: { readonly kind: string }) => {
    if (node.kind === 'tableRef') {
      const parts = (node as unknown as TableRef).name.parts.map((part) => part.name.toLowerCase());
      if (!isCatalogName(parts)) return !isCommonTable(query, parts);
      catalog = true;
    } else if (node.kind === 'call') {
      const name = (node as unknown as Call).name.parts.map((part) => part.name.toLowerCase());
      if (name.at(-1)?.startsWith('pg_') === true) catalog = true;
    }
    return false;
  });
  return catalog && !other;
}

function isCatalogName(parts: readonly string[]): boolean {
  const schema = parts.at(-2);
  return schema === undefined ? (parts[0]?.startsWith('pg_') ?? false) : SCHEMAS.has(schema);
}

function isCommonTable(query: Query, parts: readonly string[]): boolean {
  return (
    parts.length === 1 &&
    someNode(query, (node: { readonly kind: string }) => {
      if (node.kind !== 'commonTable') return false;
      return (node as unknown as { readonly name: { readonly name: string } }).name.name.toLowerCase() === parts[0];
    })
  );
}
