import type { Expr, FromItem, Query, Select } from '../ast.ts';

/**
 * What to do at the nodes of a tree. An `enter` hook sees a node before its children: a node it gives back takes the place
 * and is not looked into; undefined goes on. A `leave` hook sees the node after its children and gives it back, changed or
 * as it is.
 */
export interface Hooks {
  readonly enterExpr?: ((expr: Expr) => Expr | undefined) | undefined;
  readonly leaveExpr?: ((expr: Expr) => Expr) | undefined;
  readonly enterQuery?: ((query: Query) => Query | undefined) | undefined;
  readonly leaveQuery?: ((query: Query) => Query) | undefined;
  readonly leaveSelect?: ((select: Select) => Select) | undefined;
  readonly enterFromItem?: ((item: FromItem) => FromItem | undefined) | undefined;
  readonly leaveFromItem?: ((item: FromItem) => FromItem) | undefined;
}

/** The mapping of the three kinds of node that contain one another. */
export interface Mapper {
  readonly expr: (expr: Expr) => Expr;
  readonly query: (query: Query) => Query;
  readonly select: (select: Select) => Select;
  readonly fromItem: (item: FromItem) => FromItem;
}

/** The node with the given fields; the node itself when they are the same. */
export function changed<T extends object>(node: T, fields: Partial<T>): T {
  for (const key in fields) {
    if (node[key] !== fields[key]) return { ...node, ...fields };
  }
  return node;
}

/** The list with every item mapped; the list itself when none changed. */
export function mapped<T>(items: readonly T[], map: (item: T) => T): readonly T[] {
  let result: T[] | undefined;
  items.forEach((item, index) => {
    const next = map(item);
    if (next !== item && result === undefined) result = items.slice(0, index);
    result?.push(next);
  });
  return result ?? items;
}

export function optional<T>(node: T | undefined, map: (node: T) => T): T | undefined {
  return node === undefined ? undefined : map(node);
}
