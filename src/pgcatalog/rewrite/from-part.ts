import type { Expr, FromItem, Query, Select, Span } from '../../sql/ast.ts';
import type { ScopeColumn, ScopeTable } from './scope.ts';
import { columnAlias, type Env } from './state.ts';
import { column, ident } from './typed.ts';

/** A rewritten item of FROM, and the names that it brings. */
export interface FromPart {
  readonly item: FromItem;
  readonly tables: readonly ScopeTable[];
  readonly columns: readonly ScopeColumn[];
  /** Refers to what stands to its left. */
  readonly lateral?: boolean | undefined;
}

/** The same columns out of a LATERAL sub-select with a condition, under one new engine name. */
export function selectFrom(part: FromPart, where: Expr | undefined, env: Env, span: Span): FromPart {
  const alias = env.state.alias('t');
  const all = [...new Set([...part.tables.flatMap(({ columns }) => columns), ...part.columns])];
  const place = new Map(all.map((each, index) => [each, index]));
  const moved = (each: ScopeColumn): ScopeColumn => ({
    ...each,
    expr: column(span, alias, columnAlias(place.get(each) ?? 0)),
    table: each.table === undefined ? undefined : alias,
  });
  const items = all.map(({ expr }, index) => ({
    kind: 'item' as const,
    span,
    expr,
    alias: ident(span, columnAlias(index)),
  }));
  const query = plainQuery(plainSelect(items, [part.item], where, span), span);
  return {
    item: { kind: 'derived', span, query, lateral: true, alias: { span, name: ident(span, alias), columns: [] } },
    tables: part.tables.map((table) => ({ ...table, alias, shape: undefined, columns: table.columns.map(moved) })),
    columns: part.columns.map(moved),
    lateral: true,
  };
}

export function plainSelect(
  items: Select['items'],
  from: readonly FromItem[],
  where: Expr | undefined,
  span: Span,
): Select {
  return { kind: 'select', span, distinct: 'none', items, from, where, windows: [] };
}

export function plainQuery(body: Query['body'], span: Span): Query {
  return { kind: 'query', span, with: [], recursive: false, body, orderBy: [], approximate: false, locking: false };
}
