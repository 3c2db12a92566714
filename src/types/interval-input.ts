import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { invalidDateTime } from './datetime-input.ts';
import type { IntervalStyle } from './encode-context.ts';
import type { IntervalParts } from './interval-text.ts';
import { trimSpace } from './white-space.ts';

const INT32_MAX = 0x7fff_ffff;
const INT64_MAX = (1n << 63n) - 1n;
const MICROS = { second: 1_000_000, minute: 60_000_000, hour: 3_600_000_000, day: 86_400_000_000 } as const;

const TOKEN = new RegExp(
  [
    '(?<space>[\\s,@]+)',
    '(?<clock>[+-]?[0-9]+:[0-9]+(?::[0-9]+(?:\\.[0-9]*)?)?)',
    '(?<months>[+-]?[0-9]+-[0-9]+)',
    '(?<number>[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))\\s*(?<unit>[a-z]+)?',
    '(?<ago>ago)',
  ].join('|'),
  'iy',
);
const ISO = new RegExp(
  '^P(?=.)(?:(?<Y>N)Y)?(?:(?<M>N)M)?(?:(?<W>N)W)?(?:(?<D>N)D)?(?:T(?:(?<h>N)H)?(?:(?<m>N)M)?(?:(?<s>N)S)?)?$'.replaceAll(
    'N',
    '[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)',
  ),
);

const ISO_ALTERNATIVE = /^P([0-9]+)-([0-9]+)-([0-9]+)(?:T([0-9]+:[0-9]+(?::[0-9]+(?:\.[0-9]*)?)?))?$/;

/**
 * Reads PostgreSQL's and SQL's form and both of ISO 8601. In the style sql_standard a leading minus counts for all
 * fields. Throws 22007, or 22008 when a field leaves its range. Source: PostgreSQL `DecodeInterval`, `DecodeISO8601Interval`.
 */
export function parseInterval(text: string, style: IntervalStyle): IntervalParts {
  const trimmed = trimSpace(text);
  const iso = ISO.exec(trimmed)?.groups;
  const sum = new Sum(text);
  if (iso !== undefined) {
    for (const [designator, value] of Object.entries(iso)) {
      if (value !== undefined) sum.add(value, ISO_UNITS[designator] ?? 'second');
    }
    return sum.result(false);
  }
  const alternative = ISO_ALTERNATIVE.exec(trimmed);
  if (alternative !== null) {
    const [, year = '0', month = '0', day = '0', clock] = alternative;
    sum.add(year, 'year');
    sum.add(month, 'month');
    sum.add(day, 'day');
    if (clock !== undefined) sum.addClock(clock);
    return sum.result(false);
  }
  return sum.result(readPhrase(trimmed, style, sum));
}

/** Adds what the phrase says; true when all of it is to be negated. */
function readPhrase(text: string, style: IntervalStyle, sum: Sum): boolean {
  let ago = false;
  const allNegative = style === 'sql_standard' && /^-[^-+]*(?:-[^-+]*)?$/.test(text);
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw sum.invalid();
    const { clock, months, number, unit } = groups;
    if (clock !== undefined) sum.addClock(clock);
    else if (months !== undefined) sum.addYearMonth(months);
    else if (groups.ago !== undefined) ago = true;
    else if (number !== undefined) {
      if (unit?.toLowerCase() === 'ago') {
        sum.add(number, 'second');
        ago = true;
      } else {
        sum.add(number, unit === undefined ? bareUnit(text.slice(TOKEN.lastIndex)) : unitOf(unit, sum));
      }
    }
  }
  if (!allNegative) return ago;
  sum.makeNegative();
  return ago;
}

/** A number without a unit counts days before a time, else seconds. */
function bareUnit(rest: string): Unit {
  return /^\s*[+-]?[0-9]+:/.test(rest) ? 'day' : 'second';
}

function unitOf(word: string, sum: Sum): Unit {
  const unit = UNITS.get(word.toLowerCase());
  if (unit === undefined) throw sum.invalid();
  return unit;
}

class Sum {
  private readonly text: string;
  private months = 0;
  private days = 0;
  private micros = 0n;
  /** A unit may come once. */
  private readonly seen = new Set<Unit | 'clock' | 'months'>();

  constructor(text: string) {
    this.text = text;
  }

  /** Fractions spill over into the next smaller field: years into months, months into days of 30, days into time. */
  add(number: string, unit: Unit): void {
    this.note(unit);
    const value = Number(number);
    if (unit in MONTHS_PER) {
      const exact = value * (MONTHS_PER[unit] ?? 1);
      const whole = unit === 'month' ? Math.trunc(exact) : Math.round(exact);
      this.months += whole;
      if (unit === 'month') this.addDays((exact - whole) * 30);
    } else if (unit === 'week' || unit === 'day') {
      this.addDays(unit === 'week' ? value * 7 : value);
    } else {
      this.micros += scaled(number, MICROS_PER[unit] ?? 1);
    }
  }

