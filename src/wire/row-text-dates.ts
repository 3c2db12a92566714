import type { Batch } from '../types/batch.ts';
import { dateText } from '../types/datetime-text.ts';
import { columnMemory } from '../types/vectors.ts';
import { put2Digits, put4Digits, putAscii } from './row-digits.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

/** 0001-01-01 and 9999-12-31, in days since 1970-01-01: between them a date has ten characters. */
const FIRST_PLAIN_DAY = -719_162;
const LAST_PLAIN_DAY = 2_932_896;
const INFINITE_DAYS = 0x7fff_ffff;
/** `5877642-06-25 BC` */
const MAX_TEXT = 16;
const HYPHEN = 0x2d;

export class DateTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private days: Int32Array = new Int32Array(0);
  private readonly day = new PlainDay();
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
    return (to - from) * MAX_TEXT;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const days = this.days[row] ?? 0;
    if (isPlainDay(days)) return this.day.put(view, pos, days);
    if (days === INFINITE_DAYS) return putAscii(view, pos, 'infinity');
    return putAscii(view, pos, days === -INFINITE_DAYS ? '-infinity' : dateText(days));
  }
}

export function isPlainDay(days: number): boolean {
  return days >= FIRST_PLAIN_DAY && days <= LAST_PLAIN_DAY;
}

/** Writes the day that it wrote last from memory: times mostly come in their order. */
export class PlainDay {
  private days = 0;
  /** `1970-01-01`, in little-endian pieces. */
  private head = 0x3037_3931;
  private middle = 0x2d31_302d;
  private tail = 0x3130;

  put(view: DataView, pos: number, days: number): number {
    if (days === this.days) {
      view.setInt32(pos, this.head, true);
      view.setInt32(pos + 4, this.middle, true);
      view.setInt16(pos + 8, this.tail, true);
      return pos + 10;
    }
    this.days = days;
    const end = putPlainDay(view, pos, days);
    this.head = view.getInt32(pos, true);
    this.middle = view.getInt32(pos + 4, true);
    this.tail = view.getInt16(pos + 8, true);
    return end;
  }
}

/** `YYYY-MM-DD`. As `civilFromDays`, in 32-bit integers and without an object. */
function putPlainDay(view: DataView, pos: number, days: number): number {
  const shifted = (days + 719_468) | 0;
  const era = (shifted / 146_097) | 0;
  const dayOfEra = (shifted - era * 146_097) | 0;
  const leapless = (dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) | 0;
  const yearOfEra = (leapless / 365) | 0;
  const dayOfYear = (dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0))) | 0;
  const marchMonth = ((5 * dayOfYear + 2) / 153) | 0;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  put4Digits(view, pos, year);
  view.setUint8(pos + 4, HYPHEN);
  put2Digits(view, pos + 5, month);
  view.setUint8(pos + 7, HYPHEN);
  return put2Digits(view, pos + 8, (dayOfYear - (((153 * marchMonth + 2) / 5) | 0) + 1) | 0);
}
