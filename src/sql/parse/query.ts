import type { CommonTable, Expr, Query, QueryBody, SetOperation } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseIdent, parseOptionalIdentList, parseQName } from './names.ts';
import { parseOrderBy } from './order.ts';
import { parseSelect } from './select.ts';

/** Nesting of a query costs more than that of an expression: every level has more parts. */
const QUERY_COST = 2;

/** A whole query: WITH, its inputs, ORDER BY, LIMIT and what may follow. */
export function parseQuery(c: Cursor): Query {
  const start = c.token.start;
  const { tables, recursive } = parseWith(c);
  return parseQueryAfterWith(c, tables, recursive, start);
}

export interface WithClause {
  readonly tables: readonly CommonTable[];
  readonly recursive: boolean;
}

/** `WITH [RECURSIVE] …`, where it stands. */
export function parseWith(c: Cursor): WithClause {
  if (!c.accept('with')) return { tables: [], recursive: false };
  const recursive = c.accept('recursive');
  return { recursive, tables: c.list(parseCommonTable) };
}

export function parseQueryAfterWith(
  c: Cursor,
  tables: readonly CommonTable[],
  recursive: boolean,
  start: number,
): Query {
  c.enter(QUERY_COST);
  const body = parseSetOperations(c, parseInput(c), start);
  const query = parseTail(c, tables, recursive, body, start);
  c.leave(QUERY_COST);
  return query;
}

/** The rest of a query that began with the query `first`, in parentheses from `start` on. */
export function parseQueryFrom(c: Cursor, first: Query, start: number): Query {
  c.enter(QUERY_COST);
  const body = parseSetOperations(c, parseIntersections(c, first, start), start);
  const query = parseTail(c, [], false, body, start);
  c.leave(QUERY_COST);
  return query;
}

function parseCommonTable(c: Cursor): CommonTable {
  const start = c.token.start;
  const name = parseIdent(c);
  const columns = parseOptionalIdentList(c);
  c.expect('as');
  const materialized = c.accept('materialized') ? true : c.accept('not', 'materialized') ? false : undefined;
  c.expectOp('(');
  c.enter(QUERY_COST);
  const query = c.query();
  c.leave(QUERY_COST);
  c.expectOp(')');
  return { kind: 'commonTable', span: c.span(start), name, columns, query, materialized };
}

/** UNION, EXCEPT and MINUS, which bind looser than INTERSECT and group from the left. */
function parseSetOperations(c: Cursor, first: QueryBody, start: number): QueryBody {
  let left = first;
  let depth = 0;
  for (;;) {
    const op = c.is('union') ? 'union' : c.is('except') || c.is('minus') ? 'except' : undefined;
    if (op === undefined) break;
    c.enter(1);
    depth++;
    const flags = readSetFlags(c);
    const inputs = [left, parseInput(c)];
    while (op === 'union' && continuesUnion(c, flags)) {
      readSetFlags(c);
      inputs.push(parseInput(c));
    }
    left = { kind: 'setOperation', span: c.span(start), op, ...flags, inputs };
  }
  c.leave(depth);
  return left;
}

type SetFlags = Pick<SetOperation, 'all' | 'byName'>;

function readSetFlags(c: Cursor): SetFlags {
  c.next();
  const all = c.accept('all');
  if (!all) c.accept('distinct');
  return { all, byName: c.accept('by', 'name') };
}

/** Whether one more UNION of the same kind follows; chains of them stay flat. */
function continuesUnion(c: Cursor, flags: SetFlags): boolean {
  if (!c.is('union')) return false;
  const all = c.is('all', 1);
  const distance = all || c.is('distinct', 1) ? 2 : 1;
  const byName = c.is('by', distance) && c.is('name', distance + 1);
  return all === flags.all && byName === flags.byName;
}

function parseInput(c: Cursor): QueryBody {
  const start = c.token.start;
  return parseIntersections(c, parseBody(c), start);
}

function parseIntersections(c: Cursor, first: QueryBody, start: number): QueryBody {
  let left = first;
  let depth = 0;
  while (c.is('intersect')) {
    c.enter(1);
    depth++;
    const flags = readSetFlags(c);
    const right = parseBody(c);
    left = { kind: 'setOperation', span: c.span(start), op: 'intersect', ...flags, inputs: [left, right] };
  }
  c.leave(depth);
  return left;
}

/** SELECT, VALUES, TABLE, or a query in parentheses. */
function parseBody(c: Cursor): QueryBody {
  const start = c.token.start;
  if (c.is('select')) return parseSelect(c);
  if (c.accept('values')) {
    const rows = c.list((inner) => inner.parenthesized((value) => value.expression()));
    return { kind: 'values', span: c.span(start), rows };
  }
  if (c.accept('table')) return { kind: 'table', name: parseQName(c), span: c.span(start) };
  if (c.acceptOp('(')) {
    const query = c.query();
    c.expectOp(')');
    return query;
  }
  if (c.isOp('{')) throw c.unexpected('Write the query without braces, or in parentheses.');
  throw c.unexpected('Expected a query.');
}

function parseTail(
  c: Cursor,
  tables: readonly CommonTable[],
  recursive: boolean,
  body: QueryBody,
  start: number,
): Query {
  const orderBy = c.is('order') ? parseOrderBy(c) : [];
  const limits = parseLimits(c);
  const approximate = c.accept('withapproximate');
  const locking = parseLocking(c);
  return {
    kind: 'query',
    span: c.span(start),
    with: tables,
    recursive,
    body,
    orderBy,
    ...limits,
    approximate,
    locking,
  };
}

type Limits = Pick<Query, 'limit' | 'limitPercent' | 'offset'>;

/** LIMIT, OFFSET and FETCH FIRST, in any order. */
function parseLimits(c: Cursor): Limits {
  let limit: Expr | undefined;
  let limitPercent: boolean | undefined;
  let offset: Expr | undefined;
  for (;;) {
    if (c.accept('limit')) {
      limit = c.accept('all') ? undefined : c.expression();
      if (limit !== undefined && c.accept('percent')) limitPercent = true;
    } else if (c.accept('offset')) {
      offset = c.expression();
      if (!c.accept('rows')) c.accept('row');
    } else if (c.is('fetch') && (c.is('first', 1) || c.is('next', 1))) {
      limit = parseFetchFirst(c);
    } else {
      return { limit, limitPercent, offset };
    }
  }
}

function parseFetchFirst(c: Cursor): Expr {
  const start = c.next().start;
  c.next();
  const one: Expr = { kind: 'number', span: c.span(start), text: '1' };
  const count = c.is('row') || c.is('rows') ? one : c.expression();
  if (!c.accept('rows')) c.expect('row');
  if (c.is('with')) throw c.notSupported('FETCH FIRST … WITH TIES', c.token.start);
  c.expect('only');
  return count;
}

/** `FOR UPDATE`, `FOR NO KEY UPDATE`, `FOR SHARE`, `FOR KEY SHARE`, with OF, NOWAIT and SKIP LOCKED. */
function parseLocking(c: Cursor): boolean {
  let locking = false;
  while (c.is('for')) {
    const known =
      c.accept('for', 'update') ||
      c.accept('for', 'share') ||
      c.accept('for', 'no', 'key', 'update') ||
      c.accept('for', 'key', 'share') ||
      (c.is('read', 1) && c.accept('for', 'read', 'only'));
    if (!known) return locking;
    if (c.accept('of')) c.list(parseQName);
    if (!c.accept('nowait')) c.accept('skip', 'locked');
    locking = true;
  }
  return locking;
}
