import type { FromItem, Ident, Pivot, SelectItem, Unpivot } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseIdent, parseIdentList, parseOptionalAlias } from './names.ts';
import { isPivot, parseTableAlias } from './table-alias.ts';

/** The PIVOTs and UNPIVOTs behind an item. Source: Spark SQL reference, "PIVOT Clause", "UNPIVOT Clause". */
export function parsePivots(c: Cursor, first: FromItem, start: number): FromItem {
  let input = first;
  let depth = 0;
  while (isPivot(c)) {
    c.enter(1);
    depth++;
    input = c.is('pivot') ? parsePivot(c, input, start) : parseUnpivot(c, input, start);
  }
  c.leave(depth);
  return input;
}

/** `PIVOT (sum(x) AS s, … FOR c IN (1 AS a, 2))`, `… FOR (c, d) IN ((1, 2) AS a)`. */
function parsePivot(c: Cursor, input: FromItem, start: number): Pivot {
  c.next();
  c.expectOp('(');
  const aggregates = c.list(parseItem);
  c.expect('for');
  const columns = parseNames(c);
  c.expect('in');
  const values = c.parenthesized(parseItem);
  c.expectOp(')');
  const alias = parseTableAlias(c);
  return { kind: 'pivot', span: c.span(start), input, aggregates, columns, values, alias };
}

/** `UNPIVOT [INCLUDE NULLS] (v FOR n IN (a AS x, b))`, `… ((v, w) FOR n IN ((a, b) AS x))`. */
function parseUnpivot(c: Cursor, input: FromItem, start: number): Unpivot {
  c.next();
  const includeNulls = c.accept('include', 'nulls');
  if (!includeNulls) c.accept('exclude', 'nulls');
  c.expectOp('(');
  const valueColumns = parseNames(c);
  c.expect('for');
  const nameColumn = parseIdent(c);
  c.expect('in');
  const columns = c.parenthesized((inner) => ({ columns: parseNames(inner), alias: parseColumnAlias(inner) }));
  c.expectOp(')');
  const alias = parseTableAlias(c);
  return { kind: 'unpivot', span: c.span(start), input, includeNulls, valueColumns, nameColumn, columns, alias };
}

function parseItem(c: Cursor): SelectItem {
  const start = c.token.start;
  const expr = c.expression();
  return { kind: 'item', span: c.span(start), expr, alias: parseOptionalAlias(c) };
}

/** Also `AS 'text'`, which DuckDB allows. */
function parseColumnAlias(c: Cursor): Ident | undefined {
  if (c.is('as') && c.peek(1).kind === 'string') {
    c.next();
    const token = c.next();
    return { kind: 'ident', span: { start: token.start, end: token.end }, name: token.value, quoted: true };
  }
  return parseOptionalAlias(c);
}

function parseNames(c: Cursor): Ident[] {
  return c.isOp('(') ? parseIdentList(c) : [parseIdent(c)];
}
