import { type CivilDate, civilFromDays, daysFromCivil } from './calendar.ts';

/** The pieces of a date in the order in which they were read. */
export interface DateParts {
  readonly numbers: string[];
  readonly month?: number;
  /** How many numbers stood before the month's name. */
  readonly monthAt?: number;
  readonly bc?: boolean;
  /** The digits were one number, so the year comes first. */
  readonly yearFirst?: boolean;
}

export const MONTHS = wordTable([
  ['jan', 'january'],
  ['feb', 'february'],
  ['mar', 'march'],
  ['apr', 'april'],
  ['may'],
  ['jun', 'june'],
  ['jul', 'july'],
  ['aug', 'august'],
  ['sep', 'sept', 'september'],
  ['oct', 'october'],
  ['nov', 'november'],
  ['dec', 'december'],
]);

/** Read and not used, as in PostgreSQL. */
export const WEEKDAYS = wordTable([
  ['sun', 'sunday'],
  ['mon', 'monday'],
  ['tue', 'tues', 'tuesday'],
  ['wed', 'weds', 'wednesday'],
  ['thu', 'thur', 'thurs', 'thursday'],
  ['fri', 'friday'],
  ['sat', 'saturday'],
]);

/**
 * The date that the pieces mean, its fields not yet checked; undefined when there are too few or too many. Years of
 * one or two digits are 1970 to 2069; there is no year 0000, it becomes NaN.
 */
export function civilOfParts(parts: DateParts, order: 'MDY' | 'DMY' | 'YMD'): CivilDate | undefined {
  const named = parts.month !== undefined;
  const [first, second, third] = parts.numbers;
  if (first !== undefined && /^[0-9]{4}\.[0-9]{3}$/.test(first) && second === undefined && !named)
    return ofDayOfYear(first);
  if (parts.numbers.length !== (named ? 2 : 3) || first === undefined || second === undefined) return undefined;
  if (parts.numbers.some((number) => number.includes('.'))) return undefined;
  const year = (text: string): number => yearOf(text, parts.bc === true);
  if (named) {
    const month = parts.month ?? 0;
    const yearFirst = first.length > 2 || (order === 'YMD' && parts.monthAt === 1);
    return yearFirst
      ? { year: year(first), month, day: Number(second) }
      : { year: year(second), month, day: Number(first) };
  }
  const last = third ?? '';
  if (first.length > 2 || order === 'YMD' || parts.yearFirst === true) {
    return { year: year(first), month: Number(second), day: Number(last) };
  }
  return order === 'DMY'
    ? { year: year(last), month: Number(second), day: Number(first) }
    : { year: year(last), month: Number(first), day: Number(second) };
}

/** `1999.008`. The day is left to the reader's check when the year is not as long. */
function ofDayOfYear(text: string): CivilDate {
  const year = Number(text.slice(0, 4));
  const day = Number(text.slice(5));
  if (day < 1 || day > 366) return { year, month: 1, day };
  return civilFromDays(daysFromCivil({ year, month: 1, day: 1 }) + day - 1);
}

function yearOf(text: string, bc: boolean): number {
  const year = Number(text);
  if (bc) return 1 - year;
  if (text.length > 2) return year === 0 ? Number.NaN : year;
  return year < 70 ? year + 2000 : year + 1900;
}

function wordTable(rows: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((words, index) => words.map((word): [string, number] => [word, index + 1])));
}
