import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { castTo } from '../casts.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../definition.ts';
import { argument, literalText, quote, raw, typed } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';
import { unitOf } from './dates.ts';

/** Functions with a unit of time: differences, sums, parts, intervals and buckets. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

const UNITS: ReadonlySet<string> = new Set([
  'microsecond',
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
]);
/** DuckDB counts a month as whole at a month's end; Java, and so Spark, by the day. */
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const UNIT_ALIASES: Readonly<Record<string, string>> = { dayofyear: 'day' };

function knownUnit(call: LoweringCall): string {
  const written = unitOf(call.source.args[0]);
  const unit = UNIT_ALIASES[written] ?? written;
  if (UNITS.has(unit)) return unit;
  throw new SqlError(SQLSTATE.invalidParameterValue, `"${written}" is not a unit of time`);
}

/** `dateadd(unit, n, time)`, and `date_add(date, days)`. */
function lowerDateAdd(call: LoweringCall): Expr {
  const [first, second, third] = call.call.args;
  if (third === undefined) return raw('({0} + {1})', first ?? raw('NULL'), second ?? raw('NULL'));
  const unit = knownUnit(call);
  return raw(
    `({1} + to_${unit === 'quarter' ? 'month' : unit}s({0}${unit === 'quarter' ? ' * 3' : ''}))`,
    second ?? raw('NULL'),
    third,
  );
}

/** `timestampdiff(unit, start, end)` counts whole units; `datediff(end, start)` days. */
function lowerDateDiff(call: LoweringCall): Expr {
  const [first, second, third] = call.call.args;
  if (third === undefined) return raw('CAST({0} - {1} AS INTEGER)', first ?? raw('NULL'), second ?? raw('NULL'));
  const unit = knownUnit(call);
  const months = MONTHS[unit];
  if (months === undefined) return raw(`date_sub('${unit}', {0}, {1})`, second ?? raw('NULL'), third);
  return raw(`(sh.whole_months({0}, {1}) // ${months})`, second ?? raw('NULL'), third);
}

const PARTS: Readonly<Record<string, { readonly sql: string; readonly type: DataType }>> = {
  year: { sql: 'CAST(year({0}) AS INTEGER)', type: types.INTEGER },
  yearofweek: { sql: 'CAST(isoyear({0}) AS INTEGER)', type: types.INTEGER },
  quarter: { sql: 'CAST(quarter({0}) AS INTEGER)', type: types.INTEGER },
  month: { sql: 'CAST(month({0}) AS INTEGER)', type: types.INTEGER },
  week: { sql: 'CAST(week({0}) AS INTEGER)', type: types.INTEGER },
  day: { sql: 'CAST(day({0}) AS INTEGER)', type: types.INTEGER },
  dayofweek: { sql: 'CAST(dayofweek({0}) + 1 AS INTEGER)', type: types.INTEGER },
  dayofweek_iso: { sql: 'CAST(isodow({0}) AS INTEGER)', type: types.INTEGER },
  doy: { sql: 'CAST(dayofyear({0}) AS INTEGER)', type: types.INTEGER },
  hour: { sql: 'CAST(hour({0}) AS INTEGER)', type: types.INTEGER },
  minute: { sql: 'CAST(minute({0}) AS INTEGER)', type: types.INTEGER },
  second: { sql: 'CAST(microsecond({0}) / 1000000 AS DECIMAL(8,6))', type: types.decimal(8, 6) },
  epoch: { sql: 'epoch({0})', type: types.DOUBLE },
  millisecond: { sql: 'CAST(microsecond({0}) / 1000 AS DECIMAL(8,3))', type: types.decimal(8, 3) },
  microsecond: { sql: 'CAST(microsecond({0}) AS INTEGER)', type: types.INTEGER },
};
const PART_ALIASES: Readonly<Record<string, string>> = {
  y: 'year',
  yr: 'year',
  qtr: 'quarter',
  mon: 'month',
  w: 'week',
  d: 'day',
  dow: 'dayofweek',
  dow_iso: 'dayofweek_iso',
  h: 'hour',
  hr: 'hour',
  m: 'minute',
  min: 'minute',
  s: 'second',
  sec: 'second',
  isodow: 'dayofweek_iso',
  isoyear: 'yearofweek',
  dayofyear: 'doy',
};

/** `EXTRACT(unit FROM x)` and `date_part(unit, x)`. Throws 22023 for a unit that is none. */
export function lowerExtract(unit: string, operand: Typed): Typed {
  const written = unit.toLowerCase();
  const singular = written.replace(/s$/, '');
  const found = PARTS[PART_ALIASES[written] ?? written] ?? PARTS[PART_ALIASES[singular] ?? singular];
  if (found === undefined) throw new SqlError(SQLSTATE.invalidParameterValue, `"${unit}" is not a part of a date`);
  const isTime = operand.type.kind === 'interval' || types.isDatetime(operand.type);
  return typed(raw(found.sql, isTime ? operand.expr : castTo(operand, types.TIMESTAMP, 'null')), found.type);
}

