import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { DerivedTable, Expr, FromItem, Ident, Join, Span, TableAlias, TableRef } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { coerce } from './coerce.ts';
import { resultColumns } from './expression.ts';
import { functionItem } from './from-function.ts';
import { type FromPart, selectFrom } from './from-part.ts';
import { relationItem } from './from-relation.ts';
import { fold, type Scope, type ScopeColumn, type ScopeTable } from './scope.ts';
import { columnAlias, type Env } from './state.ts';
import { column, ident, raw } from './typed.ts';

/** The items of a FROM list, each seeing those before it where it is LATERAL. Throws 42P01, 42712's kin, 0A000. */
export function rewriteFrom(
  items: readonly FromItem[],
  env: Env,
): { readonly items: FromItem[]; readonly part: FromPart } {
  const made: FromItem[] = [];
  let tables: readonly ScopeTable[] = [];
  let columns: readonly ScopeColumn[] = [];
  for (const item of items) {
    const part = rewriteItem(item, { tables, columns }, env);
    made.push(part.item);
    tables = [...tables, ...part.tables];
    columns = [...columns, ...part.columns];
  }
  const [item = made[0]] = made;
  return { items: made, part: { item: item as FromItem, tables, columns } };
}

/** What stands to the left, for LATERAL. */
type Before = Pick<Scope, 'tables' | 'columns'>;

function rewriteItem(item: FromItem, before: Before, env: Env): FromPart {
  switch (item.kind) {
    case 'tableRef':
      return tableItem(item, env);
    case 'derived':
      return derivedItem(item, before, env);
    case 'tableFunction':
      return functionItem(item, lateral(before, env));
    case 'join':
      return item.alias === undefined
        ? joinItem(item, before, env)
        : aliased(joinItem(item, before, env), item.alias, env);
    default:
      throw new PlanError(SQLSTATE.featureNotSupported, `${item.kind} is not supported in catalog queries`, item.span);
  }
}

function lateral(before: Before, env: Env): Env {
  return { ...env, scope: { ...before, parent: env.scope } };
}

function tableItem(item: TableRef, env: Env): FromPart {
  const { span } = item;
  const [only] = item.name.parts;
  const common = item.name.parts.length === 1 && only !== undefined ? env.tables.get(fold(only)) : undefined;
  if (common === undefined) return renamed(relationItem(item, env), item.alias);
  const alias = env.state.alias('t');
  const columns = common.columns.map((each, index) => ({
    ...each,
    expr: column(span, alias, columnAlias(index)),
    table: alias,
  }));
  const table: ScopeTable = { name: item.alias === undefined ? common.name : fold(item.alias.name), alias, columns };
  const name = { kind: 'qname' as const, span, parts: [ident(span, common.alias)] };
  const made: FromItem = { kind: 'tableRef', span, name, alias: { span, name: ident(span, alias), columns: [] } };
  return renamed({ item: made, tables: [table], columns }, item.alias);
}

function derivedItem(item: DerivedTable, before: Before, env: Env): FromPart {
  const { span } = item;
  const inner = item.lateral ? lateral(before, env) : env;
  const query = env.tools.query(item.query, inner);
  const alias = env.state.alias('t');
  const columns = resultColumns(query, alias, span);
  const name = item.alias === undefined ? '' : fold(item.alias.name);
  const made: FromItem = {
    kind: 'derived',
    span,
    query: query.query,
    lateral: item.lateral,
    alias: { span, name: ident(span, alias), columns: query.fields.map((_, index) => ident(span, columnAlias(index))) },
  };
  return renamed({ item: made, tables: [{ name, alias, columns }], columns, lateral: item.lateral }, item.alias);
}

/** `AS t (a, b)`: new names for the first columns. */
function renamed(part: FromPart, alias: TableAlias | undefined): FromPart {
  if (alias === undefined || alias.columns.length === 0) return part;
  const columns = part.columns.map((each, index) => ({ ...each, name: newName(alias.columns[index], each.name) }));
  return { ...part, columns, tables: part.tables.map((table) => ({ ...table, columns })) };
}

function newName(name: Ident | undefined, old: string): string {
  return name === undefined ? old : fold(name);
}

