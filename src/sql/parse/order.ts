import type { OrderItem } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** `ORDER BY …`, the words included. */
export function parseOrderBy(c: Cursor): OrderItem[] {
  c.expect('order', 'by');
  return c.list(parseOrderItem);
}

function parseOrderItem(c: Cursor): OrderItem {
  const start = c.token.start;
  const expr = c.expression();
  const direction = parseDirection(c);
  let nulls: OrderItem['nulls'];
  if (c.accept('nulls')) {
    if (c.accept('first')) nulls = 'first';
    else if (c.accept('last')) nulls = 'last';
    else throw c.unexpected('Expected FIRST or LAST.');
  }
  return { kind: 'order', span: c.span(start), expr, direction, nulls };
}

/** ASC, DESC, or PostgreSQL's `USING <` and `USING >`. */
function parseDirection(c: Cursor): OrderItem['direction'] {
  if (c.accept('asc')) return 'asc';
  if (c.accept('desc')) return 'desc';
  if (!c.accept('using')) return undefined;
  if (c.acceptOp('<')) return 'asc';
  if (c.acceptOp('>')) return 'desc';
  throw c.unexpected('Expected < or >.');
}
