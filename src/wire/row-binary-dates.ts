import type { Batch } from '../types/batch.ts';
import { shiftedDays } from '../types/codec/date.ts';
import { coarser, finer } from '../types/codec/timestamp.ts';
import { MICROS_TO_2000, shiftedMicros } from '../types/epoch.ts';
import { columnMemory } from '../types/vectors.ts';
import { wideInteger } from './row-text-decimal.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

/** The microseconds from 1970 to 2000 in two halves. */
const EPOCH_HIGH = Number(MICROS_TO_2000 >> 32n);
const EPOCH_LOW = Number(MICROS_TO_2000 & 0xffff_ffffn);
/** Halves above this magnitude may be an infinity or too early. */
const SAFE_HIGH = 0x7ff0_0000;

/** int32 days since 2000-01-01, ±infinity the int32 limits. Throws 22008 for what lies before PostgreSQL's first day. */
export class DateBinaryWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private days: Int32Array = new Int32Array(0);
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 4);
    this.days = new Int32Array(data.buffer, data.byteOffset, batch.rowCount);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * 4;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    view.setInt32(pos, shiftedDays(this.days[row] ?? 0));
    return pos + 4;
  }
}

/**
 * int64 microseconds since 2000-01-01, ±infinity the int64 limits. `micros` as in TimestampTextWriter. Throws 22008 for what
 * int64 cannot hold after the shift.
 */
export class TimestampBinaryWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private readonly column: number;
  private readonly micros: 1 | 1000 | 1_000_000 | 0.001;

  constructor(column: number, micros: 1 | 1000 | 1_000_000 | 0.001) {
    this.column = column;
    this.micros = micros;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 8);
    this.words = new Int32Array(data.buffer, data.byteOffset, batch.rowCount * 2);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * 8;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const high = this.words[row * 2 + 1] ?? 0;
    if (this.micros === 1 && high > -SAFE_HIGH && high < SAFE_HIGH) {
      const low = ((this.words[row * 2] ?? 0) >>> 0) - EPOCH_LOW;
      view.setInt32(pos, high - EPOCH_HIGH - (low < 0 ? 1 : 0));
      view.setInt32(pos + 4, low);
      return pos + 8;
    }
    const value = wideInteger(this.words, row * 2, 2);
    const micros = this.micros === 0.001 ? coarser(value, 1000n) : finer(value, BigInt(this.micros));
    view.setBigInt64(pos, shiftedMicros(micros));
    return pos + 8;
  }
}
