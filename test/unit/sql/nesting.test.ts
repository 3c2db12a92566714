import { describe, expect, test } from 'vitest';
import { SqlError } from '../../../src/core/sql-error.ts';
import { SQLSTATE } from '../../../src/core/sql-state.ts';
import { parseStatements } from '../../../src/sql/parse.ts';
import { print } from '../../../src/sql/print.ts';
import type { Statement } from '../../../src/sql/statement.ts';
import { mapStatement, walk } from '../../../src/sql/visit.ts';

/** Parses, prints, walks and maps; the count of nodes. */
function use(text: string): number {
  let nodes = 0;
  for (const { statement } of parseStatements(text)) {
    expect(print(statement, 'dialect').sql.length).toBeGreaterThan(0);
    walk(statement, () => {
      nodes++;
      return true;
    });
    copy(statement);
  }
  return nodes;
}

function copy(statement: Statement): Statement {
  return mapStatement(statement, { leaveExpr: (expr) => (expr.kind === 'number' ? { ...expr } : expr) });
}

type Nest = (depth: number) => string;
const nest =
  (before: string, open: string, middle: string, close: string, after = ''): Nest =>
  (depth) =>
    before + open.repeat(depth) + middle + close.repeat(depth) + after;

/** Each with a depth that must work; all of them must end in 54001, never in a stack overflow. */
const FORMS: readonly (readonly [string, number, Nest])[] = [
  ['parentheses', 350, nest('SELECT ', '(', '1', ')')],
  ['operators in parentheses', 150, nest('SELECT ', '1 + (2 * ', '1', ')')],
  ['every level of operators', 30, nest('SELECT ', 'a OR b AND NOT c = d || e + f * (', '1', ')')],
  ['calls', 350, nest('SELECT ', 'f(', '1', ')')],
  ['CASE', 350, nest('SELECT ', 'CASE WHEN a THEN ', '1', ' END')],
  ['NOT', 350, nest('SELECT ', 'NOT ', 'a', '')],
  ['signs', 350, nest('SELECT ', '- ', 'a', '')],
  ['arrays', 350, nest('SELECT ', '[', '1', ']')],
  ['structs', 350, nest('SELECT ', 'struct(', '1', ' AS a)')],
  ['lambdas', 150, nest('SELECT ', 'f(a, x -> ', '1', ')')],
  ['subscripts in a row', 350, nest('SELECT a', '[1]', '', '')],
  ['casts in a row', 350, nest('SELECT a', '::int', '', '')],
  ['tests in a row', 350, nest('SELECT a', ' IS NULL', '', '')],
  ['types', 350, nest('SELECT CAST(a AS ', 'array<', 'int', '>', ')')],
  ['queries in FROM', 50, nest('', 'SELECT * FROM (', 'SELECT 1', ') t')],
  ['queries as values', 100, nest('', 'SELECT (', 'SELECT 1', ')')],
  ['queries in IN', 60, nest('', 'SELECT 1 WHERE a IN (', 'SELECT 1', ')')],
  ['queries in parentheses', 100, nest('', '(', 'SELECT 1', ')')],
  ['WITH', 60, nest('', 'WITH a AS (', 'SELECT 1', ') SELECT * FROM a')],
  ['parentheses in FROM', 300, nest('SELECT * FROM ', '(', 'a JOIN b ON true', ')')],
  ['joins', 350, nest('SELECT * FROM a', ' JOIN b ON true', '', '')],
  ['EXCEPT', 350, nest('SELECT 1', ' EXCEPT SELECT 1', '', '')],
  ['GROUPING SETS', 300, nest('SELECT 1 GROUP BY ', 'GROUPING SETS (', 'a', ')')],
  ['IF', 40, nest('$$ BEGIN ', 'IF a THEN ', 'SELECT 1;', ' END IF;', ' END $$')],
  ['blocks', 40, nest('$$ BEGIN ', 'BEGIN ', 'SELECT 1;', ' END;', ' END $$')],
  ['EXPLAIN', 10, nest('', 'EXPLAIN ', 'SELECT 1', '')],
];

describe('nesting', () => {
  test.each(FORMS)('of %s works %i deep, and has an end', (_, works, form) => {
    expect(use(form(works))).toBeGreaterThan(0);
    for (const depth of [500, 2000, 100_000]) {
      const error = caught(() => use(form(depth)));
      expect(error).toBeInstanceOf(SqlError);
      expect(error).toMatchObject({ sqlState: SQLSTATE.statementTooComplex, position: expect.any(Number) });
    }
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('length is no depth', () => {
  const many = (piece: string, separator: string, count = 5000): string => Array(count).fill(piece).join(separator);

  test.each([
    ['AND', `SELECT ${many('a = 1', ' AND ')}`],
    ['OR', `SELECT ${many('a = 1', ' OR ')}`],
    ['IN', `SELECT a IN (${many("'x'", ',')})`],
    ['UNION ALL', many('SELECT 1', ' UNION ALL ')],
    ['||', `SELECT ${many('a', ' || ')}`],
    ['+', `SELECT ${many('a', ' + ')}`],
    ['+ and -', `SELECT ${many('a + b', ' - ', 2500)}`],
    ['VALUES', `INSERT INTO t VALUES ${many("(1, 'a', 2.5)", ', ')}`],
    ['columns', `SELECT ${many('a AS b', ', ', 2000)} FROM t`],
    ['statements', many('SELECT 1', ';')],
  ])('%s', (_, text) => {
    const statements = parseStatements(text);
    for (const { statement } of statements) {
      const again = parseStatements(print(statement, 'dialect').sql);
      expect(again).toHaveLength(1);
    }
    expect(use(text)).toBeGreaterThan(2000);
  });
});
