import type { BinaryOperator, Expr, Like } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { LEVEL, LIKE_OPERATORS, LIKE_WORDS } from './operators.ts';
import { parseExpressionOrQuery, parseListOrQuery } from './parentheses.ts';

/** `[NOT] BETWEEN [SYMMETRIC | ASYMMETRIC] a AND b`. */
export function parseBetween(c: Cursor, operand: Expr, start: number): Expr {
  const negated = c.accept('not');
  c.expect('between');
  const symmetric = c.accept('symmetric');
  if (!symmetric) c.accept('asymmetric');
  const low = c.grammar.operand(c, LEVEL.predicate + 1);
  c.expect('and');
  const high = c.grammar.operand(c, LEVEL.predicate + 1);
  return { kind: 'between', span: c.span(start), operand, low, high, negated, symmetric };
}

/** `[NOT] IN (1, 2)`, `[NOT] IN (SELECT …)`. */
export function parseIn(c: Cursor, operand: Expr, start: number): Expr {
  const negated = c.accept('not');
  c.expect('in');
  const inside = parseListOrQuery(c);
  const span = c.span(start);
  if (!Array.isArray(inside)) return { kind: 'inQuery', span, operand, query: inside, negated };
  return { kind: 'inList', span, operand, list: inside, negated };
}

/** LIKE and its kin, as word or operator, with one pattern or ANY, SOME or ALL of several. */
export function parseLike(c: Cursor, operand: Expr, start: number): Expr {
  const { op, negated } = likeHead(c);
  if (isQuantifier(c)) {
    const quantifier = readQuantifier(c);
    const patterns = c.parenthesized((inner) => inner.expression());
    return { kind: 'like', span: c.span(start), op, operand, patterns, quantifier, negated };
  }
  const pattern = c.grammar.operand(c, LEVEL.predicate + 1);
  const escapeBy = c.accept('escape') ? c.grammar.operand(c, LEVEL.predicate + 1) : undefined;
  return { kind: 'like', span: c.span(start), op, operand, patterns: [pattern], escape: escapeBy, negated };
}

function likeHead(c: Cursor): { readonly op: Like['op']; readonly negated: boolean } {
  if (c.token.kind === 'operator') {
    const rule = LIKE_OPERATORS.get(c.next().value);
    return rule ?? { op: 'like', negated: false };
  }
  const negated = c.accept('not');
  const op = LIKE_WORDS.get(c.next().value) ?? 'like';
  if (op === 'similar') c.expect('to');
  return { op, negated };
}

/** `IS [NOT] NULL | TRUE | FALSE | UNKNOWN`, `IS [NOT] DISTINCT FROM x`. */
export function parseIs(c: Cursor, operand: Expr, start: number): Expr {
  const from = c.next().start;
  const negated = c.accept('not');
  if (c.accept('distinct', 'from')) {
    const opSpan = c.span(from);
    const op: BinaryOperator = negated ? '<=>' : 'is distinct from';
    const right = c.grammar.operand(c, LEVEL.comparison + 1);
    return { kind: 'binary', span: c.span(start), op, left: operand, right, opSpan };
  }
  for (const test of ['null', 'true', 'false', 'unknown'] as const) {
    if (c.accept(test)) return { kind: 'is', span: c.span(start), test, operand, negated };
  }
  throw c.unexpected('Expected NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM.');
}

const QUANTIFIERS: ReadonlySet<string> = new Set(['any', 'some', 'all']);

export function isQuantifier(c: Cursor): boolean {
  return c.oneOf(QUANTIFIERS) && c.isOp('(', 1);
}

function readQuantifier(c: Cursor): 'any' | 'all' {
  return c.next().value === 'all' ? 'all' : 'any';
}

/** `= ANY (array or query)`. */
export function parseQuantified(
  c: Cursor,
  op: BinaryOperator,
  left: Expr,
  start: number,
  schema: string | undefined,
): Expr {
  const quantifier = readQuantifier(c);
  c.expectOp('(');
  const right = parseExpressionOrQuery(c);
  c.expectOp(')');
  const query = right.kind === 'scalarQuery' ? right.query : right;
  return { kind: 'quantified', span: c.span(start), op, left, quantifier, right: query, schema };
}
