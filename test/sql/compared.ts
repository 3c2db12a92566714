import type { DuckDBConnection } from '@duckdb/node-api';
import { expect } from 'vitest';
import { type Server, textRows } from './slt.ts';
import type { TpchTable } from './tpch/data.ts';

const BATCH = 500;

/** The same rows as datasets of a server and as tables of a DuckDB. */
export async function loadBoth(tables: readonly TpchTable[], server: Server, plain: DuckDBConnection): Promise<void> {
  for (const { name, columns, rows } of tables) {
    await textRows(`CREATE TABLE ${name} (${columns})`, server.session);
    await plain.run(`CREATE TABLE ${name} (${columns})`);
    for (let from = 0; from < rows.length; from += BATCH) {
      const insert = `INSERT INTO ${name} VALUES ${rows.slice(from, from + BATCH).join(', ')}`;
      await textRows(insert, server.session);
      await plain.run(insert);
    }
  }
}

export async function plainRows(sql: string, plain: DuckDBConnection): Promise<readonly (readonly string[])[]> {
  const reader = await plain.runAndReadAll(sql);
  return reader.getRows().map((row) => row.map((value) => (value === null ? 'NULL' : String(value))));
}

/** Numbers are compared as numbers: the dialect's decimals have other scales. */
export function expectSame(actual: readonly (readonly string[])[], expected: readonly (readonly string[])[]): void {
  expect(actual.length).toBe(expected.length);
  expect(actual.length).toBeGreaterThan(0);
  for (const [i, row] of actual.entries()) expectSameRow(row, expected[i] ?? []);
}

function expectSameRow(actual: readonly string[], expected: readonly string[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, cell] of actual.entries()) {
    const other = expected[i] ?? '';
    const [a, b] = [Number(cell), Number(other)];
    if (cell === other || Number.isNaN(a) || Number.isNaN(b)) expect(cell).toBe(other);
    else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(b)));
  }
}
