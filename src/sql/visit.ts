import type {
  Binary,
  CommonTable,
  Expr,
  Frame,
  FromItem,
  Ident,
  OrderItem,
  QName,
  Query,
  QueryBody,
  Select,
  SelectInto,
  SelectItem,
  SnapshotClause,
  TypeName,
  Window,
} from './ast.ts';
import type { Statement } from './statement.ts';
import { mapExprChildren } from './visit/expression.ts';
import { changed, type Hooks, type Mapper } from './visit/mapper.ts';
import { mapFromItemChildren, mapQueryChildren, mapSelectChildren } from './visit/query.ts';
import { mapStatementChildren } from './visit/statement.ts';

/** A copy of the tree as the hooks make it; parts that no hook changed are the same objects. */
export function mapExpr(expr: Expr, hooks: Hooks): Expr {
  return mapperOf(hooks).expr(expr);
}

export function mapQuery(query: Query, hooks: Hooks): Query {
  return mapperOf(hooks).query(query);
}

export function mapFromItem(item: FromItem, hooks: Hooks): FromItem {
  return mapperOf(hooks).fromItem(item);
}

/** Maps the queries and expressions inside a statement, and inside the statements of a block. */
export function mapStatement(statement: Statement, hooks: Hooks): Statement {
  return mapStatementChildren(statement, mapperOf(hooks));
}

function mapperOf(hooks: Hooks): Mapper {
  const leaveExpr = (expr: Expr): Expr => hooks.leaveExpr?.(expr) ?? expr;
  const mapper: Mapper = {
    expr(expr) {
      const replaced = hooks.enterExpr?.(expr);
      if (replaced !== undefined) return replaced;
      return expr.kind === 'binary' ? chain(expr) : leaveExpr(mapExprChildren(expr, mapper));
    },
    query(query) {
      const replaced = hooks.enterQuery?.(query);
      if (replaced !== undefined) return replaced;
      const next = mapQueryChildren(query, mapper);
      return hooks.leaveQuery?.(next) ?? next;
    },
    select(select) {
      const next = mapSelectChildren(select, mapper);
      return hooks.leaveSelect?.(next) ?? next;
    },
    fromItem(item) {
      const replaced = hooks.enterFromItem?.(item);
      if (replaced !== undefined) return replaced;
      const next = mapFromItemChildren(item, mapper);
      return hooks.leaveFromItem?.(next) ?? next;
    },
  };
  // thousands of operands nest on the left, so that side is walked in a loop
  const chain = (top: Binary): Expr => {
    const binaries = [top];
    let left = top.left;
    let replaced: Expr | undefined;
    while (left.kind === 'binary') {
      replaced = hooks.enterExpr?.(left);
      if (replaced !== undefined) break;
      binaries.push(left);
      left = left.left;
    }
    return binaries.reduceRight(
      (inner, binary) => leaveExpr(changed(binary, { left: inner, right: mapper.expr(binary.right) })),
      replaced ?? mapper.expr(left),
    );
  };
  return mapper;
}

export type TreeNode =
  | Statement
  | Query
  | QueryBody
  | Select
  | FromItem
  | Expr
  | SelectItem
  | SelectInto
  | OrderItem
  | Window
  | Frame
  | CommonTable
  | SnapshotClause
  | TypeName
  | QName
  | Ident;

/**
 * Shows every node below and including `root` to `visit`, in the order of the text, parents first. Where it gives back
 * false, the node's children are left out. Walks without recursion, so the depth of a tree does not matter. Kinds are
 * unique but for `select`, which is a statement (with `query`) and a SELECT (with `items`).
 */
export function walk(root: TreeNode, visit: (node: TreeNode) => boolean | undefined): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isNode(value) && visit(value) === false) continue;
    const children = Array.isArray(value) ? value : Object.values(value);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
  }
}

function isNode(value: object): value is TreeNode {
  return 'kind' in value && 'span' in value;
}
