import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { castTo } from '../casts.ts';
import { formatSql, parseSql } from '../date-pattern.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../definition.ts';
import { argument, literalText, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Dates and times as text, and as seconds. Bad text gives NULL. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });
const DEFAULT_PATTERN = 'yyyy-MM-dd HH:mm:ss';

/** The pattern at `index`, which must be a constant: it is translated when the statement is planned. */
function pattern(call: LoweringCall, index: number): string {
  const written = call.source.args[index];
  if (written === undefined) return DEFAULT_PATTERN;
  const text = literalText(written);
  if (text !== undefined) return text;
  throw new SqlError(
    SQLSTATE.featureNotSupported,
    `the pattern of ${call.source.name.parts.at(-1)?.name} must be a constant text`,
  );
}

/** A value read by a pattern, or cast when it has none. */
function parsed(call: LoweringCall, target: types.DatetimeType): Expr {
  const [value] = typedArguments(call);
  if (value === undefined) return raw('NULL');
  if (types.isDatetime(value.type)) return castTo(value, target, 'null');
  if (call.source.args.length < 2) return castTo(value, target, 'null');
  if (types.isUnknown(value.type) && value.expr.kind === 'null')
    return raw(`CAST(NULL AS ${target.kind.toUpperCase()})`);
  const time = raw(parseSql(pattern(call, 1)), castTo(value, types.VARCHAR, 'null'));
  return target.kind === 'date' ? raw('CAST({0} AS DATE)', time) : time;
}

function lowerDateFormat(call: LoweringCall): Expr {
  return raw(formatSql(pattern(call, 1)), argument(call.call, 0));
}

function lowerFromUnixTime(call: LoweringCall): Expr {
  return raw(formatSql(pattern(call, 1)), raw('make_timestamp(CAST({0} AS BIGINT) * 1000000)', argument(call.call, 0)));
}

function lowerUnixTimestamp(call: LoweringCall): Expr {
  const [value] = typedArguments(call);
  // Before 1970 the fraction is cut off towards zero, where a cast goes down.
  return raw('(epoch_us({0}) // 1000000)', value === undefined ? raw('sh.now()') : timeOf(call, value));
}

function timeOf(call: LoweringCall, value: Typed): Expr {
  if (types.isDatetime(value.type)) return castTo(value, types.TIMESTAMP, 'null');
  return raw(parseSql(pattern(call, 1)), castTo(value, types.VARCHAR, 'null'));
}

function lowerTimestampSeconds({ call, types: argTypes }: LoweringCall): Expr {
  const [type] = argTypes;
  if (type !== undefined && types.isInteger(type))
    return raw('make_timestamp(CAST({0} AS BIGINT) * 1000000)', ...call.args);
  const exact = type?.kind === 'decimal' ? 'CAST({0} AS DECIMAL(30,6))' : '{0}';
  return raw(`make_timestamp(CAST(trunc(${exact} * 1000000) AS BIGINT))`, ...call.args);
}

export const dateText: readonly FunctionDefinition[] = [
  define('date_format(timestamp, text) -> text', lowerDateFormat, 'The time written by a pattern.', [
    ["date_format('2024-03-05 14:05:06', 'dd.MM.yy h:mm a')", '05.03.24 2:05 PM'],
    ["date_format('2024-03-05', 'EEEE, MMMM d')", 'Tuesday, March 5'],
  ]),
  define(
    'to_date(any, text?) -> date',
    (call) => parsed(call, types.DATE),
    'A date read from text; NULL for bad text.',
    [
      ["to_date('2024-03-05')", '2024-03-05'],
      ["to_date('05/03/2024', 'dd/MM/yyyy')", '2024-03-05'],
      ["to_date('none')", 'NULL'],
    ],
  ),
  define(
    'to_timestamp|to_timestamp_ntz|to_timestamp_ltz|try_to_timestamp(any, text?) -> timestamp',
    (call) => parsed(call, types.TIMESTAMP),
    'A time read from text; NULL for bad text.',
    [
      ["to_timestamp('2024-03-05 10:11:12')", '2024-03-05 10:11:12'],
      ["to_timestamp('05.03.2024 10', 'dd.MM.yyyy HH')", '2024-03-05 10:00:00'],
    ],
  ),
  define('from_unixtime(bigint, text?) -> text', lowerFromUnixTime, 'Seconds since 1970 written by a pattern.', [
    ['from_unixtime(0)', '1970-01-01 00:00:00'],
    ["from_unixtime(86400, 'yyyy-MM-dd')", '1970-01-02'],
  ]),
  define(
    'unix_timestamp|to_unix_timestamp(any?, text?) -> bigint',
    lowerUnixTimestamp,
    'Seconds since 1970 of a time, or of now.',
    [
      ["unix_timestamp('1970-01-02 00:00:00')", '86400'],
      ["unix_timestamp('x')", 'NULL'],
    ],
  ),
  beside('unix_date(date) -> int', "CAST({0} - DATE '1970-01-01' AS INTEGER)", 'Days since 1970.', [
    ["unix_date(date '1970-01-02')", '1'],
  ]),
  beside('unix_seconds(timestamp) -> bigint', 'CAST(floor(epoch({0})) AS BIGINT)', 'Seconds since 1970.', [
    ["unix_seconds(timestamp '1970-01-01 00:00:01')", '1'],
  ]),
  beside('unix_millis(timestamp) -> bigint', 'epoch_ms({0})', 'Milliseconds since 1970.', [
    ["unix_millis(timestamp '1970-01-01 00:00:01')", '1000'],
  ]),
  beside('unix_micros(timestamp) -> bigint', 'epoch_us({0})', 'Microseconds since 1970.', [
    ["unix_micros(timestamp '1970-01-01 00:00:01')", '1000000'],
  ]),
  beside('date_from_unix_date(int) -> date', "(DATE '1970-01-01' + {0})", 'The date some days after 1970-01-01.', [
    ['date_from_unix_date(1)', '1970-01-02'],
  ]),
  beside('timestamp_seconds(number) -> timestamp', lowerTimestampSeconds, 'The time some seconds after 1970.', [
    ['timestamp_seconds(1.5)', '1970-01-01 00:00:01.5'],
  ]),
  beside(
    'timestamp_millis(bigint) -> timestamp',
    'make_timestamp(CAST({0} AS BIGINT) * 1000)',
    'The time some milliseconds after 1970.',
    [['timestamp_millis(1500)', '1970-01-01 00:00:01.5']],
  ),
  beside(
    'timestamp_micros(bigint) -> timestamp',
    'make_timestamp(CAST({0} AS BIGINT))',
    'The time some microseconds after 1970.',
    [['timestamp_micros(1500000)', '1970-01-01 00:00:01.5']],
  ),
];
