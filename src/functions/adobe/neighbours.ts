import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr, FrameBound } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { argument, literalBoolean, literalNumber, literalText, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { framed, over, ROWS_FROM_HERE, ROWS_UP_TO_HERE, windowOf } from './window-parts.ts';

/** Values of rows before and after, and the time to rows that match. */

const define = defining({ section: '3.1', kind: 'window' });
const UNITS: ReadonlySet<string> = new Set(['days', 'hours', 'minutes', 'seconds']);

const valueStruct = ([key]: readonly DataType[]): DataType =>
  types.structOf([{ name: 'value', type: key ?? types.UNKNOWN }]);

/** `previous(key[, shift[, ignore_nulls]])`: struct(value), NULL where no row of the frame is so far away. */
function neighbour(direction: 'lag' | 'lead') {
  return ({ call, source }: LoweringCall): Expr => {
    const window = windowOf(call);
    const shift = source.args[1] === undefined ? 1 : literalNumber(source.args[1]);
    const ignore = source.args[2] === undefined ? false : literalBoolean(source.args[2]);
    if (shift === undefined || shift < 0 || !Number.isInteger(shift) || ignore === undefined) {
      const message = 'the shift must be a constant whole number, and whether NULLs are left out true or false';
      throw new SqlError(SQLSTATE.invalidParameterValue, message);
    }
    const key = argument(call, 0);
    const reach = reachOf(direction === 'lag' ? window.frame?.start : (window.frame?.end ?? window.frame?.start));
    if (reach !== undefined && reach < shift) return raw('CASE WHEN false THEN struct_pack(value := {0}) END', key);
    const found = over(call, framed(window, undefined), direction, [key, raw(String(shift))], {
      nulls: ignore ? 'ignore' : undefined,
    });
    return raw('CASE WHEN {0} IS NOT NULL THEN struct_pack(value := {0}) END', found);
  };
}

/** How many rows away a frame ends; undefined for one without end. */
function reachOf(bound: FrameBound | undefined): number | undefined {
  if (bound === undefined) return undefined;
  if (bound.kind === 'preceding' || bound.kind === 'following') return literalNumber(bound.offset);
  return bound.kind === 'currentRow' ? 0 : undefined;
}

function unitOf(written: Expr | undefined): string {
  if (written === undefined) return 'second';
  const unit = literalText(written)?.toLowerCase();
  if (unit !== undefined && UNITS.has(unit)) return unit.slice(0, -1);
  throw new SqlError(SQLSTATE.invalidParameterValue, 'the unit of time must be days, hours, minutes or seconds');
}

/** Whole units since the latest match of the frame, 0 on a match. */
function sinceMatch({ call, source }: LoweringCall): Expr {
  const window = windowOf(call);
  const matches = raw('CASE WHEN {0} THEN {1} END', argument(call, 1), argument(call, 0));
  const latest = over(call, framed(window, window.frame ?? ROWS_UP_TO_HERE), 'max', [matches]);
  return raw(`date_sub('${unitOf(source.args[2])}', {0}, {1})`, latest, argument(call, 0));
}

/** Whole units until the nearest match ahead, as a number that is not positive; 0 on a match. */
function untilMatch({ call, source }: LoweringCall): Expr {
  const window = windowOf(call);
  const matches = raw('CASE WHEN {0} THEN {1} END', argument(call, 1), argument(call, 0));
  const nearest = over(call, framed(window, window.frame ?? ROWS_FROM_HERE), 'min', [matches]);
  return raw(`(-date_sub('${unitOf(source.args[2])}', {1}, {0}))`, nearest, argument(call, 0));
}

export const neighbours: readonly FunctionDefinition[] = [
  define(
    'previous(any, literal?, literal?) -> unknown',
    neighbour('lag'),
    'The value of a row before, as a struct.',
    [],
    { result: valueStruct },
  ),
  define('next(any, literal?, literal?) -> unknown', neighbour('lead'), 'The value of a row after, as a struct.', [], {
    result: valueStruct,
  }),
  define(
    'time_between_previous_match(timestamp, boolean, literal?) -> bigint',
    sinceMatch,
    'Time since the latest row for which the condition is true.',
    [],
  ),
  define(
    'time_between_next_match(timestamp, boolean, literal?) -> bigint',
    untilMatch,
    'Time until the next row for which the condition is true, not positive.',
    [],
  ),
];
