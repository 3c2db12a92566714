import type { Call, Expr, Ident, Span } from '../ast.ts';
import type { Token } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { identOf } from './names.ts';
import { LEVEL } from './operators.ts';

/**
 * Calls with words inside their parentheses. All but EXTRACT become plain calls in PostgreSQL's order of arguments.
 * `trim(BOTH c FROM s)` becomes `pg_catalog.btrim(s, c)`: with the schema, because the dialect's own `trim(c, s)` has its
 * arguments the other way round. Undefined where the word is a name or a plain call.
 */
export function parseSpecialCall(c: Cursor, token: Token): Expr | undefined {
  if (!c.isOp('(', 1)) return undefined;
  switch (token.value) {
    case 'extract':
      return parseExtract(c, token);
    case 'substring':
    case 'substr':
      return hasWordInside(c, SUBSTRING_WORDS) ? parseSubstring(c, token) : undefined;
    case 'position':
      return hasWordInside(c, IN) ? parsePosition(c, token) : undefined;
    case 'overlay':
      return hasWordInside(c, PLACING) ? parseOverlay(c, token) : undefined;
    case 'trim':
      return c.oneOf(TRIM_SIDES, 2) || hasWordInside(c, FROM) ? parseTrim(c, token) : undefined;
    default:
      return undefined;
  }
}

const SUBSTRING_WORDS: ReadonlySet<string> = new Set(['from', 'for', 'similar']);
const IN: ReadonlySet<string> = new Set(['in']);
const PLACING: ReadonlySet<string> = new Set(['placing']);
const FROM: ReadonlySet<string> = new Set(['from']);
const TRIM_SIDES: ReadonlySet<string> = new Set(['both', 'leading', 'trailing']);

/** Whether one of the words stands between the call's own parentheses, not in inner ones. */
function hasWordInside(c: Cursor, words: ReadonlySet<string>): boolean {
  let depth = 0;
  for (let distance = 1; c.peek(distance).kind !== 'end'; distance++) {
    if (c.isOp('(', distance)) depth++;
    else if (c.isOp(')', distance)) depth--;
    else if (depth === 1 && c.oneOf(words, distance)) return true;
    if (depth === 0) return false;
  }
  return false;
}

function open(c: Cursor): Ident {
  const name = identOf(c, c.next());
  c.expectOp('(');
  return name;
}

function call(c: Cursor, start: number, name: readonly Ident[], args: readonly Expr[]): Call {
  c.expectOp(')');
  const parts = name;
  const nameSpan: Span = { start, end: name.at(-1)?.span.end ?? start };
  return {
    kind: 'call',
    span: c.span(start),
    name: { kind: 'qname', span: nameSpan, parts },
    args,
    distinct: false,
    orderBy: [],
    withinGroup: [],
  };
}

function parseExtract(c: Cursor, token: Token): Expr {
  open(c);
  const unit = c.token;
  if (unit.kind !== 'word' && unit.kind !== 'string' && unit.kind !== 'quoted') throw c.unexpected('Expected a field.');
  c.next();
  c.expect('from');
  const operand = c.expression();
  c.expectOp(')');
  return { kind: 'extract', span: c.span(token.start), unit: unit.value.toLowerCase(), operand };
}

function parseSubstring(c: Cursor, token: Token): Expr {
  const name = open(c);
  const args = [c.expression()];
  if (c.is('similar')) throw c.notSupported('SUBSTRING with SIMILAR', c.token.start);
  const from = c.accept('from') ? c.expression() : undefined;
  const length = c.accept('for') ? c.expression() : undefined;
  args.push(from ?? { kind: 'number', span: { start: token.start, end: token.end }, text: '1' });
  if (length !== undefined) args.push(length);
  return call(c, token.start, [name], args);
}

function parsePosition(c: Cursor, token: Token): Expr {
  const name = open(c);
  const part = c.grammar.operand(c, LEVEL.predicate + 1);
  c.expect('in');
  return call(c, token.start, [name], [part, c.expression()]);
}

function parseOverlay(c: Cursor, token: Token): Expr {
  const name = open(c);
  const args = [c.expression()];
  c.expect('placing');
  args.push(c.expression());
  c.expect('from');
  args.push(c.expression());
  if (c.accept('for')) args.push(c.expression());
  return call(c, token.start, [name], args);
}

const TRIM_FUNCTIONS = { both: 'btrim', leading: 'ltrim', trailing: 'rtrim' } as const;

function parseSide(c: Cursor): keyof typeof TRIM_FUNCTIONS {
  if (c.accept('leading')) return 'leading';
  if (c.accept('trailing')) return 'trailing';
  c.accept('both');
  return 'both';
}

function parseTrim(c: Cursor, token: Token): Expr {
  const name = open(c);
  const side = parseSide(c);
  const first = c.is('from') ? undefined : c.expression();
  const operand = c.accept('from') ? c.expression() : undefined;
  const named = (text: string): Ident => ({ ...name, name: text });
  const text = operand ?? first;
  if (text === undefined) throw c.unexpected('Expected a string to trim.');
  const characters = operand === undefined ? (c.acceptOp(',') ? c.expression() : undefined) : first;
  if (characters === undefined)
    return call(c, token.start, [named(side === 'both' ? 'trim' : TRIM_FUNCTIONS[side])], [text]);
  return call(c, token.start, [named('pg_catalog'), named(TRIM_FUNCTIONS[side])], [text, characters]);
}
