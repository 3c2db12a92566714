import type { Query, QueryBody } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { parseAnyName, parseIdentList, parseQName } from '../parse/names.ts';
import { isQueryStart } from '../parse/parentheses.ts';
import { parseQueryAfterWith, parseWith, type WithClause } from '../parse/query.ts';
import { parseSelectItem } from '../parse/select.ts';
import type { InsertStatement } from '../statement.ts';

const NO_WITH: WithClause = { tables: [], recursive: false };

/**
 * `INSERT [OVERWRITE] [INTO] [TABLE] [AUDIENCE] t [(a, b)] [AS] query`, with or without parentheses around the query
 * (reference, sections 1.4, 1.5, 1.12). `outer` is a WITH that stood before INSERT; it becomes the query's own.
 */
export function parseInsert(c: Cursor, start = c.token.start, outer = NO_WITH): InsertStatement {
  c.expect('insert');
  const overwrite = c.accept('overwrite');
  if (!c.accept('into') && !overwrite) throw c.unexpected('Expected INTO or OVERWRITE.');
  if (isMarkedTarget(c, 'table')) c.next();
  const audience = isMarkedTarget(c, 'audience');
  if (audience) c.next();
  const target = parseQName(c);
  if (c.accept('as') && !startsQuery(c)) parseAnyName(c);
  const columns = c.isOp('(') && !startsQuery(c) ? parseIdentList(c) : [];
  if (c.is('overriding')) throw c.notSupported('OVERRIDING', c.token.start);
  const query = c.accept('default', 'values') ? undefined : parseSource(c, outer);
  if (c.is('on')) {
    const hint = 'Insert into a table of your own first, then merge; or give the dataset the label UPSERT.';
    throw c.notSupported('ON CONFLICT', c.token.start, hint);
  }
  const returning = parseReturning(c);
  return { kind: 'insert', span: c.span(start), target, audience, overwrite, columns, query, returning };
}

/** `TABLE t`, `AUDIENCE a`: the word, and behind it the name, so that a table may be called `audience`. */
function isMarkedTarget(c: Cursor, word: string): boolean {
  if (!c.is(word)) return false;
  const next = c.peek(1);
  if (next.kind === 'quoted' || next.kind === 'placeholder') return true;
  return next.kind === 'word' && !['select', 'values', 'with', 'as', 'default', 'table'].includes(next.value);
}

function startsQuery(c: Cursor): boolean {
  let distance = 0;
  while (c.isOp('(', distance)) distance++;
  return isQueryStart(c, distance);
}

function parseSource(c: Cursor, outer: WithClause): Query {
  c.accept('as');
  const start = c.token.start;
  const inner = parseWith(c);
  const tables = [...outer.tables, ...inner.tables];
  return unwrap(parseQueryAfterWith(c, tables, outer.recursive || inner.recursive, start));
}

/** `(SELECT …)` with nothing around it is the query itself. */
function unwrap(query: Query): Query {
  const body: QueryBody = query.body;
  const bare = query.with.length === 0 && query.orderBy.length === 0 && query.limit === undefined;
  return body.kind === 'query' && bare && query.offset === undefined && !query.approximate ? body : query;
}

/** `RETURNING a, b AS c`. */
export function parseReturning(c: Cursor): InsertStatement['returning'] {
  return c.accept('returning') ? c.list(parseSelectItem) : [];
}
