import { SQLSTATE } from '../../core/sql-state.ts';
import { FUNCTIONS } from '../../functions/table.ts';
import type { Expr, GroupBy, GroupItem, OrderItem, Select, SelectItem } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { sameColumn } from './column-path.ts';
import { integer, rawAt } from './nodes.ts';
import { explicitOrder, orderKey, ordersAlike } from './order.ts';
import type { Scope } from './scope.ts';
import type { Output, Outputs } from './select-items.ts';
import { someNode } from './tree.ts';
import { ambiguousAlias } from './unknown-column.ts';

/** ORDER BY of a query: a name or position of an output column is emitted as its position, all else as an expression. */
export function lowerOutputOrder(
  items: readonly OrderItem[],
  outputs: Outputs,
  env: Env,
  distinct = false,
): readonly OrderItem[] {
  const scope = env.scope?.withAliases(outputs.rule(true));
  const orderEnv: Env = { ...env, scope, clause: 'ORDER BY' };
  return items.map((item): OrderItem => {
    const position = outputPosition(item.expr, outputs, 'ORDER BY') ?? namedOutput(item.expr, outputs);
    if (position !== undefined) {
      const value = outputs.list[position - 1]?.value;
      const asIs = value === undefined || distinct || ordersAlike(value.type, env);
      return ordered(item, asIs ? integer(position, item.expr.span) : orderKey(value, env), env);
    }
    const value = lower(item.expr, orderEnv);
    if (distinct) checkDistinct(value.expr, outputs);
    return ordered(item, distinct ? sortKey(value.expr) : sortKey(orderKey(value, env)), env);
  });
}

function ordered(item: OrderItem, expr: Expr, env: Env): OrderItem {
  const whole = explicitOrder({ ...item, expr }, env.analysis.context.options);
  env.analysis.record(
    'null order',
    item.span,
    () =>
      [print(item.expr, 'dialect').sql, item.direction, item.nulls && `nulls ${item.nulls}`].filter(Boolean).join(' '),
    () => `${print(expr, 'duckdb').sql} ${whole.direction} nulls ${whole.nulls}`,
  );
  return whole;
}

/** What rows are merged by cannot be ordered by what was not selected. */
function checkDistinct(expr: Expr, outputs: Outputs): void {
  const known = (node: Expr): boolean => outputs.list.some(({ value }) => sameText(value.expr, node));
  const unknown = (node: Expr): boolean => node.kind === 'column' && node.path.length > 1 && !known(node);
  if (known(expr) || !someNode(expr, unknown)) return;
  const message = 'for SELECT DISTINCT, ORDER BY expressions must appear in select list';
  throw new PlanError(SQLSTATE.invalidColumnReference, message, expr.span);
}

function sameText(a: Expr, b: Expr): boolean {
  return (
    sameColumn(a, b) || (a.kind === b.kind && a.kind !== 'column' && print(a, 'duckdb').sql === print(b, 'duckdb').sql)
  );
}

/** DuckDB refuses a constant other than a position. */
function sortKey(expr: Expr): Expr {
  const constant = expr.kind === 'number' || expr.kind === 'string' || expr.kind === 'null' || expr.kind === 'boolean';
  return constant ? rawAt(expr.span, 'coalesce({0}, NULL)', expr) : expr;
}

/** A whole number written where a column of the select list may be meant by its place, from 1. Throws 42P10. */
export function outputPosition(
  expr: Expr,
  outputs: Outputs,
  clause: 'ORDER BY' | 'GROUP BY' | 'DISTINCT ON',
): number | undefined {
  if (expr.kind !== 'number' || expr.suffix !== undefined || !/^\d+$/.test(expr.text)) return undefined;
  const position = Number(expr.text);
  if (position >= 1 && position <= outputs.list.length) return position;
  throw new PlanError(
    SQLSTATE.invalidColumnReference,
    `${clause} position ${expr.text} is not in select list`,
    expr.span,
    { hint: `The select list has ${outputs.list.length === 1 ? 'one column' : `${outputs.list.length} columns`}.` },
  );
}

