import { raw } from '../functions/sql-text.ts';
import type { Query } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import { type AnalyzedQuery, analyzeQuery } from './analyze/analyze.ts';
import type { PlanContext, ResultColumn } from './context.ts';
import type { QueryPlan } from './plan.ts';
import type { RewriteTrace } from './rewrite/trace.ts';

/** A query analysed and written as DuckDB SQL. */
export function planQuery(query: Query, context: PlanContext, trace?: RewriteTrace): QueryPlan {
  return queryPlan(analyzeQuery(query, context, trace));
}

export function queryPlan(analyzed: AnalyzedQuery): QueryPlan {
  return {
    kind: 'query',
    engine: print(withTextForUnknown(analyzed.query, analyzed.columns), 'duckdb'),
    columns: analyzed.columns,
    reads: analyzed.reads,
    historic: analyzed.historic,
  };
}

/** A NULL that nothing gives a type is text, as in PostgreSQL; DuckDB would answer it as an integer. */
function withTextForUnknown(query: Query, columns: readonly ResultColumn[]): Query {
  const { body } = query;
  const untyped = columns.some(({ type }) => type.kind === 'unknown');
  if (!untyped || body.kind !== 'select' || body.items.length !== columns.length) return query;
  const items = body.items.map((item, index) => {
    if (columns[index]?.type.kind !== 'unknown') return item;
    return { ...item, expr: raw('CAST({0} AS VARCHAR)', item.expr) };
  });
  return { ...query, body: { ...body, items } };
}
