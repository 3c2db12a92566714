import duckdb from '@duckdb/node-bindings';
import type { Batch } from './batch.ts';
import { StringRuns } from './string-runs.ts';

/** More than any batch has; all bits set, for vectors that have no NULL. */
const ALL_VALID = new Uint8Array(4096).fill(0xff);

/**
 * One column of a batch as the engine has it in memory. The views are the engine's own memory, not copies: they are good as
 * long as the batch is referenced, and nothing may be written to them. A NULL slot of `data` holds garbage. This is the only
 * module that calls `@duckdb/node-bindings`; `Batch.getColumnVector` is the safe and slow way to the same values.
 */
export interface ColumnMemory {
  /** `rowCount` times `width` bytes, little-endian, aligned to `width`. */
  readonly data: Uint8Array<ArrayBuffer>;
  /** A bit per row, 1 for a value, 0 for NULL; the bit of row r is bit r % 8 of byte r / 8. */
  readonly valid: Uint8Array;
}

/** `width` is what a value takes in the engine's memory; the caller knows the column's type for certain. */
export function columnMemory(batch: Batch, column: number, width: number): ColumnMemory {
  const vector = duckdb.data_chunk_get_vector(batch.chunk, column);
  const rows = batch.rowCount;
  if (rows === 0) return { data: new Uint8Array(0), valid: ALL_VALID };
  // The declaration leaves out that a vector without NULLs has no validity.
  const valid: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
  const data = plain(duckdb.vector_get_data(vector, rows * width));
  return { data, valid: valid === null ? ALL_VALID : plain(valid) };
}

/** The binding hands out Buffers, whose subarray is several times slower. */
function plain(buffer: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength);
}

/** A column of VARCHAR or BLOB. */
export interface StringMemory extends ColumnMemory {
  /** `data` as 32-bit words, four per row: length, then up to 12 bytes, or a 4 byte prefix and a pointer. */
  readonly words: Int32Array;
  /** Where the values of more than 12 bytes are. */
  readonly runs: StringRuns;
}

export function stringMemory(batch: Batch, column: number): StringMemory {
  const { data, valid } = columnMemory(batch, column, 16);
  const words = new Int32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  return { data, valid, words, runs: new StringRuns(words, valid, batch.rowCount, readPointer) };
}

/** `length` bytes from `address` on, which must all be the engine's. */
function readPointer(address: number, length: number): Uint8Array<ArrayBuffer> {
  const pointer = new BigUint64Array([BigInt(address)]);
  return plain(duckdb.get_data_from_pointer(pointer.buffer, 0, length));
}
