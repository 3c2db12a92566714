import type { Batch } from '../types/batch.ts';
import { decimalBinary } from '../types/decimal-number.ts';
import { columnMemory } from '../types/vectors.ts';
import { wideInteger } from './row-text-decimal.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

const TWO_32 = 4_294_967_296;
/** Header, 38 digits in groups of four with a split group at each end. */
const MAX_BYTES = 8 + 2 * 12;
/** Fractions with more digits are left to BigInt. */
const MAX_FAST_SCALE = 12;
const NEGATIVE = 0x4000;

/** DECIMAL and HUGEINT as binary numeric; see `decimalBinary`. Only what leaves 2^53 takes a BigInt. */
export class DecimalBinaryWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private shorts: Int16Array = new Int16Array(0);
  /** Base 10000, the last first. */
  private readonly groups = new Int32Array(12);
  private readonly column: number;
  private readonly scale: number;
  /** Bytes per value in the engine's memory. */
  private readonly width: 2 | 4 | 8 | 16;

  constructor(column: number, precision: number, scale: number) {
    this.column = column;
    this.scale = scale;
    this.width = precision <= 4 ? 2 : precision <= 9 ? 4 : precision <= 18 ? 8 : 16;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, this.width);
    this.valid = valid;
    if (this.width === 2) this.shorts = new Int16Array(data.buffer, data.byteOffset, batch.rowCount);
    else this.words = new Int32Array(data.buffer, data.byteOffset, (batch.rowCount * this.width) / 4);
  }

  prepare(from: number, to: number): number {
    return (to - from) * MAX_BYTES;
  }

  put(memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const { words, width } = this;
    if (width === 2) return this.putSafe(view, pos, this.shorts[row] ?? 0);
    if (width === 4) return this.putSafe(view, pos, words[row] ?? 0);
    const at = row * (width >> 2);
    const high = words[at + 1] ?? 0;
    const sign = high >> 31;
    const isSafe = high >= -2_097_152 && high < 2_097_152 && this.scale <= MAX_FAST_SCALE;
    if (isSafe && (width === 8 || (words[at + 2] === sign && words[at + 3] === sign))) {
      return this.putSafe(view, pos, high * TWO_32 + ((words[at] ?? 0) >>> 0));
    }
    const bytes = decimalBinary({ unscaled: wideInteger(words, at, width >> 2), scale: this.scale });
    memory.set(bytes, pos);
    return pos + bytes.length;
  }

  private putSafe(view: DataView, pos: number, value: number): number {
    const { groups, scale } = this;
    const size = Math.abs(value);
    const power = POWERS[scale] ?? 1;
    let whole = Math.floor(size / power);
    let rest = (size - whole * power) * (PADDING[scale & 3] ?? 1);
    let count = 0;
    for (let group = 0; group < scale; group += 4) {
      const quotient = Math.floor(rest / 10_000);
      groups[count++] = rest - quotient * 10_000;
      rest = quotient;
    }
    let weight = -1;
    while (whole > 0) {
      const quotient = Math.floor(whole / 10_000);
      groups[count++] = whole - quotient * 10_000;
      whole = quotient;
      weight++;
    }
    for (; count > 0 && groups[count - 1] === 0; count--) weight--;
    let first = 0;
    while (first < count && groups[first] === 0) first++;
    view.setInt16(pos, count - first);
    view.setInt16(pos + 2, count === 0 ? 0 : weight);
    view.setInt16(pos + 4, value < 0 ? NEGATIVE : 0);
    view.setInt16(pos + 6, scale);
    let end = pos + 8;
    for (let group = count - 1; group >= first; group--) {
      view.setInt16(end, groups[group] ?? 0);
      end += 2;
    }
    return end;
  }
}

const POWERS = Float64Array.from({ length: MAX_FAST_SCALE + 1 }, (_, exponent) => 10 ** exponent);
/** What fills a fraction up to whole groups, by its digits modulo 4. */
const PADDING = [1, 1000, 100, 10];
