import type { Batch } from '../types/batch.ts';
import { decimalText } from '../types/decimal-number.ts';
import { columnMemory } from '../types/vectors.ts';
import { putAscii, putInt64, putPadded, putSafeInteger } from './row-digits.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

const TWO_32 = 4_294_967_296;
/** Sign, 39 digits, point. */
const MAX_TEXT = 41;
/** Fractions with more digits do not fit a double. */
const MAX_SAFE_SCALE = 15;

/** DECIMAL that the engine stores in 16 or 32 bits: up to 9 digits. */
export class SmallDecimalTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private values: Int16Array | Int32Array = new Int32Array(0);
  private readonly column: number;
  private readonly scale: number;
  private readonly ArrayType: Int16ArrayConstructor | Int32ArrayConstructor;

  constructor(column: number, precision: number, scale: number) {
    this.column = column;
    this.scale = scale;
    this.ArrayType = precision <= 4 ? Int16Array : Int32Array;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, this.ArrayType.BYTES_PER_ELEMENT);
    this.values = new this.ArrayType(data.buffer, data.byteOffset, batch.rowCount);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * MAX_TEXT;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    return putScaled(view, pos, this.values[row] ?? 0, this.scale);
  }
}

/** DECIMAL of 64 or 128 bits, and HUGEINT as one with scale 0. Only what leaves 2^53 takes a BigInt. */
export class LargeDecimalTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private readonly column: number;
  private readonly scale: number;
  /** 32-bit words per value: 2 or 4. */
  private readonly width: 2 | 4;

  constructor(column: number, precision: number, scale: number) {
    this.column = column;
    this.scale = scale;
    this.width = precision <= 18 ? 2 : 4;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, this.width * 4);
    this.words = new Int32Array(data.buffer, data.byteOffset, batch.rowCount * this.width);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * MAX_TEXT;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const { words, width, scale } = this;
    const at = row * width;
    const low = words[at] ?? 0;
    const high = words[at + 1] ?? 0;
    const sign = high >> 31;
    if (width === 2 || (words[at + 2] === sign && words[at + 3] === sign)) {
      if (scale === 0) return putInt64(view, pos, high, low);
      if (high >= -2_097_152 && high < 2_097_152 && scale <= MAX_SAFE_SCALE) {
        return putScaled(view, pos, high * TWO_32 + (low >>> 0), scale);
      }
    }
    return putAscii(view, pos, decimalText({ unscaled: wideInteger(words, at, width), scale }));
  }
}

/** A little-endian integer of `width` 32-bit words, the last one signed. */
export function wideInteger(words: Int32Array, at: number, width: number): bigint {
  let value = BigInt(words[at + width - 1] ?? 0);
  for (let word = width - 2; word >= 0; word--) value = (value << 32n) | BigInt((words[at + word] ?? 0) >>> 0);
  return value;
}

function putScaled(view: DataView, start: number, value: number, scale: number): number {
  let pos = start;
  let size = value;
  if (value < 0) {
    view.setUint8(pos++, 0x2d);
    size = -value;
  }
  if (scale === 0) return putSafeInteger(view, pos, size);
  const power = POWERS[scale] ?? 1;
  let whole = Math.floor(size / power);
  let fraction = size - whole * power;
  if (fraction < 0) {
    whole--;
    fraction += power;
  }
  pos = putSafeInteger(view, pos, whole);
  view.setUint8(pos, 0x2e);
  return putPadded(view, pos + 1, fraction, scale);
}

const POWERS = Float64Array.from({ length: MAX_SAFE_SCALE + 1 }, (_, exponent) => 10 ** exponent);
