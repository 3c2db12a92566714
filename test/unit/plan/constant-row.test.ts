import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { plan } from '../../../src/plan/plan.ts';
import { planQuery } from '../../../src/plan/query.ts';
import { parseStatements } from '../../../src/sql/parse.ts';
import { batchOf } from '../../../src/types/batch-of.ts';
import { dataTypeOf } from '../../../src/types/duckdb-type.ts';
import { CONTEXT } from '../../plan/made-up-catalog.ts';

function selectOf(sql: string) {
  const [statement] = parseStatements(sql).map((each) => each.statement);
  if (statement?.kind !== 'select') throw new Error(`no SELECT: ${sql}`);
  return statement;
}

describe('a row of constants is what the engine would answer', () => {
  it.each([
    'SELECT 1',
    'SELECT 1 AS one, 2 AS one, 3 AS "Three 3"',
    'SELECT 0, 007, 2147483647, 2147483648, 9223372036854775807',
    "SELECT 'a', '', 'é 漢 😀', 'it''s', E'a\\nb'",
    'SELECT true, false, NULL, NULL AS nothing',
    "SELECT 1 AS a, 'b', false AS c, 123456789012",
  ])('%s', async (sql) => {
    const statement = selectOf(sql);
    const answer = plan(statement, CONTEXT);
    const { engine } = planQuery(statement.query, CONTEXT);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const result = await connection.run(engine.sql);
    const columns = result.columnNames().map((name, index) => ({ name, type: dataTypeOf(result.columnType(index)) }));
    if (answer.kind !== 'answer') throw new Error(`planned as ${answer.kind}`);
    expect(answer.columns).toEqual(columns);
    expect(batchOf(answer.columns, answer.rows).getRows()).toEqual(await result.getRows());
  });

  it.each([
    'SELECT 1 LIMIT 0',
    'SELECT 1 WHERE false',
    'SELECT DISTINCT 1',
    'SELECT 1 UNION ALL SELECT 2',
    'SELECT 1 + 1',
    'SELECT -1',
    'SELECT 1.50',
    'SELECT 1e3',
    'SELECT 12345678901234567890',
    "SELECT DATE '2026-01-01'",
    "SELECT CAST('a' AS int)",
    'SELECT now()',
    'SELECT $1',
    'SELECT explode(array(1, 2))',
    'SELECT 1 HAVING false',
    'SELECT (SELECT 1)',
    '(SELECT 1)',
    'VALUES (1)',
  ])('%s is left to the engine', (sql) => {
    expect(plan(selectOf(sql), CONTEXT).kind).toBe('query');
  });
});
