import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { daysFromCivil, daysInMonth } from './calendar.ts';
import { civilOfParts, type DateParts, MONTHS, WEEKDAYS } from './date-parts.ts';
import type { EncodeContext } from './encode-context.ts';
import { fixedZone, type TimeZone, timeZoneOf } from './time-zone.ts';
import { ZONE_ABBREVIATIONS } from './zone-abbreviations.ts';

/** What a text of date, time or timestamp said. */
export type DateTimeInput =
  | {
      readonly kind: 'special';
      readonly value: 'infinity' | '-infinity' | 'epoch' | 'now' | 'today' | 'tomorrow' | 'yesterday';
    }
  | {
      readonly kind: 'fields';
      /** Days since 1970-01-01; undefined when no date was given. */
      readonly days: number | undefined;
      /** Microseconds since midnight, 0 to 86,400,000,000; undefined when no time was given. */
      readonly micros: number | undefined;
      readonly zone: TimeZone | undefined;
    };

const TOKEN = new RegExp(
  [
    '(?<space>[\\s,]+)',
    '(?<time>t?[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2}(?:[.,][0-9]*)?)?)',
    '(?<date>(?:[0-9]+|[a-z]+)(?<mark>[-/.])(?:[0-9]+|[a-z]+)\\k<mark>[0-9]+)',
    '(?<julian>j[0-9]+)',
    '(?<compact>t[0-9]{2,6}(?:\\.[0-9]*)?)',
    '(?<offset>[+-][0-9]{1,2}(?::[0-9]{2}){1,2}|[+-][0-9]{1,6})',
    '(?<number>[0-9]+(?:\\.[0-9]*)?)',
    '(?<word>[+-]?[a-z][a-z_]*(?:/[a-z_+-]+[0-9]*)*)',
  ].join('|'),
  'iy',
);

const SPECIAL: ReadonlyMap<string, (DateTimeInput & { kind: 'special' })['value']> = new Map([
  ['infinity', 'infinity'],
  ['+infinity', 'infinity'],
  ['-infinity', '-infinity'],
  ['epoch', 'epoch'],
  ['now', 'now'],
  ['today', 'today'],
  ['tomorrow', 'tomorrow'],
  ['yesterday', 'yesterday'],
]);

/**
 * Reads a text of date, time and zone in PostgreSQL's free order. Throws 22007 for what it cannot read, 22008 for a field
 * out of range. Not read: ISO week dates, and words for zones other than names and common abbreviations.
 * Source: PostgreSQL manual, appendix B, "Date/Time Input Interpretation".
 */
export function parseDateTime(text: string, typeName: string, context: EncodeContext): DateTimeInput {
  const reader = new Reader(text, typeName, context);
  return reader.read();
}

export function invalidDateTime(typeName: string, text: string): SqlError {
  return new SqlError(SQLSTATE.invalidDatetimeFormat, `invalid input syntax for type ${typeName}: "${text}"`);
}

export function fieldOutOfRange(text: string): SqlError {
  return new SqlError(SQLSTATE.datetimeFieldOverflow, `date/time field value out of range: "${text}"`);
}

class Reader {
  private readonly text: string;
  private readonly typeName: string;
  private readonly context: EncodeContext;
  private special: (DateTimeInput & { kind: 'special' })['value'] | undefined;
  private readonly parts: { -readonly [Key in keyof DateParts]: DateParts[Key] } = { numbers: [] };
  private days: number | undefined;
  private micros: number | undefined;
  private zone: TimeZone | undefined;
  private meridiem: 'am' | 'pm' | undefined;

  constructor(text: string, typeName: string, context: EncodeContext) {
    this.text = text;
    this.typeName = typeName;
    this.context = context;
  }

