import type { Batch } from '../types/batch.ts';
import { float8Text } from '../types/float-text.ts';
import { columnMemory } from '../types/vectors.ts';
import { putBytes } from './row-bytes.ts';
import { putMillionths, putSafeInteger } from './row-digits.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

const MILLION = 1_000_000;
/** `-1.2345678901234567e-308`, and the comma after it. */
const MAX_TEXT = 25;
/** Below, PostgreSQL writes an exponent; from 1e15 on as well. */
const MIN_FIXED = 1e-4;
const MAX_FIXED = 1e15;
/** Below, millionths have at most 15 digits. */
const MAX_MILLIONTHS = 1e9;
const COMMA = 0x2c;
const BRACKET = 0x5d;
/** In place of millionths: a whole number; a text made ahead. */
const WHOLE = -1;
const TEXT = -2;

/**
 * Text of doubles. What has at most six decimals and 15 digits is written from its millionths: of the decimals of up to 15
 * digits only one reads back as a given double, so it is the shortest. The others are converted many at a time by
 * JSON.stringify, whose digits are the shortest too and which makes no string per number.
 */
export class DoubleTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private values: Float64Array = new Float64Array(0);
  /** Per row: its millionths without sign, or WHOLE, or TEXT. */
  private millionths: Float64Array = new Float64Array(0);
  /** Per row with TEXT: where in `texts` it is. */
  private starts: Int32Array = new Int32Array(0);
  private ends: Int32Array = new Int32Array(0);
  private texts: Buffer = Buffer.alloc(0);
  private textsView: DataView = new DataView(this.texts.buffer);
  private readonly column: number;
  private readonly extraFloatDigits: number;

  constructor(column: number, extraFloatDigits: number) {
    this.column = column;
    this.extraFloatDigits = extraFloatDigits;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 8);
    this.values = new Float64Array(data.buffer, data.byteOffset, batch.rowCount);
    this.valid = valid;
    if (this.millionths.length >= batch.rowCount) return;
    this.millionths = new Float64Array(batch.rowCount);
    this.starts = new Int32Array(batch.rowCount);
    this.ends = new Int32Array(batch.rowCount);
    this.texts = Buffer.allocUnsafeSlow(batch.rowCount * MAX_TEXT + 2);
    this.textsView = new DataView(this.texts.buffer);
  }

  prepare(from: number, to: number): number {
    const { values, valid, millionths } = this;
    const long: number[] = [];
    const longRows: number[] = [];
    const oddRows: number[] = [];
    for (let row = from; row < to; row++) {
      if (((valid[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
      const value = values[row] ?? 0;
      const size = Math.abs(value);
      millionths[row] = TEXT;
      if (!(size >= MIN_FIXED && size < MAX_FIXED) || this.extraFloatDigits <= 0) {
        if (value === 0 && !Object.is(value, -0)) millionths[row] = 0;
        else oddRows.push(row);
      } else if (size === Math.floor(size)) {
        millionths[row] = WHOLE;
      } else {
        const scaled = Math.round(size * MILLION);
        if (size < MAX_MILLIONTHS && scaled / MILLION === size) {
          millionths[row] = scaled;
        } else {
          long.push(value);
          longRows.push(row);
        }
      }
    }
    const end = long.length === 0 ? 0 : this.writeLong(long, longRows);
    if (oddRows.length > 0) this.writeOdd(oddRows, end);
    return (to - from) * MAX_TEXT;
  }

  put(memory: Uint8Array, view: DataView, start: number, row: number): number {
    const scaled = this.millionths[row] ?? 0;
    if (scaled === TEXT) {
      const offset = this.starts[row] ?? 0;
      return putBytes(memory, view, start, this.texts, this.textsView, offset, (this.ends[row] ?? 0) - offset);
    }
    let pos = start;
    let value = this.values[row] ?? 0;
    if (value < 0) {
      view.setUint8(pos++, 0x2d);
      value = -value;
    }
    if (scaled === WHOLE) return putSafeInteger(view, pos, value);
    const whole = Math.floor(scaled / MILLION);
    return putMillionths(view, putSafeInteger(view, pos, whole), scaled - whole * MILLION);
  }

  /** Fixed notation is the same in JavaScript and PostgreSQL between 1e-4 and 1e15. Returns the end of the texts. */
  private writeLong(values: readonly number[], rows: readonly number[]): number {
    const { texts, starts, ends } = this;
    const length = texts.write(JSON.stringify(values), 'latin1');
    let at = 1;
    for (const row of rows) {
      starts[row] = at;
      while (texts[at] !== COMMA && texts[at] !== BRACKET) at++;
      ends[row] = at++;
    }
    return length;
  }

  private writeOdd(rows: readonly number[], from: number): void {
    let at = from;
    for (const row of rows) {
      this.starts[row] = at;
      at += this.texts.write(float8Text(this.values[row] ?? 0, this.extraFloatDigits), at, 'latin1');
      this.ends[row] = at;
    }
  }
}
