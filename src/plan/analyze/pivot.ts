import { SQLSTATE } from '../../core/sql-state.ts';
import { FUNCTIONS } from '../../functions/table.ts';
import type { Binary, Call, Expr, Ident, Pivot, Row, Select, SelectItem } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import { mapExpr } from '../../sql/visit.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower, newFacts } from './analysis.ts';
import { resolvePath, sameColumn } from './column-path.ts';
import { columnRef, derived, item, query, select } from './nodes.ts';
import { Scope, type ScopeColumn } from './scope.ts';
import { type Lowered, named } from './table.ts';
import { someNode } from './tree.ts';

/**
 * `PIVOT (sum(x) FOR k IN ('a', 'b'))`: for each value, the aggregates over its rows, grouped by all columns that neither
 * the aggregates nor FOR name. Source: Spark SQL reference, "PIVOT". Throws 42803 for what is no aggregate.
 */
export function lowerPivot(node: Pivot, env: Env, input: Lowered): Lowered {
  const { span } = node;
  const scope = new Scope(input.sources, input.columns, env.scope);
  const inner: Env = { ...env, scope, clause: 'SELECT', inside: undefined, facts: newFacts() };
  const keys = node.columns.map((name) => resolvePath({ kind: 'column', span: name.span, path: [name] }, inner).expr);
  const plain = node.aggregates.map((aggregate) => {
    checkAggregate(aggregate);
    return lower(aggregate.expr, inner).expr;
  });
  const groups = input.columns.filter((column) => column.hidden !== true && !isUsed(column, [...keys, ...plain]));
  const cells = node.values.flatMap((value) =>
    node.aggregates.map((aggregate) => ({
      name: cellName(value, aggregate, node.aggregates.length),
      ...lower(filtered(aggregate.expr, valueTest(node.columns, value)), inner),
    })),
  );
  const made = [...groups, ...cells].map((column) => ({ ...column, emitted: env.analysis.next(column.name) }));
  const rows: Select = {
    ...select(
      span,
      made.map((column) => item({ ...column.expr, span }, column.emitted)),
      [input.item],
    ),
    groupBy:
      groups.length === 0
        ? undefined
        : ({ kind: 'list', items: groups.map((group) => ({ kind: 'expr', expr: group.expr })) } as const),
  };
  const table = node.alias?.name.name;
  const alias = env.analysis.next(table ?? 'pivot');
  const from = derived(query(rows), alias);
  const columns = made.map(({ name, type, emitted }) => ({
    name,
    type,
    expr: columnRef([alias, emitted], span),
    table,
  }));
  env.analysis.record(
    'pivot',
    span,
    () => print(node, 'dialect').sql,
    () => print(from, 'duckdb').sql,
  );
  return named({ item: from, columns }, node.alias, [], span);
}

function isAggregate(node: Expr): node is Call {
  if (node.kind !== 'call' || node.over !== undefined) return false;
  return FUNCTIONS.get(node.name.parts.at(-1)?.name.toLowerCase() ?? '')?.kind === 'aggregate';
}

function checkAggregate(aggregate: SelectItem): void {
  if (someNode(aggregate.expr, isAggregate)) return;
  throw new PlanError(SQLSTATE.groupingError, 'PIVOT needs an aggregate function', aggregate.span);
}

function isUsed(column: ScopeColumn, exprs: readonly Expr[]): boolean {
  return exprs.some((expr) => someNode(expr, (node) => node === column.expr || sameColumn(node, column.expr)));
}

/** The aggregates of an expression over the rows of one value. */
function filtered(expr: Expr, test: Expr): Expr {
  return mapExpr(expr, {
    leaveExpr(node) {
      if (!isAggregate(node)) return node;
      const both = (own: Expr): Expr => ({ kind: 'logical', span: test.span, op: 'and', operands: [own, test] });
      return { ...node, filter: node.filter === undefined ? test : both(node.filter) };
    },
  });
}

function valueTest(columns: readonly Ident[], value: SelectItem): Expr {
  const values = columns.length === 1 ? [value.expr] : rowOf(value, columns.length).items;
  const tests = columns.map((name, i): Binary => {
    const right = values[i] ?? value.expr;
    const left: Expr = { kind: 'column', span: name.span, path: [name] };
    return { kind: 'binary', span: value.span, op: '<=>', left, right, opSpan: value.span };
  });
  const [only] = tests;
  return tests.length === 1 && only ? only : { kind: 'logical', span: value.span, op: 'and', operands: tests };
}

function rowOf(value: SelectItem, count: number): Row {
  if (value.expr.kind === 'row' && value.expr.items.length === count) return value.expr;
  throw new PlanError(SQLSTATE.syntaxError, `each value of PIVOT must be a row of ${count}`, value.span);
}

function cellName(value: SelectItem, aggregate: SelectItem, aggregates: number): string {
  const name = value.alias?.name ?? textOf(value.expr);
  if (aggregates === 1) return name;
  return `${name}_${aggregate.alias?.name ?? textOf(aggregate.expr)}`;
}

function textOf(expr: Expr): string {
  if (expr.kind === 'string') return expr.value;
  if (expr.kind === 'row') return `{${expr.items.map(textOf).join(', ')}}`;
  return print(expr, 'dialect').sql;
}
