import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE, type SqlState } from '../core/sql-state.ts';
import { characterPosition } from '../core/text-position.ts';

const NEAR_MAX_UNITS = 60;

/** A 42601 whose message ends as PostgreSQL's do: `… at or near "x"`, or `… at end of input` when nothing is left. */
export function syntaxError(text: string, start: number, end: number, hint?: string, what = 'syntax error'): SqlError {
  const near = shorten(text.slice(start, end));
  const place = near === '' ? 'at end of input' : `at or near "${near}"`;
  return errorAt(SQLSTATE.syntaxError, `${what} ${place}`, text, start, hint);
}

export function errorAt(state: SqlState, message: string, text: string, offset: number, hint?: string): SqlError {
  return new SqlError(state, message, { position: characterPosition(text, offset), hint });
}

function shorten(near: string): string {
  return near.length <= NEAR_MAX_UNITS ? near : `${near.slice(0, NEAR_MAX_UNITS)}…`;
}
