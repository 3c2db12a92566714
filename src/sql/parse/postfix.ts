import type { Expr } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { identOf, parseAnyName } from './names.ts';
import { parsePrimary } from './primary.ts';
import { parseTypeName } from './types.ts';

/** A primary and the `::type`, `[index]`, `[from:to]` and `.field` behind it. */
export function parsePostfix(c: Cursor): Expr {
  const start = c.token.start;
  let expr = parsePrimary(c);
  let depth = 0;
  for (;;) {
    const token = c.token;
    if (token.kind !== 'operator') break;
    if (token.value === '::') {
      c.next();
      const type = parseTypeName(c);
      expr = { kind: 'cast', span: c.span(start), operand: expr, type, try: false, postfix: true };
    } else if (token.value === '[') {
      expr = parseSubscript(c, expr, start);
    } else if (token.value === '.') {
      c.next();
      const field = c.isOp('*') ? { ...identOf(c, c.next()), name: '*' } : parseAnyName(c);
      expr = { kind: 'field', span: c.span(start), operand: expr, field };
    } else {
      break;
    }
    c.enter(1);
    depth++;
  }
  c.leave(depth);
  return expr;
}

function parseSubscript(c: Cursor, operand: Expr, start: number): Expr {
  c.expectOp('[');
  const from = c.isOp(':') ? undefined : c.expression();
  if (c.acceptOp(':')) {
    const to = c.isOp(']') ? undefined : c.expression();
    c.expectOp(']');
    return { kind: 'slice', span: c.span(start), operand, from, to };
  }
  c.expectOp(']');
  if (from === undefined) throw c.unexpected('Expected an index.');
  return { kind: 'subscript', span: c.span(start), operand, index: from };
}
