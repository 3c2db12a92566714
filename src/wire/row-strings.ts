import type { Batch } from '../types/batch.ts';
import type { StringRuns } from '../types/string-runs.ts';
import { stringMemory } from '../types/vectors.ts';
import { putBytes } from './row-bytes.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

const INLINE_BYTES = 12;

/** The bytes of VARCHAR as they are: UTF-8 in both formats. */
export class StringWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private runs: StringRuns | undefined;
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { words, valid, runs } = stringMemory(batch, this.column);
    this.words = words;
    this.valid = valid;
    this.runs = runs;
  }

  /** Short values are copied as three words, whatever their length. */
  prepare(from: number, to: number): number {
    return (to - from) * INLINE_BYTES + totalLength(this.words, this.valid, from, to);
  }

  put(memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const { words, runs } = this;
    const at = row * 4;
    const length = words[at] ?? 0;
    if (length <= INLINE_BYTES) {
      view.setInt32(pos, words[at + 1] ?? 0, true);
      view.setInt32(pos + 4, words[at + 2] ?? 0, true);
      view.setInt32(pos + 8, words[at + 3] ?? 0, true);
      return pos + length;
    }
    const run = runs?.runOf[row] ?? 0;
    const source = runs?.runs[run];
    const sourceView = runs?.views[run];
    if (source === undefined || sourceView === undefined) throw new Error(`row ${row} of a string column was not read`);
    return putBytes(memory, view, pos, source, sourceView, runs?.offsetOf[row] ?? 0, length);
  }
}

export function totalLength(words: Int32Array, valid: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let row = from; row < to; row++) {
    if (((valid[row >> 3] ?? 0) & (1 << (row & 7))) !== 0) total += words[row * 4] ?? 0;
  }
  return total;
}
