import type { Between, InList, InQuery, IsTest, Like, Quantified } from '../ast.ts';
import { printedOperator, printOperand } from './operators.ts';
import type { Writer } from './writer.ts';

const not = (negated: boolean): string => (negated ? 'NOT ' : '');

export function printBetween(w: Writer, expr: Between): void {
  if (expr.symmetric) w.notInDuckDb('BETWEEN SYMMETRIC');
  printOperand(w, expr.operand);
  w.write(` ${not(expr.negated)}BETWEEN ${expr.symmetric ? 'SYMMETRIC ' : ''}`);
  printOperand(w, expr.low);
  w.write(' AND ');
  printOperand(w, expr.high);
}

export function printInList(w: Writer, expr: InList): void {
  printOperand(w, expr.operand);
  w.write(` ${not(expr.negated)}IN (`);
  w.list(expr.list, (item) => w.expression(item)).write(')');
}

export function printInQuery(w: Writer, expr: InQuery): void {
  printOperand(w, expr.operand);
  w.write(` ${not(expr.negated)}IN (`)
    .query(expr.query)
    .write(')');
}

const LIKE_WORDS = { like: 'LIKE', ilike: 'ILIKE', rlike: 'RLIKE', similar: 'SIMILAR TO' } as const;

export function printLike(w: Writer, expr: Like): void {
  if (expr.op === 'rlike') w.notInDuckDb('RLIKE');
  if (expr.quantifier !== undefined) w.notInDuckDb('LIKE ANY');
  printOperand(w, expr.operand);
  w.write(` ${not(expr.negated)}${LIKE_WORDS[expr.op]} `);
  if (expr.quantifier !== undefined) {
    w.write(`${expr.quantifier.toUpperCase()} (`);
    w.list(expr.patterns, (pattern) => w.expression(pattern)).write(')');
    return;
  }
  w.list(expr.patterns, (pattern) => printOperand(w, pattern));
  if (expr.escape === undefined) return;
  w.write(' ESCAPE ');
  printOperand(w, expr.escape);
}

export function printTest(w: Writer, expr: IsTest): void {
  printOperand(w, expr.operand);
  const test = w.duckdb && expr.test === 'unknown' ? 'null' : expr.test;
  w.write(` IS ${not(expr.negated)}${test.toUpperCase()}`);
}

export function printQuantified(w: Writer, expr: Quantified): void {
  printOperand(w, expr.left);
  w.write(` ${printedOperator(w, expr.op, expr.schema)} ${expr.quantifier.toUpperCase()} (`);
  if (expr.right.kind === 'query') w.query(expr.right);
  else w.expression(expr.right);
  w.write(')');
}
