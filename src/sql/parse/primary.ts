import type { ColumnRef, Expr, Ident } from '../ast.ts';
import { BARE_FUNCTIONS, RESERVED, RESERVED_FUNCTIONS } from '../keywords.ts';
import type { Token } from '../token.ts';
import { parseCall } from './call.ts';
import { parseArray, parseBraces, parseMap, parseStruct } from './constructors.ts';
import type { Cursor } from './cursor.ts';
import { parseInterval, parseString, parseTypedLiteral } from './literals.ts';
import { identOf, parseAnyName, parseIdent, parseIdentList, reservedHint } from './names.ts';
import { isQueryStart, parseExpressionOrQuery } from './parentheses.ts';
import { parseSpecialCall } from './special-calls.ts';
import { parseTypeName } from './types.ts';

/** An expression without operators around it. */
export function parsePrimary(c: Cursor): Expr {
  const token = c.token;
  const span = { start: token.start, end: token.end };
  switch (token.kind) {
    case 'word':
      return parseWord(c, token);
    case 'quoted':
      return parseNamed(c);
    case 'number':
      c.next();
      return { kind: 'number', span, text: token.value, suffix: token.suffix };
    case 'string':
      return parseString(c);
    case 'binary':
    case 'bits': {
      c.next();
      const name = token.kind === 'binary' ? 'binary' : 'bit';
      const type = { kind: 'typeName' as const, span, name, modifiers: [], args: [], fields: [], arrayDepth: 0 };
      return { kind: 'typedLiteral', span, type, value: token.value };
    }
    case 'parameter':
      c.next();
      return { kind: 'parameter', span, index: Number(token.value) };
    case 'variable':
      c.next();
      return { kind: 'variable', span, name: token.value };
    case 'placeholder':
      return parsePlaceholder(c, token);
    case 'operator':
      return parseMark(c, token);
    default:
      throw c.unexpected();
  }
}

function parseMark(c: Cursor, token: Token): Expr {
  switch (token.value) {
    case '(':
      return parseParentheses(c);
    case '[':
      return parseArray(c);
    case '{':
      return parseBraces(c);
    case '*':
      c.next();
      return parseStar(c, [], token.start);
    default:
      throw c.unexpected();
  }
}

/** `(e)`, `(a, b)`, `(SELECT …)`. Parentheses leave no trace in the tree; the printer sets its own. */
function parseParentheses(c: Cursor): Expr {
  const start = c.next().start;
  const first = parseExpressionOrQuery(c);
  if (!c.isOp(',')) {
    c.expectOp(')');
    return first.kind === 'scalarQuery' ? { ...first, span: c.span(start) } : first;
  }
  const items = [first];
  while (c.acceptOp(',')) items.push(c.expression());
  c.expectOp(')');
  return { kind: 'row', span: c.span(start), items, explicit: false };
}

function parseWord(c: Cursor, token: Token): Expr {
  const special = WORDS.get(token.value)?.(c, token) ?? parseSpecialCall(c, token);
  if (special !== undefined) return special;
  if (RESERVED.has(token.value)) {
    if (RESERVED_FUNCTIONS.has(token.value) && c.isOp('(', 1)) return parseNamed(c);
    throw c.unexpected(`Expected an expression. ${reservedHint(c, token)}`);
  }
  if (BARE_FUNCTIONS.has(token.value) && !c.isOp('(', 1) && !c.isOp('.', 1)) return bareCall(c);
  return parseTypedLiteral(c) ?? parseNamed(c);
}

/** What a word may start besides a name; undefined where it is a name after all. */
type WordRule = (c: Cursor, token: Token) => Expr | undefined;

const WORDS: ReadonlyMap<string, WordRule> = new Map<string, WordRule>([
  ['null', (c) => ({ kind: 'null', span: take(c) })],
  ['true', (c) => ({ kind: 'boolean', span: take(c), value: true })],
  ['false', (c) => ({ kind: 'boolean', span: take(c), value: false })],
  ['case', parseCase],
  ['cast', (c) => (c.isOp('(', 1) ? parseCast(c, false) : undefined)],
  ['try_cast', (c) => (c.isOp('(', 1) ? parseCast(c, true) : undefined)],
  ['exists', parseExists],
  ['interval', parseInterval],
  ['array', (c) => (c.isOp('[', 1) || c.isOp('<', 1) || c.isOp('(', 1) ? parseArray(c) : undefined)],
  ['map', (c) => (c.isOp('{', 1) ? parseMap(c) : undefined)],
  ['struct', (c) => (c.isOp('(', 1) ? parseStruct(c) : undefined)],
  ['row', (c, token) => (c.isOp('(', 1) ? parseRow(c, token) : undefined)],
]);

