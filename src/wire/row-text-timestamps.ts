import type { Batch } from '../types/batch.ts';
import { infiniteText } from '../types/codec/timestamp.ts';
import { offsetText, timestampText } from '../types/datetime-text.ts';
import { floorDivide } from '../types/epoch.ts';
import type { TimeZone } from '../types/time-zone.ts';
import { columnMemory } from '../types/vectors.ts';
import { put2Digits, putAscii, putMillionths } from './row-digits.ts';
import { isPlainDay, PlainDay } from './row-text-dates.ts';
import { wideInteger } from './row-text-decimal.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

const TWO_32 = 4_294_967_296;
const MICROS_PER_DAY = 86_400_000_000;
/** `290309-12-22 00:00:00.123456+15:59:59 BC`, and more for seconds that only TIMESTAMP_S can hold. */
const MAX_TEXT = 56;

/**
 * Text of timestamps of any unit. `micros` is how many microseconds one unit is, or for nanoseconds 1/1000. With a zone the
 * values are UTC and the text is local with its offset. Only what leaves 2^53 microseconds (1684 to 2255) takes a BigInt.
 */
export class TimestampTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private words: Int32Array = new Int32Array(0);
  private readonly column: number;
  private readonly micros: 1 | 1000 | 1_000_000 | 0.001;
  private readonly zone: TimeZone | undefined;
  private readonly day = new PlainDay();
  private lastOffset = 0;
  private lastOffsetText: string;

  constructor(column: number, micros: 1 | 1000 | 1_000_000 | 0.001, zone: TimeZone | undefined) {
    this.column = column;
    this.micros = micros;
    this.zone = zone;
    this.lastOffsetText = zone === undefined ? '' : offsetText(0);
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 8);
    this.words = new Int32Array(data.buffer, data.byteOffset, batch.rowCount * 2);
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * MAX_TEXT;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const high = this.words[row * 2 + 1] ?? 0;
    if (high >= -2_097_152 && high < 2_097_152) {
      const value = (high * TWO_32 + ((this.words[row * 2] ?? 0) >>> 0)) * this.micros;
      if (Number.isSafeInteger(value)) return this.putMicros(view, pos, value);
    }
    return this.putWide(view, pos, wideInteger(this.words, row * 2, 2));
  }

  private putMicros(view: DataView, start: number, utcMicros: number): number {
    let micros = utcMicros;
    if (this.zone !== undefined) {
      this.useOffset(this.zone.fixedOffset ?? this.zone.offsetAt(Math.floor(utcMicros / 1_000_000)));
      micros += this.lastOffset * 1_000_000;
    }
    const days = Math.floor(micros / MICROS_PER_DAY);
    if (!isPlainDay(days)) return putAscii(view, start, timestampText(BigInt(micros), this.lastOffsetText, ' '));
    const ofDay = micros - days * MICROS_PER_DAY;
    const seconds = Math.floor(ofDay / 1_000_000);
    const pos = putClock(view, this.day.put(view, start, days), seconds | 0, ofDay - seconds * 1_000_000);
    return this.zone === undefined ? pos : putAscii(view, pos, this.lastOffsetText);
  }

  private putWide(view: DataView, pos: number, value: bigint): number {
    const infinite = infiniteText(value);
    if (infinite !== undefined) return putAscii(view, pos, infinite);
    const micros = this.micros === 0.001 ? floorDivide(value, 1000n) : value * BigInt(this.micros);
    const safe = Number(micros);
    if (Number.isSafeInteger(safe)) return this.putMicros(view, pos, safe);
    if (this.zone === undefined) return putAscii(view, pos, timestampText(micros, '', ' '));
    this.useOffset(this.zone.offsetAt(Number(floorDivide(micros, 1_000_000n))));
    const local = micros + BigInt(this.lastOffset) * 1_000_000n;
    return putAscii(view, pos, timestampText(local, this.lastOffsetText, ' '));
  }

  private useOffset(offset: number): void {
    if (offset === this.lastOffset) return;
    this.lastOffset = offset;
    this.lastOffsetText = offsetText(offset);
  }
}

/** ` HH:MM:SS[.ffffff]` */
function putClock(view: DataView, pos: number, seconds: number, micros: number): number {
  const minutes = (seconds / 60) | 0;
  const hours = (minutes / 60) | 0;
  view.setUint8(pos, 0x20);
  put2Digits(view, pos + 1, hours);
  view.setUint8(pos + 3, 0x3a);
  put2Digits(view, pos + 4, minutes - hours * 60);
  view.setUint8(pos + 6, 0x3a);
  put2Digits(view, pos + 7, seconds - minutes * 60);
  return putMillionths(view, pos + 9, micros);
}
