import type { Batch } from '../types/batch.ts';
import { columnMemory } from '../types/vectors.ts';
import type { IntegerArrayType } from './row-text-integers.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

/** Integers of up to 32 bits as int2 or int4, `width` bytes; UINTEGER as int8. */
export class IntegerBinaryWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private values: InstanceType<IntegerArrayType> = new Int32Array(0);
  private readonly column: number;
  private readonly width: 2 | 4 | 8;
  private readonly ArrayType: IntegerArrayType;

  constructor(column: number, ArrayType: IntegerArrayType, width: 2 | 4 | 8) {
    this.column = column;
    this.ArrayType = ArrayType;
    this.width = width;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, this.ArrayType.BYTES_PER_ELEMENT);
    this.values = new this.ArrayType(data.buffer, data.byteOffset, batch.rowCount);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * this.width;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const value = this.values[row] ?? 0;
    if (this.width === 2) {
      view.setInt16(pos, value);
      return pos + 2;
    }
    if (this.width === 4) {
      view.setInt32(pos, value);
      return pos + 4;
    }
    view.setInt32(pos, 0);
    view.setInt32(pos + 4, value);
    return pos + 8;
  }
}

/** The engine's bytes in PostgreSQL's order: BIGINT, DOUBLE, FLOAT, and TIME, whose microseconds are the same. */
export class SwappedBinaryWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private readonly column: number;
  private readonly width: 4 | 8;

  constructor(column: number, width: 4 | 8) {
    this.column = column;
    this.width = width;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, this.width);
    this.words = new Int32Array(data.buffer, data.byteOffset, (batch.rowCount * this.width) / 4);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * this.width;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    if (this.width === 4) {
      view.setInt32(pos, this.words[row] ?? 0);
      return pos + 4;
    }
    view.setInt32(pos, this.words[row * 2 + 1] ?? 0);
    view.setInt32(pos + 4, this.words[row * 2] ?? 0);
    return pos + 8;
  }
}

export class BooleanBinaryWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private bytes: Uint8Array = new Uint8Array(0);
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 1);
    this.bytes = data;
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return to - from;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    view.setUint8(pos, this.bytes[row] === 0 ? 0 : 1);
    return pos + 1;
  }
}

export class UuidBinaryWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 16);
    this.words = new Int32Array(data.buffer, data.byteOffset, batch.rowCount * 4);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * 16;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const at = row * 4;
    view.setInt32(pos, (this.words[at + 3] ?? 0) ^ -0x8000_0000);
    view.setInt32(pos + 4, this.words[at + 2] ?? 0);
    view.setInt32(pos + 8, this.words[at + 1] ?? 0);
    view.setInt32(pos + 12, this.words[at] ?? 0);
    return pos + 16;
  }
}
