import type { Expr, Span } from '../../sql/ast.ts';

/** Walks over trees of any node, for rules that look at one kind of node wherever it stands. */

/** What is not a child of a node. */
const PLACES: ReadonlySet<string> = new Set(['span', 'opSpan']);

/** True where one of the nodes in a tree, itself included, is as wanted. Without recursion: chains may be long. */
export function someNode(tree: object, wanted: (node: Expr) => boolean): boolean {
  const stack: object[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ('kind' in node && wanted(node as Expr)) return true;
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null && !PLACES.has(key)) stack.push(value);
    }
  }
  return false;
}

/** A lowered tree with each node for which `change` answers another in its place; what did not change is shared. */
export function mapNodes<T extends object>(tree: T, change: (node: Expr) => Expr | undefined): T {
  return mapped(tree, change) as T;
}

function mapped(tree: object, change: (node: Expr) => Expr | undefined): object {
  if (Array.isArray(tree)) {
    const list = tree.map((each: unknown) => (typeof each === 'object' && each !== null ? mapped(each, change) : each));
    return list.every((each, i) => each === tree[i]) ? tree : list;
  }
  const other = 'kind' in tree ? change(tree as Expr) : undefined;
  if (other !== undefined) return other;
  let copy: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value !== 'object' || value === null || PLACES.has(key)) continue;
    const next = mapped(value, change);
    if (next === value) continue;
    copy ??= { ...tree };
    copy[key] = next;
  }
  return copy ?? tree;
}

export interface Size {
  readonly nodes: number;
  readonly depth: number;
}

/** Nodes of an expression as it will be printed, and how deep they nest. Parts that were measured before cost nothing. */
export function measure(tree: object, known: WeakMap<object, Size>): Size {
  const found = known.get(tree);
  if (found !== undefined) return found;
  let nodes = 1;
  let depth = 0;
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value !== 'object' || value === null || PLACES.has(key)) continue;
    const size = measure(value, known);
    nodes += size.nodes;
    depth = Math.max(depth, size.depth);
  }
  const size = { nodes, depth: 'kind' in tree ? depth + 1 : depth };
  known.set(tree, size);
  return size;
}

/** The tree as if all of it stood at one place: the text of a view is not what the client sent. */
export function respan<T extends object>(tree: T, span: Span): T {
  const root = emptyLike(tree);
  const pending: [from: object, to: Record<string, unknown>][] = [[tree, root]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [from, to] = next;
    for (const [key, value] of Object.entries(from)) {
      if (PLACES.has(key)) to[key] = span;
      else if (typeof value !== 'object' || value === null) to[key] = value;
      else {
        const copy = emptyLike(value);
        to[key] = copy;
        pending.push([value, copy]);
      }
    }
  }
  return root as T;
}

function emptyLike(value: object): Record<string, unknown> {
  return Array.isArray(value) ? ([] as unknown as Record<string, unknown>) : {};
}
