import { afterAll, beforeAll, expect, test } from 'vitest';
import { MACRO_SQL } from '../../../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../../../src/functions/sql-text.ts';
import { type Dialect, openDialect } from '../../support/dialect-expression.ts';

let dialect: Dialect;
beforeAll(async () => {
  dialect = await openDialect();
});
afterAll(() => dialect.close());

test('all macros are made at once, in well under a second', async () => {
  const started = performance.now();
  await dialect.connection.run(MACRO_SQL.join(';\n'));
  // 30 to 50 ms on two idle cores; the start of the server may pay 150.
  expect(performance.now() - started).toBeLessThan(1000);
});

test('macros stand in a database of their own, and hide no function of DuckDB', async () => {
  const reader = await dialect.connection.runAndReadAll(
    "SELECT DISTINCT database_name FROM duckdb_functions() WHERE function_type IN ('macro', 'table_macro') AND NOT internal",
  );
  expect(reader.getRows()).toEqual([[MACRO_SCHEMA]]);
});
