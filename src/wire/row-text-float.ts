import type { Batch } from '../types/batch.ts';
import { float8Text } from '../types/float-text.ts';
import { columnMemory } from '../types/vectors.ts';
import { putAscii, putMillionths, putSafeInteger } from './row-digits.ts';
import { putShortest } from './row-double.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

const MILLION = 1_000_000;
/** `-1.2345678901234567e-308` */
const MAX_TEXT = 24;
/** PostgreSQL writes an exponent below, and from 1e15 on. */
const MIN_FIXED = 1e-4;
const MAX_FIXED = 1e15;
/** Below, millionths have at most 15 digits. */
const MAX_MILLIONTHS = 1e9;

/**
 * Text of doubles. What has at most six decimals and 15 digits is written from its millionths: of the decimals of up to 15
 * digits only one reads back as a given double, so it is the shortest. See `putShortest` for the others; the few that it
 * leaves, and all when digits are to be rounded, take a JavaScript string.
 */
export class DoubleTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private values: Float64Array = new Float64Array(0);
  private words: Int32Array = new Int32Array(0);
  private readonly column: number;
  private readonly extraFloatDigits: number;

  constructor(column: number, extraFloatDigits: number) {
    this.column = column;
    this.extraFloatDigits = extraFloatDigits;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 8);
    this.values = new Float64Array(data.buffer, data.byteOffset, batch.rowCount);
    this.words = new Int32Array(data.buffer, data.byteOffset, batch.rowCount * 2);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * MAX_TEXT;
  }

  put(_memory: Uint8Array, view: DataView, start: number, row: number): number {
    const value = this.values[row] ?? 0;
    const size = Math.abs(value);
    if (size >= MIN_FIXED && size < MAX_FIXED && this.extraFloatDigits > 0) {
      let pos = start;
      if (value < 0) view.setUint8(pos++, 0x2d);
      if (size === Math.floor(size)) return putSafeInteger(view, pos, size);
      const scaled = Math.round(size * MILLION);
      if (size < MAX_MILLIONTHS && scaled / MILLION === size) {
        const whole = Math.floor(scaled / MILLION);
        return putMillionths(view, putSafeInteger(view, pos, whole), scaled - whole * MILLION);
      }
      const high = (this.words[row * 2 + 1] ?? 0) & 0x7fff_ffff;
      const end = putShortest(view, pos, size, high, this.words[row * 2] ?? 0);
      if (end >= 0) return end;
    }
    return putAscii(view, start, float8Text(value, this.extraFloatDigits));
  }
}
