import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr, FromItem, Query, TableSample } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { columnRef, derived, item, query, rawAt, select } from './nodes.ts';
import { type ScopeColumn, Source } from './scope.ts';
import type { Lowered } from './table.ts';

/**
 * TABLESAMPLE: a percentage or a bucket takes each row by chance; ROWS takes the first ones there are, as Spark does.
 * Throws 22023 for a share beyond 0 to 100.
 */
export function lowerSample(node: TableSample, env: Env, input: Lowered): Lowered {
  const { span } = node;
  const { result, from } = wrapped(input, node, env);
  if (node.unit === 'rows') {
    const limited: Query = { ...from, limit: lower(node.size, { ...env, scope: undefined, clause: 'LIMIT' }).expr };
    return { ...result, item: derived(limited, result.alias) };
  }
  const sample: FromItem = {
    kind: 'tableSample',
    span,
    input: derived(from, result.alias),
    unit: 'percent',
    size: percentage(node),
    seed: node.seed && lower(node.seed, { ...env, scope: undefined, clause: 'LIMIT' }).expr,
  };
  return { ...result, item: sample };
}

/** The input as a derived table, all its columns under names of their own, and its sources as they were. */
export function wrapped(
  input: Lowered,
  node: { readonly span: Expr['span'] },
  env: Env,
): { readonly result: Lowered & { readonly alias: string }; readonly from: Query } {
  const { span } = node;
  const alias = env.analysis.next('q');
  const replaced = new Map<ScopeColumn, ScopeColumn>();
  const items = new Map<ScopeColumn, ReturnType<typeof item>>();
  for (const column of [...input.columns, ...input.sources.flatMap((source) => source.columns)]) {
    if (replaced.has(column)) continue;
    const emitted = env.analysis.next(column.name);
    items.set(column, item({ ...column.expr, span }, emitted));
    replaced.set(column, { ...column, expr: columnRef([alias, emitted], span) });
  }
  const other = (column: ScopeColumn): ScopeColumn => replaced.get(column) ?? column;
  const result = {
    alias,
    item: input.item,
    columns: input.columns.map(other),
    sources: input.sources.map((source) => new Source(source.qualifier, source.columns.map(other), source.open)),
  };
  const all = items.size > 0 ? [...items.values()] : [item(rawAt(span, '1'), 'one')];
  return { result, from: query(select(span, all, [input.item])) };
}

function percentage(node: TableSample): Expr {
  const value = literal(node.size);
  if (node.unit === 'bucket') {
    const of = literal(node.outOf);
    if (value === undefined || of === undefined || of < 1 || value < 1 || value > of) throw badSize(node);
    return rawAt(node.span, String((100 * 1) / of));
  }
  if (value === undefined || value < 0 || value > 100) throw badSize(node);
  return rawAt(node.span, String(value));
}

function literal(expr: Expr | undefined): number | undefined {
  return expr?.kind === 'number' ? Number(expr.text) : undefined;
}

function badSize(node: TableSample): PlanError {
  return new PlanError(SQLSTATE.invalidParameterValue, 'the size of a sample must be a number', node.size.span, {
    hint: 'A percentage is 0 to 100; BUCKET x OUT OF y has x from 1 to y.',
  });
}
