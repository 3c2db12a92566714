import type { Batch } from '../types/batch.ts';
import { columnMemory } from '../types/vectors.ts';
import { putInt32, putInt64, putUint64 } from './row-digits.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

/** How the engine stores an integer of up to 32 bits. */
export type IntegerArrayType =
  | Int8ArrayConstructor
  | Uint8ArrayConstructor
  | Int16ArrayConstructor
  | Uint16ArrayConstructor
  | Int32ArrayConstructor
  | Uint32ArrayConstructor;

type IntegerArray = InstanceType<IntegerArrayType>;

export class IntegerTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private values: IntegerArray = new Int32Array(0);
  private readonly column: number;
  private readonly ArrayType: IntegerArrayType;

  constructor(column: number, ArrayType: IntegerArrayType) {
    this.column = column;
    this.ArrayType = ArrayType;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, this.ArrayType.BYTES_PER_ELEMENT);
    this.values = new this.ArrayType(data.buffer, data.byteOffset, batch.rowCount);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * 11;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    return putInt32(view, pos, this.values[row] ?? 0);
  }
}

export class Int64TextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 8);
    this.words = new Int32Array(data.buffer, data.byteOffset, batch.rowCount * 2);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * 20;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    return putInt64(view, pos, this.words[row * 2 + 1] ?? 0, this.words[row * 2] ?? 0);
  }
}

export class Uint64TextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Uint32Array = new Uint32Array(0);
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 8);
    this.words = new Uint32Array(data.buffer, data.byteOffset, batch.rowCount * 2);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * 20;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    return putUint64(view, pos, this.words[row * 2 + 1] ?? 0, this.words[row * 2] ?? 0);
  }
}
