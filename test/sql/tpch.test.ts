import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type Server, textRows } from './slt.ts';
import { tpchTables } from './tpch/data.ts';

/**
 * The 22 queries of TPC-H give the rows that DuckDB gives for the same text. Numbers are compared as numbers: the dialect's
 * decimals have other scales.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'tpch');
const SEED = 7;
const BATCH = 500;

describe('TPC-H', () => {
  let server: Server;
  let plain: DuckDBConnection;

  beforeAll(async () => {
    server = await openServer('all');
    plain = await (await DuckDBInstance.create(':memory:')).connect();
    for (const { name, columns, rows } of tpchTables(SEED)) {
      await textRows(`CREATE TABLE ${name} (${columns})`, server.session);
      await plain.run(`CREATE TABLE ${name} (${columns})`);
      for (let from = 0; from < rows.length; from += BATCH) {
        const insert = `INSERT INTO ${name} VALUES ${rows.slice(from, from + BATCH).join(', ')}`;
        await textRows(insert, server.session);
        await plain.run(insert);
      }
    }
  });
  afterAll(async () => {
    plain.closeSync();
    await server.close();
  });

  for (let number = 1; number <= 22; number++) {
    const name = `q${String(number).padStart(2, '0')}`;
    it(name, async () => {
      const sql = readFileSync(join(folder, `${name}.sql`), 'utf8');
      const actual = await textRows(sql, server.session);
      const reader = await plain.runAndReadAll(sql);
      const expected = reader.getRows().map((row) => row.map((value) => (value === null ? 'NULL' : String(value))));
      expect(actual.length).toBe(expected.length);
      expect(actual.length).toBeGreaterThan(0);
      for (const [i, row] of actual.entries()) expectSame(row, expected[i] ?? []);
    });
  }
});

function expectSame(actual: readonly string[], expected: readonly string[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, cell] of actual.entries()) {
    const other = expected[i] ?? '';
    const [a, b] = [Number(cell), Number(other)];
    if (cell === other || Number.isNaN(a) || Number.isNaN(b)) expect(cell).toBe(other);
    else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(b)));
  }
}
