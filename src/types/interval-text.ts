import { assertNever } from '../core/assert-never.ts';
import { fractionText, pad2 } from './datetime-text.ts';
import type { IntervalStyle } from './encode-context.ts';

export interface IntervalParts {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

/** Text of an interval. Source: PostgreSQL `EncodeInterval`, src/backend/utils/adt/datetime.c. */
export function intervalText(interval: IntervalParts, style: IntervalStyle): string {
  const fields = fieldsOf(interval);
  switch (style) {
    case 'postgres':
      return postgresText(fields);
    case 'postgres_verbose':
      return verboseText(fields);
    case 'sql_standard':
      return sqlText(fields);
    case 'iso_8601':
      return isoText(fields);
    default:
      return assertNever(style);
  }
}

/** All of one sign within months, and within the time. */
interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Microseconds. */
  readonly fraction: number;
}

function fieldsOf({ months, days, micros }: IntervalParts): Fields {
  return {
    year: Math.trunc(months / 12),
    month: months % 12,
    day: days,
    hour: Number(micros / 3_600_000_000n),
    minute: Number((micros / 60_000_000n) % 60n),
    second: Number((micros / 1_000_000n) % 60n),
    fraction: Number(micros % 1_000_000n),
  };
}

function isNegativeTime({ hour, minute, second, fraction }: Fields): boolean {
  return hour < 0 || minute < 0 || second < 0 || fraction < 0;
}

function isZeroTime({ hour, minute, second, fraction }: Fields): boolean {
  return hour === 0 && minute === 0 && second === 0 && fraction === 0;
}

/** Hours as they come, then `:MM:SS[.ffffff]`, without a sign. */
function clock(fields: Fields, hourDigits: number): string {
  const hour = Math.abs(fields.hour).toString().padStart(hourDigits, '0');
  return `${hour}:${pad2(Math.abs(fields.minute))}:${pad2(Math.abs(fields.second))}${fractionText(Math.abs(fields.fraction))}`;
}

function postgresText(fields: Fields): string {
  const parts: string[] = [];
  let afterNegative = false;
  const units = [
    [fields.year, 'year'],
    [fields.month, 'mon'],
    [fields.day, 'day'],
  ] as const;
  for (const [value, unit] of units) {
    if (value === 0) continue;
    parts.push(`${afterNegative && value > 0 ? '+' : ''}${value} ${unit}${value === 1 ? '' : 's'}`);
    afterNegative = value < 0;
  }
  if (parts.length === 0 || !isZeroTime(fields)) {
    const sign = isNegativeTime(fields) ? '-' : afterNegative ? '+' : '';
    parts.push(sign + clock(fields, 2));
  }
  return parts.join(' ');
}

function verboseText(fields: Fields): string {
  let text = '@';
  let negative: boolean | undefined;
  const units = [
    [fields.year, 'year'],
    [fields.month, 'mon'],
    [fields.day, 'day'],
    [fields.hour, 'hour'],
    [fields.minute, 'min'],
  ] as const;
  for (const [value, unit] of units) {
    if (value === 0) continue;
    negative ??= value < 0;
    const shown = negative ? -value : value;
    text += ` ${shown} ${unit}${shown === 1 ? '' : 's'}`;
  }
  if (fields.second !== 0 || fields.fraction !== 0) {
    const below = fields.second < 0 || fields.fraction < 0;
    negative ??= below;
    const seconds = `${Math.abs(fields.second)}${fractionText(Math.abs(fields.fraction))}`;
    text += ` ${below === negative ? '' : '-'}${seconds} sec${seconds === '1' ? '' : 's'}`;
  }
  return `${text}${negative === undefined ? ' 0' : ''}${negative === true ? ' ago' : ''}`;
}

function sqlText(fields: Fields): string {
  const { year, month, day } = fields;
  const negative = year < 0 || month < 0 || day < 0 || isNegativeTime(fields);
  const positive =
    year > 0 ||
    month > 0 ||
    day > 0 ||
    fields.hour > 0 ||
    fields.minute > 0 ||
    fields.second > 0 ||
    fields.fraction > 0;
  if (!negative && !positive) return '0';
  const hasMonths = year !== 0 || month !== 0;
  const hasTime = day !== 0 || !isZeroTime(fields);
  const months = `${Math.abs(year)}-${Math.abs(month)}`;
  if ((negative && positive) || (hasMonths && hasTime)) {
    const signs = [year < 0 || month < 0, day < 0, isNegativeTime(fields)].map((below) => (below ? '-' : '+'));
    return `${signs[0]}${months} ${signs[1]}${Math.abs(day)} ${signs[2]}${clock(fields, 1)}`;
  }
  const sign = negative ? '-' : '';
  if (hasMonths) return sign + months;
  return day === 0 ? sign + clock(fields, 1) : `${sign}${Math.abs(day)} ${clock(fields, 1)}`;
}

function isoText(fields: Fields): string {
  const part = (value: number, unit: string): string => (value === 0 ? '' : `${value}${unit}`);
  const days = part(fields.year, 'Y') + part(fields.month, 'M') + part(fields.day, 'D');
  if (isZeroTime(fields)) return days === '' ? 'PT0S' : `P${days}`;
  let time = part(fields.hour, 'H') + part(fields.minute, 'M');
  if (fields.second !== 0 || fields.fraction !== 0) {
    const sign = fields.second < 0 || fields.fraction < 0 ? '-' : '';
    time += `${sign}${Math.abs(fields.second)}${fractionText(Math.abs(fields.fraction))}S`;
  }
  return `P${days}T${time}`;
}
