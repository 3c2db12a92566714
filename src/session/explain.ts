import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { PlanContext } from '../plan/context.ts';
import { plan } from '../plan/plan.ts';
import { planQuery } from '../plan/query.ts';
import { placeOf } from '../sql/source-text.ts';
import type { ExplainStatement, Statement } from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import { type Outcome, rowsOf } from './outcome.ts';
import type { Execution } from './run.ts';
import { planContext, type Runtime } from './runtime.ts';

/** EXPLAIN [ANALYZE] shows the engine's plan, EXPLAIN REWRITE the DuckDB SQL and the rules that made it. */
export async function explain(statement: ExplainStatement, execution: Execution, runtime: Runtime): Promise<Outcome> {
  const sql = engineText(statement.statement, planContext(runtime, execution.planTypes));
  if (sql === undefined) {
    throw new SqlError(SQLSTATE.featureNotSupported, 'only queries, INSERT and CREATE TABLE AS can be explained');
  }
  const lines =
    statement.mode === 'rewrite'
      ? rewriteLines(statement, sql, execution, runtime)
      : await enginePlan(statement, sql, execution, runtime);
  const columns: readonly Column[] = [
    { name: 'QUERY PLAN', type: { kind: statement.format === 'json' ? 'json' : 'varchar' } },
  ];
  return {
    kind: 'rows',
    columns,
    source: rowsOf(
      columns,
      lines.map((line) => [line]),
    ),
    tag: () => 'EXPLAIN',
  };
}

/** What the engine runs, or would run for a row of constants, which needs no engine. */
function engineText(explained: Statement, context: PlanContext): string | undefined {
  const made = plan(explained, context);
  if (made.kind === 'answer' && explained.kind === 'select') return planQuery(explained.query, context).engine.sql;
  if (made.kind === 'query') return made.engine.sql;
  return 'source' in made ? made.source.sql : undefined;
}

async function enginePlan(
  statement: ExplainStatement,
  sql: string,
  execution: Execution,
  runtime: Runtime,
): Promise<readonly string[]> {
  await runtime.transaction.prepareRead();
  const connection = await runtime.connect();
  const options = [
    ...(statement.mode === 'analyze' ? ['ANALYZE'] : []),
    ...(statement.format === 'json' ? ['FORMAT json'] : []),
  ];
  const prefix = options.length === 0 ? 'EXPLAIN' : `EXPLAIN (${options.join(', ')})`;
  const rows = await connection.rows(`${prefix} ${sql}`, execution.parameters);
  const text = rows.map((row) => String(row[1] ?? '')).join('\n');
  return statement.format === 'json' ? [text] : text.trimEnd().split('\n');
}

/** Longer texts are cut in the middle of a trace line. */
const TRACE_TEXT = 100;

/** The DuckDB SQL, and for a query a line for each rewrite: rule, position, what was written, what it became. */
function rewriteLines(
  statement: ExplainStatement,
  sql: string,
  execution: Execution,
  runtime: Runtime,
): readonly string[] {
  const lines = sql.split('\n');
  if (statement.statement.kind !== 'select') return lines;
  planQuery(statement.statement.query, planContext(runtime, execution.planTypes), {
    record: (rule, span, before, after) => {
      const { position } = placeOf(execution.text, span.start);
      lines.push(`  ${rule} at ${position}: ${shortened(before())} => ${shortened(after())}`);
    },
  });
  return lines;
}

function shortened(text: string): string {
  return text.length <= TRACE_TEXT ? text : `${text.slice(0, TRACE_TEXT)}…`;
}
