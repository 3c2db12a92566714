import type { Expr, Query } from '../ast.ts';
import type { Cursor } from './cursor.ts';

const QUERY_STARTS: ReadonlySet<string> = new Set(['select', 'with', 'values', 'table']);
const QUERY_CONTINUATIONS: ReadonlySet<string> = new Set([
  'union',
  'intersect',
  'except',
  'minus',
  'order',
  'limit',
  'offset',
  'fetch',
  'withapproximate',
]);

/** Whether a query, and no expression, starts here. Behind `(`, VALUES and TABLE are only a query before what fits them. */
export function isQueryStart(c: Cursor, distance = 0): boolean {
  if (!c.oneOf(QUERY_STARTS, distance)) return false;
  const next = c.peek(distance + 1);
  if (c.is('values', distance)) return next.kind === 'operator' && next.value === '(';
  if (c.is('table', distance)) return next.kind === 'word' || next.kind === 'quoted';
  return true;
}

const LOCK_WORDS: ReadonlySet<string> = new Set(['update', 'share', 'no', 'key', 'read']);

/** Whether a query in parentheses goes on here: with a set operator, ORDER BY, LIMIT, FOR UPDATE … */
export function isQueryContinuation(c: Cursor): boolean {
  return c.oneOf(QUERY_CONTINUATIONS) || (c.is('for') && c.oneOf(LOCK_WORDS, 1));
}

/**
 * What stands in the parentheses after IN: a query or a list. `((SELECT 1) UNION (SELECT 2))` shows that it is a query only
 * behind its first inner parentheses, so the list is read first and taken back when the query goes on.
 */
export function parseListOrQuery(c: Cursor): Query | Expr[] {
  c.expectOp('(');
  if (isQueryStart(c)) {
    const query = c.query();
    c.expectOp(')');
    return query;
  }
  const first = parseExpressionOrQuery(c);
  if (first.kind === 'scalarQuery' && c.acceptOp(')')) return first.query;
  const items = [first];
  while (c.acceptOp(',')) items.push(c.expression());
  c.expectOp(')');
  return items;
}

/** An expression, or a query that begins with a query in parentheses; that one comes back as a scalar query. */
export function parseExpressionOrQuery(c: Cursor): Expr {
  const start = c.token.start;
  if (isQueryStart(c)) return scalar(c, c.query(), start);
  const first = c.expression();
  if (first.kind !== 'scalarQuery' || !isQueryContinuation(c)) return first;
  return scalar(c, c.grammar.queryFrom(c, first.query, start), start);
}

function scalar(c: Cursor, query: Query, start: number): Expr {
  return { kind: 'scalarQuery', span: c.span(start), query };
}
