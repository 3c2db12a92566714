import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Call, Expr, Frame, FrameBound, OrderItem, Window } from '../../sql/ast.ts';
import { raw } from '../sql-text.ts';

/** Pieces of window expressions that the functions of this folder share. */

const NOWHERE = { start: 0, end: 0 };
const BOUND = {
  start: { kind: 'unboundedPreceding' },
  end: { kind: 'unboundedFollowing' },
  current: { kind: 'currentRow' },
} as const satisfies Record<string, FrameBound>;

export const ROWS_UP_TO_HERE = frame('rows', BOUND.start, BOUND.current);
export const ROWS_FROM_HERE = frame('rows', BOUND.current, BOUND.end);
export const ROWS_BEFORE = frame('rows', BOUND.start, { kind: 'preceding', offset: raw('1') });

export function frame(unit: Frame['unit'], start: FrameBound, end: FrameBound): Frame {
  return { kind: 'frame', span: NOWHERE, unit, start, end };
}

/** The call's window. Throws 42P20 without OVER, or without an order, since these functions follow time. */
export function windowOf(call: Call): Window {
  const name = call.name.parts.at(-1)?.name ?? '';
  if (call.over === undefined || call.over.orderBy.length === 0) {
    throw new SqlError(SQLSTATE.windowingError, `function ${name} needs a window with an order`, {
      hint: `Write ${name}(…) OVER (PARTITION BY … ORDER BY …).`,
    });
  }
  return call.over;
}

/** `name(…) OVER window` with another frame, or none. */
export function over(call: Call, window: Window, name: string, args: readonly Expr[], more: Partial<Call> = {}): Call {
  return {
    ...call,
    name: {
      kind: 'qname',
      span: call.name.span,
      parts: [{ kind: 'ident', span: call.name.span, name, quoted: false }],
    },
    args,
    argNames: undefined,
    orderBy: [],
    withinGroup: [],
    nulls: undefined,
    over: window,
    ...more,
  };
}

export function framed(window: Window, by: Frame | undefined): Window {
  return { ...window, frame: by };
}

/** The same rows in the order of a helper column, so that rows with equal times keep the order they had below. */
export function orderedBy(window: Window, ...names: readonly string[]): Window {
  return { ...window, orderBy: names.map(ascending) };
}

export function columnOf(name: string): Expr {
  return { kind: 'column', span: NOWHERE, path: [{ kind: 'ident', span: NOWHERE, name, quoted: true }] };
}

function ascending(name: string): OrderItem {
  return { kind: 'order', span: NOWHERE, expr: columnOf(name), direction: 'asc' };
}
