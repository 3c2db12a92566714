import { SQLSTATE } from '../../core/sql-state.ts';
import { comparison } from '../../functions/operators.ts';
import type { Expr, FromItem, Ident, Join } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { asBoolean } from './boolean.ts';
import { nearHint } from './near-hint.ts';
import { ident, rawAt } from './nodes.ts';
import { placed } from './place-error.ts';
import { Scope, type ScopeColumn, Source } from './scope.ts';
import type { Lowered } from './table.ts';
import { unify } from './unify.ts';
import { ambiguousColumn } from './unknown-column.ts';

type LowerInput = (input: FromItem, beside: Scope) => Lowered;

/**
 * A join. USING and NATURAL become ON, so that the comparison has the dialect's conversions; their columns show once, from
 * the side that cannot be missing, and either side's can still be named with its table.
 */
export function lowerJoin(node: Join, env: Env, beside: Scope, lowerInput: LowerInput): Lowered {
  const left = lowerInput(node.left, beside);
  const seen = new Scope([...beside.sources, ...left.sources], [...beside.columns, ...left.columns], beside.outer);
  const right = lowerInput(node.right, seen);
  const shared = node.natural ? naturalNames(left, right, node) : (node.using ?? []);
  const sides = new Scope([...left.sources, ...right.sources], [...left.columns, ...right.columns], env.scope);
  const pairs = shared.map((name) => pair(name, left, right));
  const on = condition(node, pairs, { ...env, scope: sides, clause: 'JOIN conditions' });
  const crossed = on === undefined && (node.type === 'inner' || node.type === 'cross');
  const item: FromItem = {
    kind: 'join',
    span: node.span,
    type: crossed ? 'cross' : node.type,
    natural: false,
    left: left.item,
    right: right.item,
    on: on ?? (crossed ? undefined : { kind: 'boolean', span: node.span, value: true }),
  };
  if (pairs.length > 0 && on !== undefined) {
    env.analysis.record(
      'join',
      node.span,
      () => `USING (${pairs.map(({ name }) => name.name).join(', ')})`,
      () => `ON ${print(on, 'duckdb').sql}`,
    );
  }
  const leftOnly = node.type === 'semi' || node.type === 'anti';
  const columns = leftOnly ? left.columns : joinedColumns(node, left, right, pairs);
  const sources = leftOnly ? left.sources : [...left.sources, ...right.sources];
  if (node.alias === undefined) return { item, sources, columns };
  const { name, columns: names } = node.alias;
  const renamed = columns.map((column, i) => ({ ...column, name: names[i]?.name ?? column.name, table: name.name }));
  return { item, sources: [new Source([name.name.toLowerCase()], renamed)], columns: renamed };
}

interface Pair {
  readonly name: Ident;
  readonly left: ScopeColumn;
  readonly right: ScopeColumn;
}

function naturalNames(left: Lowered, right: Lowered, node: Join): readonly Ident[] {
  const shown = (column: ScopeColumn): boolean => column.hidden !== true;
  const there = new Set(right.columns.filter(shown).map((column) => column.name.toLowerCase()));
  return left.columns
    .filter((column) => shown(column) && there.has(column.name.toLowerCase()))
    .map((column) => ident(column.name, node.span));
}

function pair(name: Ident, left: Lowered, right: Lowered): Pair {
  return { name, left: sharedColumn(name, left, 'left'), right: sharedColumn(name, right, 'right') };
}

function sharedColumn(name: Ident, side: Lowered, which: string): ScopeColumn {
  const key = name.name.toLowerCase();
  const found = side.columns.filter((column) => column.name.toLowerCase() === key);
  if (found.length > 1) throw ambiguousColumn([name], found);
  const [column] = found;
  if (column !== undefined) return column;
  const message = `column "${name.name}" specified in USING clause does not exist in ${which} table`;
  throw new PlanError(SQLSTATE.undefinedColumn, message, name.span, {
    hint: nearHint(
      name.name,
      side.columns.map((each) => each.name),
    ),
  });
}

function condition(node: Join, pairs: readonly Pair[], env: Env): Expr | undefined {
  if (node.on !== undefined) return asBoolean(node.on, lower(node.on, env), 'JOIN/ON');
  const tests = pairs.map(({ name, left, right }) => placed(name.span, () => comparison('=', left, right)));
  const [only] = tests;
  if (only === undefined || tests.length === 1) return only;
  return { kind: 'logical', span: node.span, op: 'and', operands: tests };
}

function joinedColumns(node: Join, left: Lowered, right: Lowered, pairs: readonly Pair[]): readonly ScopeColumn[] {
  if (pairs.length === 0) return [...left.columns, ...right.columns];
  const merged = new Set(pairs.flatMap((each) => [each.left, each.right]));
  const rest = (side: Lowered) => side.columns.filter((column) => !merged.has(column));
  return [...pairs.map((each) => mergedColumn(node, each)), ...rest(left), ...rest(right)];
}

function mergedColumn(node: Join, { left, right, name }: Pair): ScopeColumn {
  const { exprs, type } = unify([left, right], 'JOIN/USING types');
  const [a = left.expr, b = right.expr] = exprs;
  switch (node.type) {
    case 'right':
      return { name: right.name, type, expr: b, origin: right.origin, identity: right.identity, table: right.table };
    case 'full':
      return { name: left.name, type, expr: rawAt(name.span, 'coalesce({0}, {1})', a, b), identity: left.identity };
    default:
      return { name: left.name, type, expr: a, origin: left.origin, identity: left.identity, table: left.table };
  }
}
