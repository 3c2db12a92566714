import { DuckDBDataChunk } from '@duckdb/node-api';
import type { Batch } from './batch.ts';
import type { Column } from './column.ts';
import { duckdbTypeOf } from './duckdb-type.ts';

export type PlainValue = string | number | bigint | boolean | null;

/** Rows that the server itself knows, as a batch: at most 2,048. Values have to fit their columns' types. */
export function batchOf(columns: readonly Column[], rows: readonly (readonly PlainValue[])[]): Batch {
  const chunk = DuckDBDataChunk.create(
    columns.map(({ type }) => duckdbTypeOf(type)),
    rows.length,
  );
  columns.forEach((_, index) => {
    chunk.setColumnValues(
      index,
      rows.map((row) => row[index] ?? null),
    );
  });
  return chunk;
}

/** Most rows that one batch can hold. */
export const BATCH_ROWS = 2048;