function take(c: Cursor) {
  const token = c.next();
  return { start: token.start, end: token.end };
}

function parseCase(c: Cursor, token: Token): Expr {
  c.next();
  const operand = c.is('when') ? undefined : c.expression();
  const branches = [];
  while (c.accept('when')) {
    const when = c.expression();
    c.expect('then');
    // biome-ignore lint/suspicious/noThenProperty: the word of the grammar; nobody awaits a syntax tree
    branches.push({ when, then: c.expression() });
  }
  if (branches.length === 0) throw c.unexpected('Expected WHEN.');
  const otherwise = c.accept('else') ? c.expression() : undefined;
  c.expect('end');
  return { kind: 'case', span: c.span(token.start), operand, branches, otherwise };
}

function parseCast(c: Cursor, attempt: boolean): Expr {
  const start = c.next().start;
  c.expectOp('(');
  const operand = c.expression();
  c.expect('as');
  const type = parseTypeName(c);
  c.expectOp(')');
  return { kind: 'cast', span: c.span(start), operand, type, try: attempt, postfix: false };
}

/** `EXISTS (SELECT …)`; `exists(array, x -> …)` is a function. */
function parseExists(c: Cursor, token: Token): Expr | undefined {
  if (!c.isOp('(', 1)) return undefined;
  let inner = 2;
  while (c.isOp('(', inner)) inner++;
  if (!isQueryStart(c, inner)) return undefined;
  c.next();
  c.expectOp('(');
  const query = c.query();
  c.expectOp(')');
  return { kind: 'exists', span: c.span(token.start), query };
}

function parseRow(c: Cursor, token: Token): Expr {
  c.next();
  c.expectOp('(');
  const items = c.isOp(')') ? [] : c.list((inner) => inner.expression());
  c.expectOp(')');
  return { kind: 'row', span: c.span(token.start), items, explicit: true };
}

function bareCall(c: Cursor): Expr {
  const name = identOf(c, c.next());
  return {
    kind: 'call',
    span: name.span,
    name: { kind: 'qname', span: name.span, parts: [name] },
    args: [],
    distinct: false,
    orderBy: [],
    withinGroup: [],
  };
}

/** A column path, `t.*`, or a call. */
function parseNamed(c: Cursor): Expr {
  const start = c.token.start;
  const path: Ident[] = [c.isOp('(', 1) ? parseAnyName(c) : parseIdent(c)];
  while (c.isOp('.')) {
    c.next();
    if (c.acceptOp('*')) return parseStar(c, path, start);
    path.push(parseAnyName(c));
  }
  if (c.isOp('(')) return parseCall(c, { kind: 'qname', span: c.span(start), parts: path });
  const column: ColumnRef = { kind: 'column', span: c.span(start), path };
  return column;
}

/** Behind the `*`: `EXCEPT (a, b)`, also written EXCLUDE, unless EXCEPT starts the next query. */
function parseStar(c: Cursor, qualifier: readonly Ident[], start: number): Expr {
  const excepts = (c.is('except') || c.is('exclude')) && c.isOp('(', 1) && !isQueryStart(c, 2) && !c.isOp('(', 2);
  if (excepts) c.next();
  const except = excepts ? parseIdentList(c) : [];
  return { kind: 'star', span: c.span(start), qualifier, except };
}

/** `$name` before it is filled: a name where a dot is next to it, otherwise a value. */
function parsePlaceholder(c: Cursor, token: Token): Expr {
  if (c.isOp('.', 1)) return parseNamed(c);
  c.next();
  if (!c.placeholders.has(token.start)) c.placeholders.set(token.start, 'expression');
  return { kind: 'null', span: { start: token.start, end: token.end } };
}
