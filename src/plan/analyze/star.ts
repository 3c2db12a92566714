import { SQLSTATE } from '../../core/sql-state.ts';
import type { Typed } from '../../functions/definition.ts';
import { quote } from '../../functions/sql-text.ts';
import type { Call, Expr, Ident, Star } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import type { Env } from './analysis.ts';
import { findSource, resolvePath } from './column-path.ts';
import { nearHint } from './near-hint.ts';
import { at, columnRef, rawAt } from './nodes.ts';
import type { ScopeColumn } from './scope.ts';

/** The columns of `*`, `t.*`, `s.*` of a struct, without those of EXCEPT. Throws 42601, 42P01, 42703. */
export function expandStar(star: Star, env: Env): readonly ScopeColumn[] {
  const all = starColumns(star, env).filter((column) => column.hidden !== true);
  if (star.except.length === 0) return all;
  const unwanted = new Set(star.except.map((name) => name.name.toLowerCase()));
  for (const name of star.except) checkExcept(name, all);
  return all.filter((column) => !unwanted.has(column.name.toLowerCase()));
}

function starColumns(star: Star, env: Env): readonly ScopeColumn[] {
  if (star.qualifier.length === 0) {
    if (env.scope === undefined || env.scope.sources.length === 0) {
      throw new PlanError(SQLSTATE.syntaxError, 'SELECT * with no tables specified is not valid', star.span);
    }
    if (env.scope.sources.some((source) => source.open !== undefined)) {
      throw new PlanError(SQLSTATE.featureNotSupported, 'the columns of a table in FROM are not known', star.span, {
        hint: 'Name the columns instead of *.',
      });
    }
    return env.scope.columns;
  }
  const source = findSource(star.qualifier, env.scope);
  if (source !== undefined) return source.columns;
  const [first] = star.qualifier;
  if (first !== undefined && star.qualifier.length === 1 && !isColumn(first, env)) {
    throw new PlanError(SQLSTATE.undefinedTable, `missing FROM-clause entry for table "${first.name}"`, star.span);
  }
  return structColumns({ kind: 'column', span: star.span, path: star.qualifier }, env);
}

function isColumn(name: Ident, env: Env): boolean {
  for (let scope = env.scope; scope !== undefined; scope = scope.outer) {
    if (scope.named(name.name).length > 0) return true;
  }
  return false;
}

/** `s.*` where `s` is a struct. */
function structColumns(struct: Extract<Expr, { kind: 'column' }>, env: Env): readonly ScopeColumn[] {
  const { expr, type } = resolvePath(struct, env);
  return membersOf(expr, type, struct);
}

/** The members of a struct value as columns. Throws 42809 for what is none. */
export function membersOf(expr: Expr, type: ScopeColumn['type'], written: Expr): readonly ScopeColumn[] {
  if (type.kind !== 'struct') {
    throw new PlanError(SQLSTATE.wrongObjectType, 'only a table or a struct can stand before .*', written.span);
  }
  return type.fields.map((field) => ({
    name: field.name,
    type: field.type,
    expr: rawAt(written.span, `struct_extract({0}, ${quote(field.name)})`, expr),
  }));
}

function checkExcept(name: Ident, columns: readonly ScopeColumn[]): void {
  const key = name.name.toLowerCase();
  if (columns.some((column) => column.name.toLowerCase() === key)) return;
  throw new PlanError(SQLSTATE.undefinedColumn, `column "${name.name}" in EXCEPT list does not exist`, name.span, {
    hint: nearHint(
      name.name,
      columns.map((column) => column.name),
    ),
  });
}

/** A call with its stars expanded; `values` has, by index, the arguments that are analyzed already. */
export interface ExpandedCall {
  readonly node: Call;
  readonly values: readonly (Typed | undefined)[];
}

/** Stars among the arguments of a call become columns; `count(*)` alone counts rows and keeps its star. */
export function expandStarArguments(node: Call, env: Env): ExpandedCall {
  if (!node.args.some((arg) => arg.kind === 'star')) return { node, values: [] };
  const [only] = node.args;
  const name = node.name.parts.at(-1)?.name.toLowerCase();
  if (name === 'count' && node.args.length === 1 && only?.kind === 'star' && !node.distinct && isPlain(only)) {
    return { node, values: [{ expr: only, type: { kind: 'unknown' } }] };
  }
  const args: Expr[] = [];
  const values: (Typed | undefined)[] = [];
  for (const arg of node.args) {
    const columns = arg.kind === 'star' ? expandStar(arg, env) : undefined;
    if (columns === undefined) {
      args.push(arg);
      values.push(undefined);
    }
    for (const column of columns ?? []) {
      args.push(columnRef([column.name], arg.span));
      values.push({ expr: at(arg.span, column.expr), type: column.type });
    }
  }
  return { node: { ...node, args }, values };
}

function isPlain(star: Star): boolean {
  return star.qualifier.length === 0 && star.except.length === 0;
}
