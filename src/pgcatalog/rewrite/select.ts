import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { Expr, FromItem, GroupBy, GroupItem, Ident, Select, SelectItem, Span } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { windowOf } from './calls.ts';
import { coerce } from './coerce.ts';
import { columnName } from './column-names.ts';
import { rewriteFrom } from './from.ts';
import { plainQuery, plainSelect } from './from-part.ts';
import { fold, type Scope, type ScopeColumn, starColumns } from './scope.ts';
import { columnAlias, type Env } from './state.ts';
import { column as columnOf, ident, isUnknown, raw, type Typed } from './typed.ts';

/** A SELECT taken apart: its columns still have the types they were written with. */
export interface SelectParts {
  readonly kind: 'select';
  readonly select: Select;
  readonly columns: readonly NamedColumn[];
  /** For ORDER BY. */
  readonly env: Env;
  /** The clauses, once ORDER BY has been looked at as well. */
  readonly finish: (items: readonly SelectItem[]) => Select;
}

export interface NamedColumn {
  readonly name: string;
  readonly value: Typed;
}

export function rewriteSelect(select: Select, outer: Env): SelectParts {
  const { span } = select;
  const { items, part } = rewriteFrom(select.from, outer);
  const usedColumns = new Set<ScopeColumn>();
  const base: Scope = { tables: part.tables ?? [], columns: part.columns ?? [], parent: outer.scope };
  const env: Env = { ...outer, scope: base };
  const tracked: Env = { ...outer, scope: { ...base, used: (each) => usedColumns.add(each) } };
  const bool = (expr: Expr | undefined, within: Env): Expr | undefined =>
    expr === undefined ? undefined : coerce(within.tools.expression(expr, within), OID.bool, within, span).expr;

  const where = bool(select.where, env);
  const written = select.items.flatMap((item) => selectColumns(item, tracked));
  const columns = select.groupBy === undefined ? written : written.map((each) => hoisted(each, items, outer, span));
  const groups = select.groupBy === undefined ? undefined : groupBy(select.groupBy, columns, env);
  const having = bool(select.having, tracked);
  const windows = select.windows.map(({ name, window }) => ({ name, window: windowOf(window, tracked) }));
  const distinct =
    typeof select.distinct === 'object'
      ? { on: select.distinct.on.map((expr) => outputOr(expr, columns, tracked).expr) }
      : select.distinct;
  return {
    kind: 'select',
    select,
    columns,
    env: tracked,
    finish: (made) => ({
      kind: 'select',
      span,
      distinct,
      items: made,
      from: items,
      where,
      groupBy: groups === undefined ? undefined : withDependents(groups, base, usedColumns, span),
      having,
      windows,
    }),
  };
}

/** A set-returning call beside GROUP BY becomes an item of FROM: the engine cannot group by it where it stands. */
function hoisted(column: NamedColumn, from: FromItem[], env: Env, span: Span): NamedColumn {
  const { rows } = column.value;
  if (rows === undefined) return column;
  const alias = env.state.alias('t');
  const item: SelectItem = {
    kind: 'item',
    span,
    expr: raw(span, 'unnest({0})', rows),
    alias: ident(span, columnAlias(0)),
  };
  const query = plainQuery(plainSelect([item], [], undefined, span), span);
  from.push({ kind: 'derived', span, query, lateral: true, alias: { span, name: ident(span, alias), columns: [] } });
  return { ...column, value: { ...column.value, expr: columnOf(span, alias, columnAlias(0)), rows: undefined } };
}

function selectColumns(item: SelectItem, env: Env): NamedColumn[] {
  const { expr } = item;
  if (expr.kind === 'star') {
    return starColumns(expr, env.scope).map((each) => {
      env.scope.used?.(each);
      const { name, type, typmod, record } = each;
      return { name, value: { expr: each.expr, type, typmod, record } };
    });
  }
  if (expr.kind === 'field' && expr.field.name === '*' && !expr.field.quoted) return recordColumns(expr, env);
  return [
    { name: item.alias === undefined ? columnName(expr) : fold(item.alias), value: env.tools.expression(expr, env) },
  ];
}

/** `(f(x)).*`. */
function recordColumns(expr: Extract<Expr, { kind: 'field' }>, env: Env): NamedColumn[] {
  const value = env.tools.expression(expr.operand, env);
  return (value.record ?? []).map(({ name, type }) => ({
    name,
    value: { expr: raw(expr.span, `struct_extract({0}, '${name.replaceAll("'", "''")}')`, value.expr), type },
  }));
}

