import type { DuckDBDataChunk } from '@duckdb/node-api';

/** Up to 2,048 rows in columns, as DuckDB hands them out. */
export type Batch = DuckDBDataChunk;

/** The rows `from` (inclusive) to `to` (exclusive) of a batch. */
export interface BatchSlice {
  readonly batch: Batch;
  readonly from: number;
  readonly to: number;
}
