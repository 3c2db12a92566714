import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { PlanContext } from '../plan/context.ts';
import { plan } from '../plan/plan.ts';
import { planQuery } from '../plan/query.ts';
import type { Query } from '../sql/ast.ts';
import { placeOf } from '../sql/source-text.ts';
import type { ExplainStatement, Statement } from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import { catalogQueryOf, planCatalogQuery } from './catalog-statement.ts';
import { type Outcome, rowsOf } from './outcome.ts';
import type { Execution } from './run.ts';
import { planContext, type Runtime } from './runtime.ts';

const ENGINE_ANSWER: readonly Column[] = [
  { name: 'explain_key', type: { kind: 'varchar' } },
  { name: 'explain_value', type: { kind: 'varchar' } },
];

/** EXPLAIN [ANALYZE] shows the engine's plan, EXPLAIN REWRITE the DuckDB SQL and the rules that made it. */
export async function explain(statement: ExplainStatement, execution: Execution, runtime: Runtime): Promise<Outcome> {
  const catalogQuery = catalogQueryOf(statement.statement, runtime);
  const lines =
    catalogQuery === undefined
      ? await explainOwn(statement, execution, runtime)
      : await explainCatalogQuery(catalogQuery, statement, execution, runtime);
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

async function explainOwn(
  statement: ExplainStatement,
  execution: Execution,
  runtime: Runtime,
): Promise<readonly string[]> {
  const sql = engineText(statement.statement, planContext(runtime, execution.planTypes));
  if (sql === undefined) {
    throw new SqlError(SQLSTATE.featureNotSupported, 'only queries, INSERT and CREATE TABLE AS can be explained');
  }
  return statement.mode === 'rewrite'
    ? rewriteLines(statement, sql, execution, runtime)
    : enginePlan(statement, sql, execution, runtime);
}

/** The system catalog has an engine of its own. */
async function explainCatalogQuery(
  query: Query,
  statement: ExplainStatement,
  execution: Execution,
  runtime: Runtime,
): Promise<readonly string[]> {
  const made = planCatalogQuery(query, runtime, execution.declaredOids);
  if (statement.mode === 'rewrite') return made.sql.split('\n');
  const asked = {
    ...made,
    direct: undefined,
    steady: false,
    columns: ENGINE_ANSWER,
    sql: `${enginePrefix(statement)} ${made.sql}`,
  };
  const { next } = await runtime.catalogSession().run(asked, execution.parameters);
  const rows: (readonly unknown[])[] = [];
  for (let batch = await next(); batch !== undefined; batch = await next()) rows.push(...batch.getRows());
  return planLines(statement, rows);
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
  return planLines(statement, await connection.rows(`${enginePrefix(statement)} ${sql}`, execution.parameters));
}

function enginePrefix(statement: ExplainStatement): string {
  const options = [
    ...(statement.mode === 'analyze' ? ['ANALYZE'] : []),
    ...(statement.format === 'json' ? ['FORMAT json'] : []),
  ];
  return options.length === 0 ? 'EXPLAIN' : `EXPLAIN (${options.join(', ')})`;
}

/** From the engine's rows of a name and a text. */
function planLines(statement: ExplainStatement, rows: readonly (readonly unknown[])[]): readonly string[] {
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
