import type { Expr } from '../../sql/ast.ts';
import { defining, type MoreAboutFunction } from '../define.ts';
import type { FunctionDefinition, LoweringCall, NameSource } from '../definition.ts';
import { argument, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import type { WindowLowering } from '../window-stages.ts';
import { columnOf, framed, orderedBy, over, ROWS_UP_TO_HERE, windowOf } from './window-parts.ts';

/**
 * Sessions. Per partition: the first row starts one, and so does each row that the function says starts one. The number
 * is the running count of starts, the depth counts from the last start. Source: reference, 3.1; section 10 for the
 * boundary: only a gap greater than the timeout starts a session.
 */

const define = defining({ section: '3.1', kind: 'window' });

const SESSION = types.structOf([
  { name: 'timestamp_diff', type: types.BIGINT },
  { name: 'num', type: types.INTEGER },
  { name: 'is_new', type: types.BOOLEAN },
  { name: 'depth', type: types.INTEGER },
]);

/** `starts` gets the arguments and makes the test of a row that is not the first; it may use LAG over the window. */
function session(starts: (call: LoweringCall, lag: (expr: Expr) => Expr) => Expr): MoreAboutFunction {
  const lowerWindow = (lowering: LoweringCall, names: NameSource): WindowLowering => {
    const { call } = lowering;
    const window = framed(windowOf(call), undefined);
    const time = argument(call, 0);
    const lag = (expr: Expr): Expr => over(call, window, 'lag', [expr]);
    const [gap, isNew, row, number, start] = ['gap', 'is_new', 'row', 'num', 'start'].map((hint) => names.next(hint));
    if (!gap || !isNew || !row || !number || !start) throw new Error('names are missing');
    const rowNumber = over(call, window, 'row_number', []);
    const running = framed(orderedBy(window, row), ROWS_UP_TO_HERE);
    const started = raw('CASE WHEN {0} THEN {1} END', columnOf(isNew), columnOf(row));
    return {
      stages: [
        [
          { name: gap, expr: raw("coalesce(date_sub('second', {0}, {1}), 0)", lag(time), time) },
          { name: isNew, expr: raw('({0} = 1 OR coalesce({1}, false))', rowNumber, starts(lowering, lag)) },
          { name: row, expr: rowNumber },
        ],
        [
          { name: number, expr: over(call, running, 'sum', [raw('CAST({0} AS INTEGER)', columnOf(isNew))]) },
          { name: start, expr: over(call, running, 'max', [started]) },
        ],
      ],
      result: raw(
        `struct_pack(timestamp_diff := {0}, num := CAST({1} AS INTEGER), is_new := {2}, depth := CAST({3} - {4} + 1 AS INTEGER))`,
        ...[gap, number, isNew, row, start].map(columnOf),
      ),
    };
  };
  return { lowerWindow, result: () => SESSION };
}

/** Seconds as microseconds: beyond 35 minutes they are no 32-bit number, and beyond 285,000 years not even one of 64. */
const TIMEOUT_US = 'CAST(least({2}, 9000000000000) AS BIGINT) * 1000000';

const byTimeout = session(({ call }, lag) =>
  raw(`(epoch_us({0}) - epoch_us({1}) > ${TIMEOUT_US})`, argument(call, 0), lag(argument(call, 0)), argument(call, 1)),
);

export const sessions: readonly FunctionDefinition[] = [
  define(
    'sess_timeout(timestamp, bigint) -> unknown',
    undefined,
    'The session of a row; one ends where the next row is more than some seconds later.',
    [],
    byTimeout,
  ),
  define(
    'sess_start_if(timestamp, boolean) -> unknown',
    undefined,
    'The session of a row; a row for which the condition is true starts one.',
    [],
    session(({ call }) => argument(call, 1)),
  ),
  define(
    'sess_end_if(timestamp, boolean) -> unknown',
    undefined,
    'The session of a row; a row for which the condition is true is the last of one.',
    [],
    session(({ call }, lag) => lag(argument(call, 1))),
  ),
];
