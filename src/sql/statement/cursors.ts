import type { Ident } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseIdent } from '../parse/names.ts';
import { parseCount } from '../parse/text.ts';
import type { CloseCursor, DeclareCursor, FetchCursor } from '../statement.ts';

/** `DECLARE c [BINARY] [INSENSITIVE | ASENSITIVE] [[NO] SCROLL] CURSOR [WITH | WITHOUT HOLD] FOR query`. */
export function parseDeclare(c: Cursor): DeclareCursor {
  const start = c.next().start;
  const name = parseIdent(c);
  let binary = false;
  let scroll: boolean | undefined;
  while (!c.is('cursor')) {
    if (c.accept('binary')) binary = true;
    else if (c.accept('no', 'scroll')) scroll = false;
    else if (c.accept('scroll')) scroll = true;
    else if (!c.accept('insensitive') && !c.accept('asensitive')) throw c.unexpected('Expected CURSOR.');
  }
  c.expect('cursor');
  const hold = c.accept('with', 'hold');
  if (!hold) c.accept('without', 'hold');
  c.expect('for');
  const query = c.query();
  return { kind: 'declareCursor', span: c.span(start), name, binary, scroll, hold, query };
}

/** FETCH and MOVE. Source: PostgreSQL manual, FETCH. */
export function parseFetch(c: Cursor): FetchCursor {
  const word = c.next();
  const direction = parseDirection(c);
  if (!c.accept('from')) c.accept('in');
  const name: Ident = parseIdent(c);
  return { kind: 'fetch', span: c.span(word.start), move: word.value === 'move', name, direction };
}

type Direction = FetchCursor['direction'];

function parseDirection(c: Cursor): Direction {
  if (isCount(c)) return counted(parseCount(c));
  if (isNameOnly(c)) return { kind: 'forward', count: 1 };
  for (const kind of ['first', 'last', 'prior'] as const) {
    if (c.accept(kind)) return { kind };
  }
  for (const kind of ['absolute', 'relative'] as const) {
    if (c.accept(kind)) return { kind, count: parseCount(c) };
  }
  if (c.accept('next')) return { kind: 'forward', count: 1 };
  if (c.accept('all')) return { kind: 'forward', count: 'all' };
  for (const kind of ['forward', 'backward'] as const) {
    if (!c.accept(kind)) continue;
    if (c.accept('all')) return { kind, count: 'all' };
    if (!isCount(c)) return { kind, count: 1 };
    const count = parseCount(c);
    if (count >= 0) return { kind, count };
    return { kind: kind === 'forward' ? 'backward' : 'forward', count: -count };
  }
  return { kind: 'forward', count: 1 };
}

/** Whether the cursor's name is all that is left: `FETCH next` reads a cursor called `next`. */
function isNameOnly(c: Cursor): boolean {
  return c.peek(1).kind === 'end' || c.isOp(';', 1);
}

function isCount(c: Cursor): boolean {
  return c.token.kind === 'number' || c.isOp('-') || c.isOp('+');
}

function counted(count: number): Direction {
  return count >= 0 ? { kind: 'forward', count } : { kind: 'backward', count: -count };
}

export function parseClose(c: Cursor): CloseCursor {
  const start = c.next().start;
  const name = c.accept('all') ? 'all' : parseIdent(c);
  return { kind: 'closeCursor', span: c.span(start), name };
}
