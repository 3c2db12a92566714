import { expect } from 'vitest';
import { type ColumnSpec, type CopyBench, type CopyOptionList, described } from './harness.ts';

/** Runs a COPY into a table of its own and answers its rows, or the error, after which the table must be empty. */
export async function outcomeOf(
  bench: CopyBench,
  columns: Readonly<Record<string, ColumnSpec>>,
  options: CopyOptionList,
  chunks: readonly Buffer[],
  named?: readonly string[],
): Promise<string | (string | null)[][]> {
  const table = await bench.table(columns);
  const snapshot = () => bench.runtime.catalog.view.snapshots(table.oid).last;
  try {
    const tag = await bench.copy(table, options, chunks, named);
    const rows = await bench.rows(table);
    expect(tag).toBe(`COPY ${rows.length}`);
    expect(snapshot() !== undefined).toBe(rows.length > 0);
    return rows;
  } catch (error) {
    const text = described(error);
    expect(await bench.rows(table)).toEqual([]);
    expect(snapshot()).toBeUndefined();
    return text;
  }
}

export function bytewise(bytes: Buffer): Buffer[] {
  return [...bytes].map((byte) => Buffer.of(byte));
}
