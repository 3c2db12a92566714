import type { Frame, FrameBound, Window } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseIdent } from './names.ts';
import { parseOrderBy } from './order.ts';

/** `OVER w` or `OVER (…)`. */
export function parseOver(c: Cursor): Window {
  c.expect('over');
  const start = c.token.start;
  if (c.isOp('(')) return parseWindow(c);
  const name = parseIdent(c);
  return { kind: 'window', span: c.span(start), name, partitionBy: [], orderBy: [] };
}

const WINDOW_WORDS: ReadonlySet<string> = new Set([
  'partition',
  'distribute',
  'order',
  'sort',
  'rows',
  'range',
  'groups',
]);

/** `([w] [PARTITION BY …] [ORDER BY …] [frame])`. */
export function parseWindow(c: Cursor): Window {
  const start = c.token.start;
  c.expectOp('(');
  const name = c.isOp(')') || c.oneOf(WINDOW_WORDS) ? undefined : parseIdent(c);
  const partitionBy = c.accept('partition', 'by') ? c.list((inner) => inner.expression()) : [];
  const orderBy = c.is('order') ? parseOrderBy(c) : [];
  const frame = parseFrame(c);
  c.expectOp(')');
  return { kind: 'window', span: c.span(start), name, partitionBy, orderBy, frame };
}

function parseFrame(c: Cursor): Frame | undefined {
  const start = c.token.start;
  for (const unit of ['rows', 'range', 'groups'] as const) {
    if (!c.accept(unit)) continue;
    const between = c.accept('between');
    const from = parseBound(c);
    if (between) c.expect('and');
    const to = between ? parseBound(c) : undefined;
    const exclude = parseExclude(c);
    return { kind: 'frame', span: c.span(start), unit, start: from, end: to, exclude };
  }
  return undefined;
}

function parseBound(c: Cursor): FrameBound {
  if (c.accept('unbounded', 'preceding')) return { kind: 'unboundedPreceding' };
  if (c.accept('unbounded', 'following')) return { kind: 'unboundedFollowing' };
  if (c.accept('current', 'row')) return { kind: 'currentRow' };
  const offset = c.expression();
  if (c.accept('preceding')) return { kind: 'preceding', offset };
  if (c.accept('following')) return { kind: 'following', offset };
  throw c.unexpected('Expected PRECEDING or FOLLOWING.');
}

function parseExclude(c: Cursor): Frame['exclude'] {
  if (!c.accept('exclude')) return undefined;
  if (c.accept('current', 'row')) return 'current row';
  if (c.accept('group')) return 'group';
  if (c.accept('ties')) return 'ties';
  if (c.accept('no', 'others')) return 'no others';
  throw c.unexpected('Expected CURRENT ROW, GROUP, TIES or NO OTHERS.');
}