function joinItem(join: Join, before: Before, env: Env): FromPart {
  const { span } = join;
  const left = rewriteItem(join.left, before, env);
  const seen = { tables: [...before.tables, ...left.tables], columns: [...before.columns, ...left.columns] };
  const right = rewriteItem(join.right, seen, env);
  const using = usingColumns(join, left, right);
  if (using !== undefined) return usingJoin(join, using, left, right);
  const tables = [...left.tables, ...right.tables];
  const columns = [...left.columns, ...right.columns];
  if (join.on === undefined) {
    const item: FromItem = { kind: 'join', span, type: join.type, natural: false, left: left.item, right: right.item };
    return { item, tables, columns };
  }
  const queries = env.state.subqueries;
  const scope: Scope = { tables, columns, parent: env.scope };
  const on = coerce(env.tools.expression(join.on, { ...env, scope }), OID.bool, env, span).expr;
  const hard = right.lateral === true || env.state.subqueries > queries;
  if (join.type !== 'inner' && join.type !== 'cross' && hard) return outerJoin(join, left, right, on, env);
  const item: FromItem = {
    kind: 'join',
    span,
    type: join.type,
    natural: false,
    left: left.item,
    right: right.item,
    on,
  };
  return { item, tables, columns, lateral: right.lateral };
}

/** The engine joins outer on plain conditions only: one with a query in it moves into a LATERAL right side. */
function outerJoin(join: Join, left: FromPart, right: FromPart, on: Expr, env: Env): FromPart {
  const { span } = join;
  if (join.type !== 'left') {
    throw new PlanError(SQLSTATE.featureNotSupported, 'this kind of outer join with a subquery is not supported', span);
  }
  const inner = selectFrom(right, on, env, span);
  const item: FromItem = {
    kind: 'join',
    span,
    type: 'left',
    natural: false,
    left: left.item,
    right: inner.item,
    on: { kind: 'boolean', span, value: true },
  };
  const tables = [...left.tables, ...inner.tables];
  return { item, tables, columns: [...left.columns, ...inner.columns], lateral: true };
}

function usingColumns(join: Join, left: FromPart, right: FromPart): readonly string[] | undefined {
  if (join.using !== undefined) return join.using.map(fold);
  if (!join.natural) return undefined;
  return left.columns.map(({ name }) => name).filter((name) => right.columns.some((each) => each.name === name));
}

/** The joined columns come once and first. */
function usingJoin(join: Join, names: readonly string[], left: FromPart, right: FromPart): FromPart {
  const { span } = join;
  const pairs = names.map((name) => [named(left, name, span), named(right, name, span)] as const);
  const tests = pairs.map(([a, b]) => raw(span, '{0} = {1}', a.expr, b.expr));
  const on: Expr =
    tests.length === 0 ? { kind: 'boolean', span, value: true } : { kind: 'logical', span, op: 'and', operands: tests };
  const merged = pairs.map(([a, b]): ScopeColumn => {
    const expr =
      join.type === 'full' ? raw(span, 'coalesce({0}, {1})', a.expr, b.expr) : join.type === 'right' ? b.expr : a.expr;
    return { ...a, expr, table: undefined };
  });
  const rest = ({ columns }: FromPart): readonly ScopeColumn[] => columns.filter(({ name }) => !names.includes(name));
  const item: FromItem = {
    kind: 'join',
    span,
    type: join.type,
    natural: false,
    left: left.item,
    right: right.item,
    on,
  };
  return { item, tables: [...left.tables, ...right.tables], columns: [...merged, ...rest(left), ...rest(right)] };
}

function named({ columns }: FromPart, name: string, span: Span): ScopeColumn {
  const found = columns.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new PlanError(
    SQLSTATE.undefinedColumn,
    `column "${name}" specified in USING clause does not exist in the joined tables`,
    span,
  );
}

/** `(a JOIN b …) AS x`: one table that hides those inside. */
function aliased(part: FromPart, alias: TableAlias, env: Env): FromPart {
  const inner = selectFrom(part, undefined, env, alias.span);
  const columns = inner.columns;
  const [table] = inner.tables;
  const made: FromPart = { ...inner, tables: [{ name: fold(alias.name), alias: table?.alias ?? '', columns }] };
  return renamed(made, alias);
}
