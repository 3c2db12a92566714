import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { argument, literalText, raw } from '../sql-text.ts';

/** Calendar arithmetic and parts of dates. All times are UTC without a zone. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

const part = (name: string) => `CAST(${name}({0}) AS INTEGER)`;

/** Spark's unit names with their aliases, as DuckDB's. */
const TRUNC_UNITS: Readonly<Record<string, string>> = {
  year: 'year',
  yyyy: 'year',
  yy: 'year',
  quarter: 'quarter',
  month: 'month',
  mon: 'month',
  mm: 'month',
  week: 'week',
  day: 'day',
  dd: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'millisecond',
  microsecond: 'microsecond',
};
const DATE_TRUNC_UNITS: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week']);

/** `date_trunc(unit, ts)`; NULL for a unit that is none, as Spark. */
function lowerDateTrunc({ call, source }: LoweringCall): Expr {
  const unit = literalText(source.args[0]);
  const value = argument(call, 1);
  if (unit === undefined) return raw('sh.date_trunc({0}, {1})', argument(call, 0), value);
  const known = TRUNC_UNITS[unit.trim().toLowerCase()];
  return known === undefined ? raw('CAST(NULL AS TIMESTAMP)') : raw(`date_trunc('${known}', {0})`, value);
}

/** `trunc(date, unit)`: units from week up; NULL for others. */
function lowerTrunc({ call, source }: LoweringCall): Expr {
  const unit = literalText(source.args[1]);
  const value = argument(call, 0);
  if (unit === undefined) return raw('CAST(sh.trunc({0}, {1}) AS DATE)', value, argument(call, 1));
  const known = TRUNC_UNITS[unit.trim().toLowerCase()];
  if (known === undefined || !DATE_TRUNC_UNITS.has(known)) return raw('CAST(NULL AS DATE)');
  return raw(`CAST(date_trunc('${known}', {0}) AS DATE)`, value);
}

function lowerZone(direction: 'from' | 'to') {
  return ({ call }: LoweringCall): Expr => raw(`sh.${direction}_utc_timestamp({0}, {1})`, ...call.args);
}

/** `timestampdiff(unit, a, b)` and friends have a bare word first; the parser makes it a column or text. */
export function unitOf(expr: Expr | undefined): string {
  const word = expr?.kind === 'column' && expr.path.length === 1 ? expr.path[0]?.name : literalText(expr);
  if (word === undefined) throw new SqlError(SQLSTATE.invalidParameterValue, 'a unit of time was expected');
  return word.toLowerCase().replace(/s$/, '');
}

