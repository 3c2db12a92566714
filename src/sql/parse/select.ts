import type { Expr, Ident, Select, SelectInto, SelectItem, Window } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseFrom } from './from.ts';
import { parseGroupBy } from './group-by.ts';
import { parseAnyName, parseIdent, parseOptionalAlias, parseQName } from './names.ts';
import { parseWindow } from './windows.ts';

/** `SELECT … [QUALIFY …]`; what follows belongs to the query. */
export function parseSelect(c: Cursor): Select {
  const start = c.next().start;
  const distinct = parseDistinct(c);
  const items = c.list(parseSelectItem);
  const into = c.is('into') ? parseInto(c) : undefined;
  const from = c.accept('from') ? parseFrom(c) : [];
  const where = c.accept('where') ? c.expression() : undefined;
  const groupBy = c.is('group') ? parseGroupBy(c) : undefined;
  const having = c.accept('having') ? parseHaving(c) : undefined;
  const windows = c.accept('window') ? c.list(parseNamedWindow) : [];
  const qualify = c.accept('qualify') ? c.expression() : undefined;
  const clauses = { distinct, items, into, from, where, groupBy, having, windows, qualify };
  return { kind: 'select', span: c.span(start), ...clauses };
}

/** `DISTINCT (a)` is DISTINCT with a parenthesised first column (reference, section 1.1). */
function parseDistinct(c: Cursor): Select['distinct'] {
  if (c.accept('all')) return 'none';
  if (!c.accept('distinct')) return 'none';
  if (!c.is('on') || !c.isOp('(', 1)) return 'distinct';
  c.next();
  return { on: c.parenthesized((inner) => inner.expression()) };
}

export function parseSelectItem(c: Cursor): SelectItem {
  const start = c.token.start;
  const expr = c.expression();
  const aliases = parseColumnAliases(c);
  if (aliases !== undefined) return { kind: 'item', span: c.span(start), expr, aliases };
  const alias = parseOptionalAlias(c);
  return { kind: 'item', span: c.span(start), expr, alias };
}

/** `explode(m) AS (k, v)`. */
function parseColumnAliases(c: Cursor): Ident[] | undefined {
  if (!c.is('as') || !c.isOp('(', 1)) return undefined;
  c.next();
  return c.parenthesized(parseAnyName);
}

function parseInto(c: Cursor): SelectInto {
  const start = c.next().start;
  const temporary = c.accept('temporary') || c.accept('temp');
  if (!temporary) c.accept('unlogged');
  c.accept('table');
  const name = parseQName(c);
  return { kind: 'into', span: c.span(start), temporary, name };
}

/** The reference prints a list of conditions; all must hold. */
function parseHaving(c: Cursor): Expr {
  const start = c.token.start;
  const operands = c.list((inner) => inner.expression());
  const [first] = operands;
  if (first !== undefined && operands.length === 1) return first;
  return { kind: 'logical', span: c.span(start), op: 'and', operands };
}

function parseNamedWindow(c: Cursor): { readonly name: Ident; readonly window: Window } {
  const name = parseIdent(c);
  c.expect('as');
  return { name, window: parseWindow(c) };
}
