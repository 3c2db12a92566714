import type { Expr, Span } from '../../sql/ast.ts';

/** Walks over trees of any node, for rules that look at one kind of node wherever it stands. */

/** True where one of the nodes in a tree, itself included, is as wanted. */
export function someNode(tree: unknown, wanted: (node: Expr) => boolean): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  if (Array.isArray(tree)) return tree.some((each) => someNode(each, wanted));
  if ('kind' in tree && wanted(tree as Expr)) return true;
  for (const [key, value] of Object.entries(tree)) {
    if (key !== 'span' && key !== 'opSpan' && typeof value === 'object' && someNode(value, wanted)) return true;
  }
  return false;
}

/** The tree with each node for which `change` answers another in its place; what did not change is shared. */
export function mapNodes<T>(tree: T, change: (node: Expr) => Expr | undefined): T {
  return mapped(tree, change) as T;
}

function mapped(tree: unknown, change: (node: Expr) => Expr | undefined): unknown {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) {
    const list = tree.map((each) => mapped(each, change));
    return list.every((each, i) => each === tree[i]) ? tree : list;
  }
  const other = 'kind' in tree ? change(tree as Expr) : undefined;
  if (other !== undefined) return other;
  let copy: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries(tree)) {
    if (key === 'span' || key === 'opSpan' || typeof value !== 'object') continue;
    const next = mapped(value, change);
    if (next === value) continue;
    copy ??= { ...tree };
    copy[key] = next;
  }
  return copy ?? tree;
}

/** The tree as if all of it stood at one place: the text of a view is not what the client sent. */
export function respan<T>(tree: T, span: Span): T {
  return respanned(tree, span) as T;
}

function respanned(tree: unknown, span: Span): unknown {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((each) => respanned(each, span));
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(tree)) {
    copy[key] = key === 'span' || key === 'opSpan' ? span : respanned(value, span);
  }
  return copy;
}
