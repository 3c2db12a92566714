import { assertNever } from '../../core/assert-never.ts';
import type { DerivedTable, FromItem, LateralView } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import type { Env } from './analysis.ts';
import { newFacts } from './analysis.ts';
import { generatorColumns } from './generator.ts';
import { lowerJoin } from './join.ts';
import { columnRef, derived, item, query, select } from './nodes.ts';
import { lowerPivot } from './pivot.ts';
import { lowerSample } from './sample.ts';
import { Scope, type ScopeColumn, Source } from './scope.ts';
import { type Lowered, lowerTable, named } from './table.ts';
import { lowerTableFunction } from './table-function.ts';
import { lowerUnpivot } from './unpivot.ts';

/** The items of a FROM list; a later LATERAL item sees the names of those before it. */
export function lowerFrom(
  items: readonly FromItem[],
  env: Env,
): { readonly items: readonly FromItem[]; readonly scope: Scope } {
  const lowered: FromItem[] = [];
  let sources: readonly Source[] = [];
  let columns: readonly ScopeColumn[] = [];
  for (const each of items) {
    const next = lowerItem(each, env, new Scope(sources, columns, env.scope));
    lowered.push(next.item);
    sources = [...sources, ...next.sources];
    columns = [...columns, ...next.columns];
  }
  return { items: lowered, scope: new Scope(sources, columns, env.scope) };
}

/** `beside` has the names that LATERAL sees. */
function lowerItem(node: FromItem, env: Env, beside: Scope): Lowered {
  const inner = (input: FromItem, seen: Scope = beside): Lowered => lowerItem(input, env, seen);
  switch (node.kind) {
    case 'tableRef':
      return lowerTable(node, env);
    case 'derived':
      return lowerDerived(node, env, beside);
    case 'join':
      return lowerJoin(node, env, beside, inner);
    case 'tableFunction':
      return lowerTableFunction(node, { ...env, scope: beside, clause: 'FROM' });
    case 'lateralView':
      return lowerLateralView(node, env, inner(node.input));
    case 'pivot':
      return lowerPivot(node, env, inner(node.input));
    case 'unpivot':
      return lowerUnpivot(node, env, inner(node.input));
    case 'tableSample':
      return lowerSample(node, env, inner(node.input));
    default:
      return assertNever(node);
  }
}

function lowerDerived(node: DerivedTable, env: Env, beside: Scope): Lowered {
  const scope = node.lateral ? beside : env.scope;
  const inner: Env = { ...env, scope, inside: undefined, windows: new Map(), facts: newFacts() };
  const answer = env.analysis.recursion.query(node.query, inner);
  const table = node.alias?.name.name;
  const alias = env.analysis.next(table ?? 'q');
  const columns = answer.columns.map(({ name, type, emitted, identity }) => ({
    name,
    identity,
    type,
    expr: columnRef([alias, emitted], node.span),
    table,
  }));
  const from = derived(answer.query, alias, node.lateral);
  return named({ item: { ...from, span: node.span }, columns }, node.alias, [], node.span);
}

/** `<input> LATERAL VIEW [OUTER] explode(x) t AS a`: a lateral join with the rows the generator makes. */
function lowerLateralView(node: LateralView, env: Env, input: Lowered): Lowered {
  const { span } = node;
  const scope = new Scope(input.sources, input.columns, env.scope);
  const generated = generatorColumns(node.call, node.columns, { ...env, scope, clause: 'FROM' });
  const table = node.table?.name;
  const alias = env.analysis.next(table ?? 'view');
  const emitted = generated.map((column) => env.analysis.next(column.name));
  const rows = select(
    span,
    generated.map((column, i) => item(column.expr, emitted[i] ?? column.name)),
    [],
  );
  const right = derived(query(rows), alias, true);
  const columns = generated.map((column, i) => ({
    name: column.name,
    type: column.type,
    expr: columnRef([alias, emitted[i] ?? column.name], span),
    table,
  }));
  const join: FromItem = {
    kind: 'join',
    span,
    type: node.outer ? 'left' : 'cross',
    natural: false,
    left: input.item,
    right,
    on: node.outer ? { kind: 'boolean', span, value: true } : undefined,
  };
  env.analysis.record(
    'generator',
    span,
    () => print(node.call, 'dialect').sql,
    () => print(right, 'duckdb').sql,
  );
  const source = new Source(table === undefined ? [] : [table.toLowerCase()], columns);
  return { item: join, sources: [...input.sources, source], columns: [...input.columns, ...columns] };
}
