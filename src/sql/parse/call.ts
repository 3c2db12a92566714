import type { Call, Expr, Ident, OrderItem, QName } from '../ast.ts';
import { HIGHER_ORDER_FUNCTIONS } from '../keywords.ts';
import type { Cursor } from './cursor.ts';
import { isName, parseAnyName, parseIdent, parseIdentList } from './names.ts';
import { parseOrderBy } from './order.ts';
import { isQueryStart } from './parentheses.ts';
import { parseOver } from './windows.ts';

/** The parentheses of a call and what may stand behind them; the name was read already. */
export function parseCall(c: Cursor, name: QName): Call {
  const start = name.span.start;
  c.expectOp('(');
  const distinct = c.accept('distinct');
  if (!distinct) c.accept('all');
  const args: Expr[] = [];
  const argNames: (Ident | undefined)[] = [];
  if (!c.isOp(')') && !c.is('order')) {
    do {
      argNames.push(parseArgumentName(c));
      args.push(parseArgument(c, name, args.length));
    } while (c.acceptOp(','));
  }
  const orderBy = c.is('order') ? parseOrderBy(c) : [];
  const inside = parseNulls(c);
  c.expectOp(')');
  const rest = parseBehindCall(c, inside);
  const named = argNames.some((argName) => argName !== undefined) ? { argNames } : {};
  return { kind: 'call', span: c.span(start), name, args, ...named, distinct, orderBy, ...rest };
}

function parseArgumentName(c: Cursor): Ident | undefined {
  if (c.token.kind !== 'word' && c.token.kind !== 'quoted') return undefined;
  if (!c.isOp('=>', 1) && !c.isOp(':=', 1)) return undefined;
  const name = parseAnyName(c);
  c.next();
  return name;
}

/** `model_predict(m, 1, SELECT …)` has a query without parentheses of its own (reference, section 1.23). */
function parseArgument(c: Cursor, name: QName, index: number): Expr {
  if (isLambda(c, name, index)) return parseLambda(c);
  if (!isQueryStart(c)) return c.expression();
  const start = c.token.start;
  const query = c.query();
  return { kind: 'scalarQuery', span: c.span(start), query };
}

/**
 * `x -> e` and `(x, y) -> e`. The same arrow is PostgreSQL's JSON operator: it is that in a first argument, since no
 * function takes its lambda first, and before a string unless the function is known to take lambdas.
 */
function isLambda(c: Cursor, name: QName, index: number): boolean {
  if (index === 0) return false;
  if (c.isOp('(')) {
    let distance = 1;
    while (c.peek(distance).kind === 'word' || c.peek(distance).kind === 'quoted') {
      if (c.isOp(')', distance + 1)) return c.isOp('->', distance + 2);
      if (!c.isOp(',', distance + 1)) return false;
      distance += 2;
    }
    return false;
  }
  if (!isName(c.token) || !c.isOp('->', 1)) return false;
  return c.peek(2).kind !== 'string' || HIGHER_ORDER_FUNCTIONS.has(name.parts.at(-1)?.name.toLowerCase() ?? '');
}

function parseLambda(c: Cursor): Expr {
  const start = c.token.start;
  const parameters = c.isOp('(') ? parseIdentList(c) : [parseIdent(c)];
  c.expectOp('->');
  const body = c.expression();
  return { kind: 'lambda', span: c.span(start), parameters, body };
}

function parseNulls(c: Cursor): Call['nulls'] {
  if (c.accept('ignore', 'nulls')) return 'ignore';
  return c.accept('respect', 'nulls') ? 'respect' : undefined;
}

type BehindCall = Pick<Call, 'withinGroup' | 'filter' | 'nulls' | 'over'>;

function parseBehindCall(c: Cursor, inside: Call['nulls']): BehindCall {
  let withinGroup: readonly OrderItem[] = [];
  if (c.accept('within', 'group')) {
    c.expectOp('(');
    withinGroup = parseOrderBy(c);
    c.expectOp(')');
  }
  let filter: Expr | undefined;
  if (c.is('filter') && c.isOp('(', 1)) {
    c.next();
    c.expectOp('(');
    c.expect('where');
    filter = c.expression();
    c.expectOp(')');
  }
  const nulls = parseNulls(c) ?? inside;
  const over = c.is('over') ? parseOver(c) : undefined;
  return { withinGroup, filter, nulls, over };
}
