import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ColumnSpec, type CopyBench, type CopyOptionList, described, openBench } from './harness.ts';
import { TRANSCRIPTS } from './transcripts.ts';

let bench: CopyBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('COPY FROM STDIN answers as PostgreSQL 15 does', () => {
  it.each(TRANSCRIPTS)('$options $input', async ({ columns, options, input, named, answer }) => {
    expect(await run(columns, options, [Buffer.from(input, 'latin1')], named)).toEqual(answer);
  });

  it.each(TRANSCRIPTS)('byte by byte: $options $input', async ({ columns, options, input, named, answer }) => {
    const bytes = [...Buffer.from(input, 'latin1')].map((byte) => Buffer.of(byte));
    expect(await run(columns, options, bytes, named)).toEqual(answer);
  });
});

async function run(
  columns: Readonly<Record<string, ColumnSpec>>,
  options: CopyOptionList,
  chunks: readonly Buffer[],
  named: readonly string[] | undefined,
): Promise<string | (string | null)[][]> {
  const table = await bench.table(columns);
  try {
    const tag = await bench.copy(table, options, chunks, named);
    const rows = await bench.rows(table);
    expect(tag).toBe(`COPY ${rows.length}`);
    expect(bench.runtime.catalog.view.snapshots(table.oid).last !== undefined).toBe(rows.length > 0);
    return rows;
  } catch (error) {
    expect(await bench.rows(table)).toEqual([]);
    return described(error);
  }
}