  read(): DateTimeInput {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < this.text.length) {
      const groups = TOKEN.exec(this.text)?.groups;
      if (groups === undefined) throw this.invalid();
      this.token(groups);
    }
    if (this.special !== undefined) {
      if (this.days !== undefined || this.parts.numbers.length > 0) throw this.invalid();
      return { kind: 'special', value: this.special };
    }
    if (this.meridiem !== undefined) this.applyMeridiem(this.meridiem);
    const days = this.days ?? this.daysOfParts();
    if (days === undefined && (this.micros === undefined || this.needsDate)) throw this.invalid();
    return { kind: 'fields', days, micros: this.micros, zone: this.zone };
  }

  private token(groups: Readonly<Record<string, string | undefined>>): void {
    if (groups.time !== undefined) this.setTime(groups.time.replace(/^t/i, '').split(':'));
    else if (groups.date !== undefined) this.date(groups.date, groups.mark ?? '-');
    else if (groups.julian !== undefined) this.days = Number(groups.julian.slice(1)) - 2_440_588;
    else if (groups.compact !== undefined) this.compactTime(groups.compact.slice(1));
    else if (groups.offset !== undefined) this.offset(groups.offset);
    else if (groups.number !== undefined) this.number(groups.number);
    else if (groups.word !== undefined) this.word(groups.word.toLowerCase());
  }

  private date(text: string, mark: string): void {
    for (const part of text.split(mark)) {
      if (/^[0-9]/.test(part)) this.parts.numbers.push(part);
      else this.month(part.toLowerCase());
    }
  }

  private month(word: string): void {
    const month = MONTHS.get(word);
    if (month === undefined || this.parts.month !== undefined) throw this.invalid();
    this.parts.month = month;
    this.parts.monthAt = this.parts.numbers.length;
  }

  private setTime(fields: readonly string[]): void {
    if (this.micros !== undefined) throw this.invalid();
    const [hour = 0, minute = 0] = fields.map(Number);
    const seconds = Number((fields[2] ?? '0').replace(',', '.'));
    if (minute > 59 || seconds > 60 || hour > 24) throw this.outOfRange();
    const micros = (hour * 60 + minute) * 60_000_000 + Math.round(seconds * 1_000_000);
    if (micros > 86_400_000_000) throw this.outOfRange();
    this.micros = micros;
  }

  private compactTime(digits: string): void {
    this.setTime([digits.slice(0, 2), digits.slice(2, 4) || '0', digits.slice(4) || '0']);
  }

  private offset(text: string): void {
    if (this.zone !== undefined) throw this.invalid();
    const digits = text.slice(1);
    const fields = digits.includes(':')
      ? digits.split(':')
      : digits.length <= 2
        ? [digits]
        : [digits.slice(0, -2).slice(0, 2), digits.slice(2, 4), digits.slice(4)];
    const [hours = 0, minutes = 0, seconds = 0] = fields.map(Number);
    if (hours > 15 || minutes > 59 || seconds > 59) {
      throw new SqlError(SQLSTATE.datetimeFieldOverflow, `time zone displacement out of range: "${this.text}"`);
    }
    const size = hours * 3600 + minutes * 60 + seconds;
    this.zone = fixedZone(text.startsWith('-') && size !== 0 ? -size : size);
  }

  private number(text: string): void {
    if (this.isClockExpected && /^(?:[0-9]{4}|[0-9]{6}(?:\.[0-9]*)?)$/.test(text)) {
      this.compactTime(text);
      return;
    }
    if (text.length >= 8 && !text.includes('.')) {
      this.parts.numbers.push(text.slice(0, -4), text.slice(-4, -2), text.slice(-2));
    } else if (text.length === 6 && this.parts.numbers.length === 0 && this.parts.month === undefined) {
      this.parts.numbers.push(...(text.match(/../g) ?? []));
      this.parts.yearFirst = true;
    } else {
      this.parts.numbers.push(text);
    }
  }

  /** Digits alone are a time after a whole date, and where there can be no date. */
  private get isClockExpected(): boolean {
    if (this.micros !== undefined) return false;
    const isDateWhole = this.parts.numbers.length === (this.parts.month === undefined ? 3 : 2);
    return isDateWhole || this.typeName === 'time' || this.typeName === 'time with time zone';
  }

  private word(word: string): void {
    const special = SPECIAL.get(word);
    if (special !== undefined) this.special = special;
    else if (word === 'am' || word === 'pm') this.meridiem = word;
    else if (word === 'bc' || word === 'ad') this.parts.bc = word === 'bc';
    else if (word === 'allballs') this.setTime(['0', '0']);
    else if (MONTHS.has(word)) this.month(word);
    else if (word !== 't' && !WEEKDAYS.has(word)) this.setZone(word);
  }

  private setZone(name: string): void {
    if (this.zone !== undefined) throw this.invalid();
    const abbreviation = ZONE_ABBREVIATIONS.get(name);
    if (abbreviation !== undefined) {
      this.zone = fixedZone(abbreviation);
      return;
    }
    if (!name.includes('/')) throw this.invalid();
    this.zone = timeZoneOf(name);
  }

  private applyMeridiem(meridiem: 'am' | 'pm'): void {
    if (this.micros === undefined) {
      const hour = this.parts.numbers.pop();
      if (hour === undefined) throw this.invalid();
      this.setTime([hour]);
    }
    const micros = this.micros ?? 0;
    const hour = Math.trunc(micros / 3_600_000_000);
    if (hour > 12) throw this.outOfRange();
    if (meridiem === 'am' && hour === 12) this.micros = micros - 43_200_000_000;
    if (meridiem === 'pm' && hour !== 12) this.micros = micros + 43_200_000_000;
  }

  private daysOfParts(): number | undefined {
    if (this.parts.numbers.length === 0 && this.parts.month === undefined) return undefined;
    const civil = civilOfParts(this.parts, this.context.dateOrder);
    if (civil === undefined) throw this.invalid();
    const { year, month, day } = civil;
    if (Number.isNaN(year) || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
      throw this.outOfRange();
    return daysFromCivil(civil);
  }

  /** Where the offset of a zone depends on the date, there has to be one. */
  private get needsDate(): boolean {
    return this.zone !== undefined && this.zone.fixedOffset === undefined;
  }

  private invalid(): SqlError {
    return invalidDateTime(this.typeName, this.text);
  }

  private outOfRange(): SqlError {
    return fieldOutOfRange(this.text);
  }
}
