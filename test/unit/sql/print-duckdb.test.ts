import { describe, expect, test } from 'vitest';
import { call, column, number, raw, string } from '../../../src/sql/build.ts';
import { parseExpression, parseQuery } from '../../../src/sql/parse.ts';
import { originalOffset, print } from '../../../src/sql/print.ts';
import { checkFixture } from './support/fixture.ts';

checkFixture('duckdb.txt', (input) => {
  try {
    return print(parseQuery(input), 'duckdb').sql;
  } catch (error) {
    // what should have been rewritten is a bug of the planner, not an error of the client's
    if (error instanceof Error && error.name === 'Error') return error.message;
    throw error;
  }
});

const SPAN = { start: 0, end: 0 };

describe('raw templates', () => {
  test('take arguments by number and double braces as themselves', () => {
    const expr = raw(SPAN, "{{'a': {1}, 'b': {0} + {1}}", [column(SPAN, 't', 'x'), number(SPAN, -2)]);
    expect(print(expr, 'duckdb').sql).toBe(`{'a': (-2), 'b': "t"."x" + (-2)}`);
  });

  test('stand in parentheses as operands', () => {
    const expr = raw(SPAN, 'a + b');
    const product = { kind: 'binary', span: SPAN, op: '*', left: expr, right: number(SPAN, 2), opSpan: SPAN } as const;
    expect(print(product, 'duckdb').sql).toBe('(a + b) * 2');
  });

  test('lack of an argument is a bug', () => {
    expect(() => print(raw(SPAN, '{2}', [string(SPAN, 'x')]), 'duckdb')).toThrow('no argument');
  });
});

test('function names of DuckDB grammar words stay bare, odd ones are quoted', () => {
  expect(print(call(SPAN, 'coalesce', [number(SPAN, 1)]), 'duckdb').sql).toBe('coalesce(1)');
  expect(print(call(SPAN, 'select', []), 'duckdb').sql).toBe('"select"()');
  expect(print(call(SPAN, '!__x', []), 'duckdb').sql).toBe('"!__x"()');
});

describe('the source map', () => {
  const text = "SELECT alpha,   nosuch(beta) FROM t WHERE gamma = 'x'  +  delta";

  test.each(['alpha', 'nosuch', 'beta', 'gamma', "'x'", 'delta'])('brings %s back to its place', (piece) => {
    const { sql, map } = print(parseQuery(text), 'duckdb');
    const printed = sql.indexOf(piece);
    expect(originalOffset(map, printed)).toBe(text.indexOf(piece));
    expect(originalOffset(map, printed + 2)).toBe(text.indexOf(piece));
  });

  test('an operator has its own place', () => {
    const { sql, map } = print(parseExpression('a    +   b'), 'duckdb');
    expect(originalOffset(map, sql.indexOf('+'))).toBe(5);
  });

  test('an empty map gives the start', () => {
    expect(originalOffset({ outputs: [], origins: [] }, 7)).toBe(0);
  });
});
