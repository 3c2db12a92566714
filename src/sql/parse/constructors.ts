import type { Expr, StructLiteral } from '../ast.ts';
import { parseCall } from './call.ts';
import type { Cursor } from './cursor.ts';
import { identOf, parseAnyName, parseOptionalAlias } from './names.ts';
import { isQueryStart, parseExpressionOrQuery } from './parentheses.ts';
import { parseElementType } from './types.ts';

/** `ARRAY[…]`, `[…]`, `ARRAY(SELECT …)`, `ARRAY<STRUCT<…>>[(…), …]`; `array(a, b)` is a call. */
export function parseArray(c: Cursor): Expr {
  const start = c.token.start;
  if (c.isOp('[')) return { kind: 'array', items: parseItems(c), span: c.span(start) };
  if (c.isOp('<', 1)) {
    const type = parseElementType(c);
    const items = parseItems(c);
    return { kind: 'typedArray', span: c.span(start), type, items };
  }
  const word = c.next();
  if (c.isOp('[')) return { kind: 'array', items: parseItems(c), span: c.span(start) };
  let inner = 1;
  while (c.isOp('(', inner)) inner++;
  if (isQueryStart(c, inner)) {
    c.expectOp('(');
    const inside = parseExpressionOrQuery(c);
    c.expectOp(')');
    if (inside.kind === 'scalarQuery') return { kind: 'arrayQuery', span: c.span(start), query: inside.query };
    throw c.unexpected('Expected one query.');
  }
  const name = identOf(c, word);
  return parseCall(c, { kind: 'qname', span: name.span, parts: [name] });
}

function parseItems(c: Cursor): Expr[] {
  c.expectOp('[');
  const items = c.isOp(']') ? [] : c.list((inner) => inner.expression());
  c.expectOp(']');
  return items;
}

/** `{'a': 1, b: 2}`. */
export function parseBraces(c: Cursor): Expr {
  const start = c.next().start;
  const isMember =
    (c.token.kind === 'string' || c.token.kind === 'word' || c.token.kind === 'quoted') && c.isOp(':', 1);
  if (!isMember) throw c.unexpected("Braces hold a struct, {'name': value}; a query stands in parentheses.");
  const members = c.list((inner) => {
    const token = inner.token;
    const name =
      token.kind === 'string'
        ? { ...identOf(inner, inner.next()), name: token.value, quoted: true }
        : parseAnyName(inner);
    inner.expectOp(':');
    return { name, value: inner.expression() };
  });
  c.expectOp('}');
  return { kind: 'struct', span: c.span(start), members };
}

/** `MAP {'k': v}`. */
export function parseMap(c: Cursor): Expr {
  const start = c.next().start;
  c.expectOp('{');
  const entry = (inner: Cursor) => {
    const key = inner.expression();
    inner.expectOp(':');
    return { key, value: inner.expression() };
  };
  const entries = c.isOp('}') ? [] : c.list(entry);
  c.expectOp('}');
  return { kind: 'map', span: c.span(start), entries };
}

/** `struct(x AS a, b)`. */
export function parseStruct(c: Cursor): StructLiteral {
  const start = c.next().start;
  c.expectOp('(');
  const member = (inner: Cursor) => {
    const value = inner.expression();
    return { name: parseOptionalAlias(inner), value };
  };
  const members = c.isOp(')') ? [] : c.list(member);
  c.expectOp(')');
  return { kind: 'struct', span: c.span(start), members };
}
