import type { BinaryOperator, Expr, Span } from '../ast.ts';
import type { Token } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { identOf, parseQName } from './names.ts';
import { BINARY_OPERATORS, type BinaryRule, LEVEL, LIKE_OPERATORS, LIKE_WORDS } from './operators.ts';
import { parsePostfix } from './postfix.ts';
import { isQuantifier, parseBetween, parseIn, parseIs, parseLike, parseQuantified } from './predicates.ts';

/**
 * Precedence climbing: reads an operand and every operator after it that binds at least as tight as `level`. Chains of one
 * level grow in the loop, not in depth, so thousands of operands are fine.
 */
export function parseOperand(c: Cursor, level: number): Expr {
  const start = c.token.start;
  c.enter(1);
  let depth = 1;
  let left = parsePrefix(c, level);
  for (;;) {
    const rule = infixAt(c);
    if (rule === undefined || rule.level < level) break;
    if (rule.kind !== 'binary' && rule.kind !== 'logical') {
      // a chain of these nests to the left
      c.enter(1);
      depth++;
    }
    left = parseInfix(c, rule, left, start);
  }
  c.leave(depth);
  return left;
}

function parsePrefix(c: Cursor, level: number): Expr {
  const token = c.token;
  if (token.kind === 'word' && token.value === 'not') return parseNot(c, Math.max(level, LEVEL.not));
  if (token.kind === 'operator') {
    if (token.value === '!') return parseNot(c, Math.max(level, LEVEL.not));
    if (token.value === '-' || token.value === '+' || token.value === '~') {
      c.next();
      const operand = parseOperand(c, LEVEL.sign);
      return { kind: 'unary', span: c.span(token.start), op: token.value, operand };
    }
    // LIKE's operator between two values, two signs in front of one
    if (token.value === '~~') {
      c.next();
      const operand = parseOperand(c, LEVEL.sign);
      const once: Expr = { kind: 'unary', span: c.span(token.start + 1), op: '~', operand };
      return { kind: 'unary', span: c.span(token.start), op: '~', operand: once };
    }
  }
  return parsePostfix(c);
}

function parseNot(c: Cursor, level: number): Expr {
  const start = c.next().start;
  const operand = parseOperand(c, level);
  return { kind: 'unary', span: c.span(start), op: 'not', operand };
}

type Infix =
  | ({ readonly kind: 'binary' } & BinaryRule)
  | { readonly kind: 'logical'; readonly level: number; readonly op: 'and' | 'or' }
  | { readonly kind: 'likeOperator' | 'operator' | WordInfix; readonly level: number };
type WordInfix = 'is' | 'isNull' | 'notNull' | 'between' | 'in' | 'like' | 'div' | 'atTimeZone' | 'collate';

const BINARY: ReadonlyMap<string, Infix> = new Map(
  [...BINARY_OPERATORS].map(([text, rule]) => [text, { kind: 'binary', ...rule }]),
);
const LOGICAL_AND: Infix = { kind: 'logical', level: LEVEL.and, op: 'and' };
const LOGICAL_OR: Infix = { kind: 'logical', level: LEVEL.or, op: 'or' };
const LIKE_OPERATOR: Infix = { kind: 'likeOperator', level: LEVEL.predicate };
const PREDICATES: ReadonlySet<string> = new Set(['between', 'in', ...LIKE_WORDS.keys()]);

function infixAt(c: Cursor): Infix | undefined {
  const token = c.token;
  if (token.kind === 'operator') {
    return BINARY.get(token.value) ?? (LIKE_OPERATORS.has(token.value) ? LIKE_OPERATOR : undefined);
  }
  return token.kind === 'word' ? wordInfixAt(c, token) : undefined;
}

