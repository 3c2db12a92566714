import { CronError } from './cron-error.ts';
import { type Field, type FieldRule, parseField } from './field.ts';

/** A cron text, read. `once` has no fields: it fires at the schedule's start. */
export type Cron = { readonly kind: 'once' } | CronFields;

export interface CronFields {
  readonly kind: 'fields';
  /** 0 to 59. */
  readonly minutes: readonly number[];
  /** 0 to 23. */
  readonly hours: readonly number[];
  /** Every hour of the day: then real time counts when clocks change, otherwise the clock on the wall does. */
  readonly everyHour: boolean;
  /** 1 to 31. */
  readonly daysOfMonth: ReadonlySet<number>;
  /** 1 to 12. */
  readonly months: readonly number[];
  /** 0 to 6, Sunday first. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** Both day fields are restricted: a day matches when either does (cron(8), "Note: The day of a command's execution"). */
  readonly eitherDay: boolean;
  /** Undefined: every year. */
  readonly years: readonly number[] | undefined;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const MINUTE: FieldRule = { name: 'minute', least: 0, most: 59 };
const HOUR: FieldRule = { name: 'hour', least: 0, most: 23 };
const DAY_OF_MONTH: FieldRule = { name: 'day of month', least: 1, most: 31 };
const MONTH: FieldRule = { name: 'month', least: 1, most: 12, names: MONTHS };
/** 0 and 7 are Sunday. */
const UNIX_DAY_OF_WEEK: FieldRule = { name: 'day of week', least: 0, most: 7, names: DAYS, firstNamed: 0 };
/** 1 is Sunday. */
const QUARTZ_DAY_OF_WEEK: FieldRule = { name: 'day of week', least: 1, most: 7, names: DAYS, firstNamed: 1 };
const YEAR: FieldRule = { name: 'year', least: 1970, most: 2199 };

const SHORTHANDS: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

const MAX_LENGTH = 256;

/**
 * Reads five fields, six or seven with Quartz's meaning, or a shorthand. Throws CronError with a place and a reason, also
 * for a text that no day of the calendar matches. Source: API reference, section 8.
 */
export function parseCron(text: string): Cron {
  if (text.length > MAX_LENGTH) throw new CronError(`a cron text has at most ${MAX_LENGTH} characters`, MAX_LENGTH + 1);
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === '@once') return { kind: 'once' };
  if (trimmed.startsWith('@')) {
    const meaning = SHORTHANDS.get(trimmed.toLowerCase());
    if (meaning !== undefined) return parseCron(meaning);
    throw new CronError(
      `"${trimmed}" is no shorthand; there are @once, ${[...SHORTHANDS.keys()].join(', ')}`,
      text.indexOf('@') + 1,
    );
  }
  const parts = Array.from(text.matchAll(/\S+/g), (match) => ({ text: match[0], offset: match.index }));
  if (parts.length < 5 || parts.length > 7) {
    throw new CronError(
      `a cron text has five fields (minute, hour, day of month, month, day of week), not ${parts.length}`,
      Math.min(text.length, (parts.at(-1)?.offset ?? 0) + 1),
    );
  }
  const quartz = parts.length > 5;
  if (quartz) requireZeroSeconds(parts[0]);
  const [minute, hour, day, month, weekday, year] = quartz ? parts.slice(1) : parts;
  const read = (part: (typeof parts)[number] | undefined, rule: FieldRule): Field =>
    readField(part ?? { text: '', offset: 0 }, rule, quartz);
  const hours = read(hour, HOUR).values;
  const dayOfMonth = read(day, DAY_OF_MONTH);
  const dayOfWeek = read(weekday, quartz ? QUARTZ_DAY_OF_WEEK : UNIX_DAY_OF_WEEK);
  const cron: CronFields = {
    kind: 'fields',
    minutes: read(minute, MINUTE).values,
    hours,
    everyHour: hours.length === 24,
    daysOfMonth: new Set(dayOfMonth.values),
    months: read(month, MONTH).values,
    daysOfWeek: new Set(dayOfWeek.values.map((value) => (quartz ? value - 1 : value % 7))),
    eitherDay: dayOfMonth.restricted && dayOfWeek.restricted,
    years: year === undefined || year.text === '*' ? undefined : read(year, YEAR).values,
  };
  requireSomeDay(cron, dayOfWeek, day?.offset ?? 0);
  return cron;
}

function readField(
  { text, offset }: { readonly text: string; readonly offset: number },
  rule: FieldRule,
  quartz: boolean,
): Field {
  if (text === '?' && quartz && (rule === DAY_OF_MONTH || rule === QUARTZ_DAY_OF_WEEK)) {
    return { ...parseField('*', offset, rule), restricted: false };
  }
  return parseField(text, offset, rule);
}

function requireZeroSeconds(part: { readonly text: string; readonly offset: number } | undefined): void {
  if (part !== undefined && !/^0+$/.test(part.text)) {
    throw new CronError('the seconds of a six- or seven-field cron text have to be 0', part.offset + 1);
  }
}

/** `0 0 31 2 *` names no day. With either-day, some weekday always comes. */
function requireSomeDay(cron: CronFields, dayOfWeek: Field, offset: number): void {
  if (dayOfWeek.restricted) return;
  const first = Math.min(...cron.daysOfMonth);
  const longest = Math.max(...cron.months.map((month) => longestMonth(month, cron.years)));
  if (first > longest) {
    throw new CronError(`no chosen month has a day ${first}, so this would never run`, offset + 1);
  }
}

function longestMonth(month: number, years: readonly number[] | undefined): number {
  if (month !== 2) return new Date(Date.UTC(2001, month, 0)).getUTCDate();
  return years === undefined || years.some((year) => new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29) ? 29 : 28;
}
