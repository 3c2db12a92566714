import type { Batch } from '../types/batch.ts';

/**
 * Writes the values of one column, without length or separator. The loop over the rows calls `put` only for rows that are
 * valid, and only after `prepare` made sure how much room they may take.
 */
export interface ColumnWriter {
  /** As ColumnMemory.valid, of the batch attached last. */
  readonly valid: Uint8Array;
  /** Takes hold of a batch; called once per batch. */
  attach(batch: Batch): void;
  /** The most bytes that `put` may touch for all rows of a slice together; values may be converted ahead here. */
  prepare(from: number, to: number): number;
  /** Writes a row's value at `pos` and returns the position after it. */
  put(memory: Uint8Array, view: DataView, pos: number, row: number): number;
}

/** For writers that were not attached yet. */
export const NOTHING_VALID: Uint8Array = new Uint8Array(0);
