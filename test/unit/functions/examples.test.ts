import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../../src/functions/table.ts';
import { type Dialect, openDialect } from '../../support/dialect-expression.ts';
import { rowText } from '../../support/function-transcript.ts';

let dialect: Dialect;
beforeAll(async () => {
  dialect = await openDialect();
});
afterAll(() => dialect.close());

/** The examples of the documentation are true. */
describe('examples of functions', () => {
  for (const definition of new Set(FUNCTIONS.values())) {
    for (const [sql, value] of definition.examples) {
      test(`${sql} is ${value}`, async () => {
        const { rows, duckdbTypes } = await dialect.query(`SELECT ${sql}`);
        expect(rows.map((row) => rowText(row, duckdbTypes.map(String)))).toEqual([value === '' ? '(empty)' : value]);
      });
    }
  }
});