  addClock(text: string): void {
    this.note('clock');
    const negative = text.startsWith('-');
    const [hour = '0', minute = '0', second = '0'] = text.replace(/^[+-]/, '').split(':');
    if (Number(minute) > 59 || Number(second) > 60) throw this.outOfRange();
    const micros = scaled(hour, MICROS.hour) + scaled(minute, MICROS.minute) + scaled(second, MICROS.second);
    this.micros += negative ? -micros : micros;
  }

  addYearMonth(text: string): void {
    this.note('months');
    const negative = text.startsWith('-');
    const [year, month] = text.replace(/^[+-]/, '').split('-').map(Number);
    if (year === undefined || month === undefined || month > 11) throw this.outOfRange();
    this.months += negative ? -(year * 12 + month) : year * 12 + month;
  }

  /** Makes every field as negative as the first is. */
  makeNegative(): void {
    this.months = -Math.abs(this.months);
    this.days = -Math.abs(this.days);
    this.micros = this.micros < 0n ? this.micros : -this.micros;
  }

  result(negate: boolean): IntervalParts {
    if (this.seen.size === 0) throw this.invalid();
    const sign = negate ? -1 : 1;
    const parts = { months: this.months * sign || 0, days: this.days * sign || 0, micros: this.micros * BigInt(sign) };
    const { months, days, micros } = parts;
    if (Math.abs(months) > INT32_MAX || Math.abs(days) > INT32_MAX || micros > INT64_MAX || -micros > INT64_MAX + 1n) {
      throw this.outOfRange();
    }
    return parts;
  }

  invalid(): SqlError {
    return invalidDateTime('interval', this.text);
  }

  private outOfRange(): SqlError {
    return new SqlError(SQLSTATE.datetimeFieldOverflow, `interval field value out of range: "${this.text}"`);
  }

  private addDays(value: number): void {
    const whole = Math.trunc(value);
    this.days += whole;
    this.micros += roundHalfEven((value - whole) * MICROS.day);
  }

  private note(unit: Unit | 'clock' | 'months'): void {
    if (this.seen.has(unit)) throw this.invalid();
    this.seen.add(unit);
  }
}

/** `number` times `factor`, exact for whole numbers of any size. */
function scaled(number: string, factor: number): bigint {
  const [whole = '', fraction = ''] = number.replace(/^[+-]/, '').split('.');
  const micros = BigInt(whole === '' ? '0' : whole) * BigInt(Math.trunc(factor));
  const rest = fraction === '' ? 0n : roundHalfEven(Number(`0.${fraction}`) * factor);
  return number.startsWith('-') ? -(micros + rest) : micros + rest;
}

/** As C's rint. */
function roundHalfEven(value: number): bigint {
  const rounded = Math.round(value);
  return BigInt(rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded);
}

type Unit =
  | 'millennium'
  | 'century'
  | 'decade'
  | 'year'
  | 'month'
  | 'week'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond';

const MONTHS_PER: Readonly<Partial<Record<Unit, number>>> = {
  millennium: 12_000,
  century: 1200,
  decade: 120,
  year: 12,
  month: 1,
};

const MICROS_PER: Readonly<Partial<Record<Unit, number>>> = {
  hour: MICROS.hour,
  minute: MICROS.minute,
  second: MICROS.second,
  millisecond: 1000,
  microsecond: 1,
};

const ISO_UNITS: Readonly<Record<string, Unit>> = {
  Y: 'year',
  M: 'month',
  W: 'week',
  D: 'day',
  h: 'hour',
  m: 'minute',
  s: 'second',
};

const UNITS: ReadonlyMap<string, Unit> = new Map(
  (
    [
      ['millennium', 'mil', 'mils', 'millennia', 'millennium'],
      ['century', 'c', 'cent', 'century', 'centuries'],
      ['decade', 'dec', 'decs', 'decade', 'decades'],
      ['year', 'y', 'yr', 'yrs', 'year', 'years'],
      ['month', 'mon', 'mons', 'month', 'months'],
      ['week', 'w', 'week', 'weeks'],
      ['day', 'd', 'day', 'days'],
      ['hour', 'h', 'hr', 'hrs', 'hour', 'hours'],
      ['minute', 'm', 'min', 'mins', 'minute', 'minutes'],
      ['second', 's', 'sec', 'secs', 'second', 'seconds'],
      ['millisecond', 'ms', 'msec', 'msecs', 'msecond', 'mseconds', 'millisecond', 'milliseconds'],
      ['microsecond', 'us', 'usec', 'usecs', 'usecond', 'useconds', 'microsecond', 'microseconds'],
    ] as const
  ).flatMap(([unit, ...words]) => words.map((word): [string, Unit] => [word, unit])),
);