function lowerDatePart(call: LoweringCall): Typed {
  const operand = typedArguments(call)[1] ?? typed(raw('NULL'), types.UNKNOWN);
  return lowerExtract(unitWord(call), operand);
}
function unitWord(call: LoweringCall): string {
  const text = literalText(call.source.args[0]);
  if (text !== undefined) return text;
  return unitOf(call.source.args[0]);
}

/** `window(time, '10 minutes'[, slide[, start]])`: the bucket of equal length, counted from 1970, as a struct. */
function lowerWindow(call: LoweringCall): Expr {
  const [, width, slide, start] = call.source.args.map((arg) => literalText(arg));
  if (width === undefined)
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the length of a window must be a constant text');
  if (slide !== undefined && slide !== width) {
    throw new SqlError(SQLSTATE.featureNotSupported, 'windows that overlap are not supported', {
      hint: 'Leave out the slide, or give the length of the window.',
    });
  }
  const origin = `TIMESTAMP '1970-01-01'${start === undefined ? '' : ` + CAST(${quote(start)} AS INTERVAL)`}`;
  const bucket = `time_bucket(CAST(${quote(width)} AS INTERVAL), {0}, ${origin})`;
  const text = `CASE WHEN {0} IS NOT NULL THEN struct_pack("start" := ${bucket}, "end" := ${bucket} + CAST(${quote(width)} AS INTERVAL)) END`;
  return raw(text, argument(call.call, 0));
}

const afterUnit = (count: number, two: DataType, three: DataType) => (args: readonly DataType[]) =>
  args.length === count ? three : two;
const zeros =
  (sql: string, count: number) =>
  (call: LoweringCall): Expr => {
    const args = Array.from({ length: count }, (_, i) => call.call.args[i] ?? raw('0'));
    return raw(sql, ...args);
  };

export const dateUnits: readonly FunctionDefinition[] = [
  define(
    'date_add|dateadd|timestampadd(date, int / literal, int, timestamp) -> unknown',
    lowerDateAdd,
    'The date some days later; with a unit first, the time some units later.',
    [
      ["date_add('2024-02-28', 2)", '2024-03-01'],
      ["dateadd(HOUR, 2, timestamp '2024-03-05 23:00:00')", '2024-03-06 01:00:00'],
    ],
    { result: afterUnit(3, types.DATE, types.TIMESTAMP) },
  ),
  define(
    'datediff|date_diff|timestampdiff(date, date / literal, timestamp, timestamp) -> unknown',
    lowerDateDiff,
    'Days from the second date to the first; with a unit first, whole units from the second to the third.',
    [
      ["datediff('2024-03-01', '2024-02-28')", '2'],
      ["timestampdiff(MONTH, '2024-01-31', '2024-03-30')", '1'],
    ],
    { result: afterUnit(3, types.INTEGER, types.BIGINT) },
  ),
  beside(
    'date_part|datepart|extract(literal, any) -> unknown',
    (call) => lowerDatePart(call).expr,
    'A part of a date or interval.',
    [
      ["date_part('year', date '2024-03-05')", '2024'],
      ["date_part('seconds', timestamp '2024-03-05 01:02:03.5')", '3.500000'],
    ],
    { result: (_, call) => lowerDatePart(call).type },
  ),
  beside(
    'make_interval(int?, int?, int?, int?, int?, int?, number?) -> interval',
    zeros(
      '(to_years({0}) + to_months({1}) + to_weeks({2}) + to_days({3}) + to_hours({4}) + to_minutes({5}) + to_seconds({6}))',
      7,
    ),
    'An interval of years, months, weeks, days, hours, minutes and seconds.',
    [["date '2024-01-31' + make_interval(0, 1)", '2024-02-29']],
  ),
  beside(
    'make_dt_interval(int?, int?, int?, number?) -> interval',
    zeros('(to_days({0}) + to_hours({1}) + to_minutes({2}) + to_seconds({3}))', 4),
    'An interval of days, hours, minutes and seconds.',
    [["timestamp '2024-01-01 00:00:00' + make_dt_interval(1, 2)", '2024-01-02 02:00:00']],
  ),
  define(
    'make_ym_interval(int?, int?) -> interval',
    zeros('(to_years({0}) + to_months({1}))', 2),
    'An interval of years and months.',
    [["date '2024-02-29' + make_ym_interval(1, 0)", '2025-02-28']],
  ),
  define(
    'window(timestamp, literal, literal?, literal?) -> unknown',
    lowerWindow,
    'The bucket of time a time is in: a struct of start and end.',
    [],
    {
      result: () =>
        types.structOf([
          { name: 'start', type: types.TIMESTAMP },
          { name: 'end', type: types.TIMESTAMP },
        ]),
    },
  ),
  beside(
    'convert_timezone(text, timestamp / text, text, timestamp) -> timestamp',
    { 2: 'sh.from_utc_timestamp({1}, {0})', 3: 'sh.from_utc_timestamp(sh.to_utc_timestamp({2}, {0}), {1})' },
    'Wall time of one zone as wall time of another.',
    [
      [
        "convert_timezone('Europe/Brussels', 'America/Los_Angeles', timestamp '2021-12-06 00:00:00')",
        '2021-12-05 15:00:00',
      ],
    ],
  ),
];
