import type { Query } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import { analyzeQuery } from './analyze/analyze.ts';
import type { PlanContext } from './context.ts';
import type { QueryPlan } from './plan.ts';

/** A query analysed and written as DuckDB SQL. */
export function planQuery(query: Query, context: PlanContext): QueryPlan {
  const analyzed = analyzeQuery(query, context);
  return {
    kind: 'query',
    engine: print(analyzed.query, 'duckdb'),
    columns: analyzed.columns,
    reads: analyzed.reads,
  };
}