export const dates: readonly FunctionDefinition[] = [
  define(
    'add_months(date, int) -> date',
    'CAST({0} + to_months({1}) AS DATE)',
    'The date some months later, at most at the month’s end.',
    [["add_months(date '2024-01-31', 1)", '2024-02-29']],
  ),
  define('date_sub(date, int) -> date', '({0} - {1})', 'The date some days before.', [
    ["date_sub('2024-03-01', 1)", '2024-02-29'],
  ]),
  define('year(date) -> int', part('year'), 'Year.', [["year('2024-03-01')", '2024']]),
  define('quarter(date) -> int', part('quarter'), 'Quarter, from 1.', [["quarter('2024-05-01')", '2']]),
  define('month(date) -> int', part('month'), 'Month, from 1.', [["month('2024-05-01')", '5']]),
  define('day|dayofmonth(date) -> int', part('day'), 'Day of the month.', [["day('2024-05-09')", '9']]),
  define('dayofyear(date) -> int', part('dayofyear'), 'Day of the year, from 1.', [["dayofyear('2024-02-01')", '32']]),
  define('dayofweek(date) -> int', 'CAST(dayofweek({0}) + 1 AS INTEGER)', 'Day of the week; 1 is Sunday.', [
    ["dayofweek('2024-03-03')", '1'],
  ]),
  define('weekday(date) -> int', 'CAST(isodow({0}) - 1 AS INTEGER)', 'Day of the week; 0 is Monday.', [
    ["weekday('2024-03-03')", '6'],
  ]),
  define('weekofyear(date) -> int', part('weekofyear'), 'ISO week.', [["weekofyear('2024-01-01')", '1']]),
  define('hour(timestamp) -> int', part('hour'), 'Hour.', [["hour('2024-01-01 12:34:56')", '12']]),
  define('minute(timestamp) -> int', part('minute'), 'Minute.', [["minute('2024-01-01 12:34:56')", '34']]),
  define('second(timestamp) -> int', part('second'), 'Second.', [["second('2024-01-01 12:34:56')", '56']]),
  define('last_day(date) -> date', 'last_day({0})', 'Last day of the month.', [
    ["last_day('2024-02-10')", '2024-02-29'],
  ]),
  define(
    'next_day(date, text) -> date',
    'sh.next_day({0}, {1})',
    'First later date on that weekday; NULL for a name that is none.',
    [["next_day('2024-03-01', 'TU')", '2024-03-05']],
  ),
  define(
    'months_between(timestamp, timestamp, boolean?) -> double',
    { 2: 'sh.months_between({0}, {1}, true)', 3: 'sh.months_between({0}, {1}, {2})' },
    'Months from the second to the first, in months of 31 days.',
    [
      ["months_between('1997-02-28 10:30:00', '1996-10-30')", '3.94959677'],
      ["months_between('2024-03-31', '2024-02-29')", '1.0'],
    ],
  ),
  define('date_trunc(text, timestamp) -> timestamp', lowerDateTrunc, 'The start of the unit the time is in.', [
    ["date_trunc('MM', '2024-03-05 10:11:12')", '2024-03-01 00:00:00'],
  ]),
  define('trunc(date, text) -> date', lowerTrunc, 'The first day of the year, quarter, month or week.', [
    ["trunc('2024-03-05', 'MM')", '2024-03-01'],
    ["trunc('2024-03-05', 'x')", 'NULL'],
  ]),
  define('from_utc_timestamp(timestamp, text) -> timestamp', lowerZone('from'), 'A UTC time as wall time of a zone.', [
    ["from_utc_timestamp('2021-08-30 15:00:00', 'Asia/Seoul')", '2021-08-31 00:00:00'],
  ]),
  define('to_utc_timestamp(timestamp, text) -> timestamp', lowerZone('to'), 'Wall time of a zone as UTC.', [
    ["to_utc_timestamp('2021-08-31', 'Asia/Seoul')", '2021-08-30 15:00:00'],
  ]),
  define(
    'make_date(int, int, int) -> date',
    'sh.make_date({0}, {1}, {2})',
    'A date of year, month and day; NULL when there is none.',
    [
      ['make_date(2024, 2, 29)', '2024-02-29'],
      ['make_date(2023, 2, 29)', 'NULL'],
    ],
  ),
  beside(
    'make_timestamp|make_timestamp_ntz|make_timestamp_ltz(int, int, int, int, int, double) -> timestamp',
    'sh.make_timestamp({0}, {1}, {2}, {3}, {4}, {5})',
    'A timestamp of its parts; NULL when there is none.',
    [['make_timestamp(2024, 1, 2, 3, 4, 5.5)', '2024-01-02 03:04:05.5']],
  ),
  define('current_date|curdate() -> date', 'CAST(sh.now() AS DATE)', 'Today, in UTC.', [
    ['current_date() IS NULL', 'false'],
  ]),
  define('current_timestamp|now|localtimestamp() -> timestamp', 'sh.now()', 'The time the transaction began, in UTC.', [
    ['now() IS NULL', 'false'],
  ]),
  beside('current_timezone() -> text', "'UTC'", 'The zone of all times.', [['current_timezone()', 'UTC']]),
];
