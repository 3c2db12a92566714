import { SQLSTATE } from '../../core/sql-state.ts';
import { isText } from '../../functions/type-rules.ts';
import type { Frame, FrameBound, OrderItem, Window } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { rawAt } from './nodes.ts';
import { lowerOrder } from './order.ts';

/**
 * A window with the definition that its name stands for written out, so that nothing but the call needs it. Throws 42704
 * for an unknown name, 42P20 where a part is defined twice.
 */
export function lowerWindow(window: Window, env: Env): Window {
  const whole = withNamed(window, env, 0);
  const inside: Env = { ...env, inside: 'window' };
  const orderBy = lowerOrder(whole.orderBy, inside);
  return {
    kind: 'window',
    span: window.span,
    partitionBy: whole.partitionBy.map((expr) => lower(expr, inside).expr),
    orderBy,
    frame: whole.frame && lowerFrame(whole.frame, whole.orderBy, inside),
  };
}

const MOST_NAMES = 100;

function withNamed(window: Window, env: Env, depth: number): Window {
  const { name } = window;
  if (name === undefined) return window;
  const named = env.windows.get(name.name.toLowerCase());
  if (named === undefined || depth > MOST_NAMES) {
    throw new PlanError(SQLSTATE.undefinedObject, `window "${name.name}" does not exist`, name.span);
  }
  const base = withNamed(named, env, depth + 1);
  if (window.partitionBy.length > 0) {
    throw new PlanError(
      SQLSTATE.windowingError,
      `cannot override PARTITION BY clause of window "${name.name}"`,
      name.span,
    );
  }
  if (window.orderBy.length > 0 && base.orderBy.length > 0) {
    throw new PlanError(SQLSTATE.windowingError, `cannot override ORDER BY clause of window "${name.name}"`, name.span);
  }
  const alone = window.orderBy.length === 0 && window.frame === undefined;
  if (base.frame !== undefined && !alone) {
    throw new PlanError(
      SQLSTATE.windowingError,
      `cannot copy window "${name.name}" because it has a frame clause`,
      name.span,
    );
  }
  return {
    ...window,
    name: undefined,
    partitionBy: base.partitionBy,
    orderBy: window.orderBy.length > 0 ? window.orderBy : base.orderBy,
    frame: window.frame ?? base.frame,
  };
}

function lowerFrame(frame: Frame, orderBy: readonly OrderItem[], env: Env): Frame {
  const offsets = [frame.start, frame.end].some((bound) => bound !== undefined && 'offset' in bound);
  if (frame.unit === 'range' && offsets && orderBy.length !== 1) {
    const message = 'RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column';
    throw new PlanError(SQLSTATE.windowingError, message, frame.span);
  }
  return { ...frame, start: lowerBound(frame.start, env), end: frame.end && lowerBound(frame.end, env) };
}

function lowerBound(bound: FrameBound, env: Env): FrameBound {
  if (!('offset' in bound)) return bound;
  const offset = lower(bound.offset, env);
  if (!isText(offset.type)) return { ...bound, offset: offset.expr };
  return { ...bound, offset: rawAt(bound.offset.span, 'CAST({0} AS BIGINT)', offset.expr) };
}
