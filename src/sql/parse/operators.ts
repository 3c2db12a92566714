import type { BinaryOperator, Like } from '../ast.ts';

/**
 * How tight operators bind, from loose to tight. Where Spark and PostgreSQL differ the order is: bit operators as in Spark
 * (`|`, `^`, `&`, shifts), `||` looser than `+` as in PostgreSQL, so that `'n = ' || a + b` says what it seems to, and the
 * JSON arrows tighter than arithmetic. `!x` is NOT x. `::`, `[…]` and `.field` bind tightest and are read in postfix.ts.
 * Sources: PostgreSQL manual, 4.1.6; Spark SQL reference, "Operators".
 */
export const LEVEL = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  /** BETWEEN, IN, LIKE and their kin. */
  predicate: 6,
  /** `~`, `@>`, `&&` … */
  other: 7,
  bitOr: 8,
  bitXor: 9,
  bitAnd: 10,
  shift: 11,
  concatenation: 12,
  additive: 13,
  multiplicative: 14,
  /** `->`, `->>`, AT TIME ZONE, COLLATE. */
  arrow: 15,
  /** The operand of a sign. */
  sign: 16,
} as const;

export interface BinaryRule {
  readonly level: number;
  readonly op: BinaryOperator;
}

const rule = (level: number, op: BinaryOperator): BinaryRule => ({ level, op });

/** Binary operators by their spelling. */
export const BINARY_OPERATORS: ReadonlyMap<string, BinaryRule> = new Map([
  ['=', rule(LEVEL.comparison, '=')],
  ['==', rule(LEVEL.comparison, '=')],
  ['<>', rule(LEVEL.comparison, '<>')],
  ['!=', rule(LEVEL.comparison, '<>')],
  ['<', rule(LEVEL.comparison, '<')],
  ['<=', rule(LEVEL.comparison, '<=')],
  ['>', rule(LEVEL.comparison, '>')],
  ['>=', rule(LEVEL.comparison, '>=')],
  ['<=>', rule(LEVEL.comparison, '<=>')],
  ['~', rule(LEVEL.other, '~')],
  ['!~', rule(LEVEL.other, '!~')],
  ['~*', rule(LEVEL.other, '~*')],
  ['!~*', rule(LEVEL.other, '!~*')],
  ['@>', rule(LEVEL.other, '@>')],
  ['<@', rule(LEVEL.other, '<@')],
  ['&&', rule(LEVEL.other, '&&')],
  ['?', rule(LEVEL.other, '?')],
  ['|', rule(LEVEL.bitOr, '|')],
  ['^', rule(LEVEL.bitXor, '^')],
  ['&', rule(LEVEL.bitAnd, '&')],
  ['<<', rule(LEVEL.shift, '<<')],
  ['>>', rule(LEVEL.shift, '>>')],
  ['>>>', rule(LEVEL.shift, '>>>')],
  ['||', rule(LEVEL.concatenation, '||')],
  ['+', rule(LEVEL.additive, '+')],
  ['-', rule(LEVEL.additive, '-')],
  ['*', rule(LEVEL.multiplicative, '*')],
  ['/', rule(LEVEL.multiplicative, '/')],
  ['%', rule(LEVEL.multiplicative, '%')],
  ['->', rule(LEVEL.arrow, '->')],
  ['->>', rule(LEVEL.arrow, '->>')],
  ['#>', rule(LEVEL.arrow, '#>')],
  ['#>>', rule(LEVEL.arrow, '#>>')],
]);

export interface LikeRule {
  readonly op: Like['op'];
  readonly negated: boolean;
}

/** LIKE in operator form. Source: reference, section 1.1. */
export const LIKE_OPERATORS: ReadonlyMap<string, LikeRule> = new Map([
  ['~~', { op: 'like', negated: false }],
  ['!~~', { op: 'like', negated: true }],
  ['~~*', { op: 'ilike', negated: false }],
  ['!~~*', { op: 'ilike', negated: true }],
]);

export const LIKE_WORDS: ReadonlyMap<string, Like['op']> = new Map([
  ['like', 'like'],
  ['ilike', 'ilike'],
  ['rlike', 'rlike'],
  ['regexp', 'rlike'],
  ['similar', 'similar'],
]);
