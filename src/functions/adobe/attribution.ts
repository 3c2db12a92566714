import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr, Window } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { defining, type MoreAboutFunction } from '../define.ts';
import type { FunctionDefinition, LoweringCall, NameSource } from '../definition.ts';
import { argument, literalBoolean, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import type { WindowLowering } from '../window-stages.ts';
import { columnOf, frame, framed, orderedBy, over, ROWS_BEFORE, ROWS_UP_TO_HERE, windowOf } from './window-parts.ts';

/**
 * The first or last present value ("touch") of a frame, as struct(name, value, timestamp, fraction), NULL where there is
 * none. Without a frame the rows up to the current one count; nothing looks ahead of it (section 10).
 */

const define = defining({ section: '3.1', kind: 'window' });

type End = 'first' | 'last';

/** One struct per touch, so that one window finds value and time together. */
function touch({ call }: LoweringCall): Expr {
  const pack = 'struct_pack(name := {1}, value := {2}, "timestamp" := {0}, fraction := 1.0::DOUBLE)';
  return raw(`CASE WHEN {2} IS NOT NULL THEN ${pack} END`, argument(call, 0), argument(call, 1), argument(call, 2));
}

function touched(lowering: LoweringCall, window: Window, end: End): Expr {
  return over(lowering.call, window, `${end}_value`, [touch(lowering)], { nulls: 'ignore' });
}

function touchType([time, , value]: readonly DataType[]): DataType {
  return types.structOf([
    { name: 'name', type: types.VARCHAR },
    { name: 'value', type: value ?? types.UNKNOWN },
    { name: 'timestamp', type: time ?? types.TIMESTAMP },
    { name: 'fraction', type: types.DOUBLE },
  ]);
}

const plain = (end: End) => (lowering: LoweringCall) => {
  const window = windowOf(lowering.call);
  return touched(lowering, framed(window, window.frame ?? ROWS_UP_TO_HERE), end);
};

/** The window is a range of time before the row, whatever frame was written: one pass, no join. */
const withTimeout = (end: End) => (lowering: LoweringCall) => {
  const { call } = lowering;
  const window = windowOf(call);
  const time = argument(call, 0);
  const range = frame(
    'range',
    { kind: 'preceding', offset: raw('to_seconds({0})', argument(call, 3)) },
    { kind: 'currentRow' },
  );
  const orderBy = [{ kind: 'order', span: time.span, expr: time, direction: 'asc' }] as const;
  return touched(lowering, { ...window, orderBy, frame: range }, end);
};

/**
 * Segments end after a row for which the condition is true, or before it with `before`. A helper column numbers them,
 * and the touch is looked for in the part of the segment up to the row.
 */
function expiringIf(end: End): MoreAboutFunction {
  const lowerWindow = (lowering: LoweringCall, names: NameSource): WindowLowering => {
    const { call, source } = lowering;
    const window = windowOf(call);
    const before = source.args[4] === undefined ? false : literalBoolean(source.args[4]);
    if (before === undefined) {
      throw new SqlError(SQLSTATE.invalidParameterValue, 'the last argument must be true or false');
    }
    const [segment, row] = [names.next('segment'), names.next('row')];
    const hits = raw('CASE WHEN {0} THEN 1 END', argument(call, 3));
    const counted = framed(window, before ? ROWS_UP_TO_HERE : ROWS_BEFORE);
    const inner = { ...orderedBy(window, row), partitionBy: [...window.partitionBy, columnOf(segment)] };
    return {
      stages: [
        [
          { name: segment, expr: over(call, counted, 'count', [hits]) },
          { name: row, expr: over(call, framed(window, undefined), 'row_number', []) },
        ],
      ],
      result: touched(lowering, framed(inner, ROWS_UP_TO_HERE), end),
    };
  };
  return { lowerWindow, result: touchType };
}

export const attribution: readonly FunctionDefinition[] = (['first', 'last'] as const).flatMap((end) => [
  define(
    `attribution_${end}_touch(timestamp, text, any) -> unknown`,
    plain(end),
    `The ${end} value of the frame that is present, with its time.`,
    [],
    { result: touchType },
  ),
  define(
    `attribution_${end}_touch_exp_if(timestamp, text, any, boolean, literal?) -> unknown`,
    undefined,
    `The ${end} value since the condition was last true.`,
    [],
    expiringIf(end),
  ),
  define(
    `attribution_${end}_touch_exp_timeout(timestamp, text, any, bigint) -> unknown`,
    withTimeout(end),
    `The ${end} value of the last so many seconds.`,
    [],
    { result: touchType },
  ),
]);