function wordInfixAt(c: Cursor, token: Token): Infix | undefined {
  switch (token.value) {
    case 'and':
      return LOGICAL_AND;
    case 'or':
      return LOGICAL_OR;
    case 'is':
      return { kind: 'is', level: LEVEL.is };
    case 'isnull':
      return { kind: 'isNull', level: LEVEL.is };
    case 'notnull':
      return { kind: 'notNull', level: LEVEL.is };
    case 'between':
      return { kind: 'between', level: LEVEL.predicate };
    case 'in':
      return { kind: 'in', level: LEVEL.predicate };
    case 'not': {
      if (!c.oneOf(PREDICATES, 1)) return undefined;
      if (c.is('between', 1)) return { kind: 'between', level: LEVEL.predicate };
      return { kind: c.is('in', 1) ? 'in' : 'like', level: LEVEL.predicate };
    }
    case 'div':
      return { kind: 'div', level: LEVEL.multiplicative };
    case 'at':
      return c.ahead('at', 'time', 'zone') ? { kind: 'atTimeZone', level: LEVEL.arrow } : undefined;
    case 'collate':
      return { kind: 'collate', level: LEVEL.arrow };
    case 'operator':
      return c.isOp('(', 1) ? { kind: 'operator', level: LEVEL.other } : undefined;
    default:
      return LIKE_WORDS.has(token.value) ? { kind: 'like', level: LEVEL.predicate } : undefined;
  }
}

function parseInfix(c: Cursor, rule: Infix, left: Expr, start: number): Expr {
  switch (rule.kind) {
    case 'binary':
      return parseBinary(c, rule, left, start);
    case 'logical': {
      const operands = [left];
      while (c.accept(rule.op)) operands.push(parseOperand(c, rule.level + 1));
      return { kind: 'logical', span: c.span(start), op: rule.op, operands };
    }
    case 'div':
      return parseBinary(c, { level: rule.level, op: 'div' }, left, start);
    case 'operator':
      return parseNamedOperator(c, left, start);
    case 'likeOperator':
      return parseLike(c, left, start);
    case 'is':
      return parseIs(c, left, start);
    case 'isNull':
    case 'notNull':
      c.next();
      return { kind: 'is', span: c.span(start), test: 'null', operand: left, negated: rule.kind === 'notNull' };
    case 'between':
      return parseBetween(c, left, start);
    case 'in':
      return parseIn(c, left, start);
    case 'like':
      return parseLike(c, left, start);
    case 'atTimeZone': {
      c.expect('at', 'time', 'zone');
      const zone = parseOperand(c, LEVEL.sign);
      return { kind: 'atTimeZone', span: c.span(start), operand: left, zone };
    }
    case 'collate': {
      c.next();
      const collation = parseCollation(c);
      return { kind: 'collate', span: c.span(start), operand: left, collation };
    }
  }
}

/** `pg_catalog.default`, `"C"`; `default` is no reserved word here. */
function parseCollation(c: Cursor) {
  if (c.token.kind !== 'string') return parseQName(c);
  const token = c.next();
  const span = { start: token.start, end: token.end };
  return { kind: 'qname' as const, span, parts: [{ ...identOf(c, token), name: token.value, quoted: true }] };
}

function parseBinary(c: Cursor, rule: BinaryRule, left: Expr, start: number): Expr {
  const operator = c.next();
  return finishBinary(c, rule, left, start, { start: operator.start, end: operator.end });
}

function finishBinary(c: Cursor, rule: BinaryRule, left: Expr, start: number, opSpan: Span, schema?: string): Expr {
  if (isQuantifier(c)) return parseQuantified(c, rule.op, left, start, schema);
  const right = parseOperand(c, rule.level + 1);
  const op: BinaryOperator = rule.op;
  return { kind: 'binary', span: c.span(start), op, left, right, schema, opSpan };
}

/** `OPERATOR(pg_catalog.~)`, as psql sends it. It binds like any other operator, whatever its name. */
function parseNamedOperator(c: Cursor, left: Expr, start: number): Expr {
  const from = c.next().start;
  c.expectOp('(');
  let schema: string | undefined;
  while (c.token.kind === 'word' || c.token.kind === 'quoted') {
    schema = identOf(c, c.next()).name;
    c.expectOp('.');
  }
  const operator = c.token;
  const rule = operator.kind === 'operator' ? BINARY_OPERATORS.get(operator.value) : undefined;
  const like = operator.kind === 'operator' ? LIKE_OPERATORS.get(operator.value) : undefined;
  if (rule === undefined && like === undefined) throw c.unexpected('Expected an operator.');
  c.next();
  c.expectOp(')');
  const opSpan = c.span(from);
  if (rule !== undefined) return finishBinary(c, { level: LEVEL.other, op: rule.op }, left, start, opSpan, schema);
  const pattern = parseOperand(c, LEVEL.other + 1);
  const op = like?.op ?? 'like';
  const negated = like?.negated ?? false;
  return { kind: 'like', span: c.span(start), op, operand: left, patterns: [pattern], negated };
}