function namedOutput(expr: Expr, outputs: Outputs): number | undefined {
  const [name] = expr.kind === 'column' && expr.path.length === 1 ? expr.path : [];
  if (name === undefined) return undefined;
  const [alias, ...more] = outputs.find(name.name);
  if (alias === undefined) return undefined;
  if (more.some((other) => !sameColumn(alias.value.expr, other.value.expr))) throw ambiguousAlias(name);
  return alias.index + 1;
}

/**
 * GROUP BY: columns first, then output columns by name, and positions; an output column is emitted as its position, so
 * that its expression is not written twice. Throws 42803 for an output column with an aggregate, 42P10.
 */
export function lowerGroupBy(groupBy: GroupBy, outputs: Outputs, env: Env): GroupBy {
  if (groupBy.kind === 'all') return groupBy;
  const scope = env.scope?.withAliases(outputs.rule(false));
  const groupEnv: Env = { ...env, scope, clause: 'GROUP BY' };
  return { ...groupBy, items: groupBy.items.map((item) => lowerGroupItem(item, outputs, groupEnv)) };
}

function lowerGroupItem(item: GroupItem, outputs: Outputs, env: Env): GroupItem {
  switch (item.kind) {
    case 'expr':
      return { kind: 'expr', expr: groupKey(item.expr, outputs, env) };
    case 'set':
      return { kind: 'set', exprs: item.exprs.map((expr) => groupKey(expr, outputs, env)) };
    default:
      return { ...item, items: item.items.map((inner) => lowerGroupItem(inner, outputs, env)) };
  }
}

function groupKey(expr: Expr, outputs: Outputs, env: Env): Expr {
  const position = outputPosition(expr, outputs, 'GROUP BY') ?? aliasPosition(expr, outputs, env);
  if (position === undefined) {
    const { expr: key } = lower(expr, env);
    return key.kind === 'number' ? rawAt(key.span, 'coalesce({0}, NULL)', key) : key;
  }
  const output = outputs.list[position - 1];
  if (output !== undefined) checkKey(output, expr);
  return integer(position, expr.span);
}

/** A name that no column has. */
function aliasPosition(expr: Expr, outputs: Outputs, env: Env): number | undefined {
  const [name] = expr.kind === 'column' && expr.path.length === 1 ? expr.path : [];
  if (name === undefined || (env.scope?.named(name.name).length ?? 0) > 0) return undefined;
  return namedOutput(expr, outputs);
}

function checkKey(output: Output, at: Expr): void {
  if (output.generated) {
    throw new PlanError(
      SQLSTATE.featureNotSupported,
      'the rows of a generator cannot be grouped in the same SELECT',
      at.span,
      {
        hint: 'Use LATERAL VIEW, or generate them in a subquery.',
      },
    );
  }
  if (someNode(output.source, isAggregate)) {
    throw new PlanError(SQLSTATE.groupingError, 'aggregate functions are not allowed in GROUP BY', at.span);
  }
}

function isAggregate(node: Expr): boolean {
  if (node.kind !== 'call' || node.over !== undefined) return false;
  return FUNCTIONS.get(node.name.parts.at(-1)?.name.toLowerCase() ?? '')?.kind === 'aggregate';
}

/** What GROUP BY names, as written in the select list where it names that; each once, for `grouping_id()`. */
export function groupKeysOf(node: Select, scope: Scope): readonly Expr[] {
  const { groupBy, items } = node;
  if (groupBy === undefined || groupBy.kind === 'all') return [];
  const keys = (item: GroupItem): readonly Expr[] => {
    if (item.kind === 'expr') return [item.expr];
    return item.kind === 'set' ? item.exprs : item.items.flatMap(keys);
  };
  const found = new Map<string, Expr>();
  for (const key of groupBy.items.flatMap(keys)) {
    const written = outputSource(key, items, scope);
    const text = print(written, 'dialect').sql.toLowerCase();
    if (!found.has(text)) found.set(text, written);
  }
  return [...found.values()];
}

function outputSource(key: Expr, items: readonly SelectItem[], scope: Scope): Expr {
  if (key.kind === 'number') return items[Number(key.text) - 1]?.expr ?? key;
  const [name] = key.kind === 'column' && key.path.length === 1 ? key.path : [];
  if (name === undefined || scope.named(name.name).length > 0) return key;
  return items.find((item) => item.alias?.name.toLowerCase() === name.name.toLowerCase())?.expr ?? key;
}