/** An expression of DISTINCT ON or ORDER BY, which may be the name or the number of an output column. */
export function outputOr(expr: Expr, columns: readonly NamedColumn[], env: Env): Typed {
  const output = outputColumn(expr, columns);
  return output === undefined ? env.tools.expression(expr, env) : output.value;
}

export function outputColumn(expr: Expr, columns: readonly NamedColumn[]): NamedColumn | undefined {
  const index = outputIndex(expr, columns);
  return index === undefined ? undefined : columns[index];
}

/** Throws 42P10 for a number that is no column. */
export function outputIndex(expr: Expr, columns: readonly NamedColumn[]): number | undefined {
  if (expr.kind === 'number') {
    const index = Number(expr.text) - 1;
    if (columns[index] === undefined) {
      throw new PlanError(SQLSTATE.invalidColumnReference, `position ${expr.text} is not in select list`, expr.span);
    }
    return index;
  }
  const [only] = expr.kind === 'column' ? expr.path : [];
  if (only === undefined || (expr.kind === 'column' && expr.path.length > 1)) return undefined;
  const name = fold(only);
  const index = columns.findIndex((each) => each.name === name);
  const first = columns[index];
  if (
    first !== undefined &&
    columns.some((each) => each.name === name && !sameExpr(each.value.expr, first.value.expr))
  ) {
    throw new PlanError(SQLSTATE.ambiguousColumn, `ORDER BY "${name}" is ambiguous`, expr.span);
  }
  return index < 0 ? undefined : index;
}

/** Whether two expressions are the same, wherever they were read from. */
export function sameExpr(a: Expr, b: Expr): boolean {
  return a === b || shape(a) === shape(b);
}

function shape(expr: Expr): string {
  return JSON.stringify(expr, (key, value: unknown) => (key === 'span' || key === 'opSpan' ? undefined : value));
}

function groupBy(groups: GroupBy, columns: readonly NamedColumn[], env: Env): GroupBy {
  if (groups.kind === 'all') return groups;
  return { ...groups, items: groups.items.map((item) => groupItem(item, columns, env)) };
}

function groupItem(item: GroupItem, columns: readonly NamedColumn[], env: Env): GroupItem {
  const one = (expr: Expr): Expr => groupExpr(expr, columns, env);
  switch (item.kind) {
    case 'expr':
      return { kind: 'expr', expr: one(item.expr) };
    case 'set':
      return { kind: 'set', exprs: item.exprs.map(one) };
    default:
      return { ...item, items: item.items.map((inner) => groupItem(inner, columns, env)) };
  }
}

/** A name means a column of FROM before one of the output, unlike in ORDER BY. */
function groupExpr(expr: Expr, columns: readonly NamedColumn[], env: Env): Expr {
  const [only] = expr.kind === 'column' && expr.path.length === 1 ? expr.path : [];
  const isInput = only !== undefined && env.scope.columns.some(({ name }) => name === fold(only));
  const output = isInput ? undefined : outputColumn(expr, columns);
  const value = output?.value ?? env.tools.expression(expr, env);
  return isUnknown(value) ? coerce(value, OID.text, env, expr.span).expr : value.expr;
}

/** Columns that follow from a key in GROUP BY need not be named; the engine wants them to be. */
function withDependents(groups: GroupBy, scope: Scope, used: ReadonlySet<ScopeColumn>, span: Span): GroupBy {
  if (groups.kind === 'all') return groups;
  const named = new Set(groups.items.flatMap((item) => (item.kind === 'expr' ? [pathOf(item.expr)] : [])));
  const keyed = scope.tables.filter(({ alias, shape }) => shape !== undefined && named.has(`${alias}.oid`));
  const more = [...used].filter(
    ({ table, expr }) => keyed.some(({ alias }) => alias === table) && !named.has(pathOf(expr)),
  );
  const unique = new Map(more.map(({ expr }) => [pathOf(expr), expr]));
  return {
    ...groups,
    items: [
      ...groups.items,
      ...[...unique.values()].map((expr) => ({ kind: 'expr' as const, expr: { ...expr, span } })),
    ],
  };
}

function pathOf(expr: Expr): string {
  return expr.kind === 'column' ? expr.path.map((part: Ident) => part.name).join('.') : '';
}
