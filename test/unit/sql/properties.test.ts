import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SqlError } from '../../../src/core/sql-error.ts';
import { tokenize } from '../../../src/sql/lexer.ts';
import { parseExpression, parseQuery, parseStatements } from '../../../src/sql/parse.ts';
import { print } from '../../../src/sql/print.ts';
import { anyText } from './support/any-text.ts';
import { withoutSpans } from './support/compact-tree.ts';
import { fixtureInputs } from './support/fixture.ts';
import { expressions, queries } from './support/trees.ts';

/** The tree, or the error as text, so that a failure shows the SQL beside it. */
function again(parse: () => unknown): unknown {
  try {
    return withoutSpans(parse());
  } catch (error) {
    return String(error);
  }
}

describe('what is printed means the same again', () => {
  test('expressions', () => {
    fc.assert(
      fc.property(expressions, (expr) => {
        const { sql } = print(expr, 'dialect');
        expect(
          again(() => parseExpression(sql)),
          sql,
        ).toEqual(withoutSpans(expr));
      }),
      { numRuns: 300 },
    );
  });

  test('queries', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { sql } = print(query, 'dialect');
        expect(
          again(() => parseQuery(sql)),
          sql,
        ).toEqual(withoutSpans(query));
      }),
      { numRuns: 120 },
    );
  });
});

/** Statements of the fixtures as lists of their tokens' texts. */
const STATEMENTS: readonly (readonly string[])[] = ['expressions', 'queries', 'statements', 'reference'].flatMap(
  (name) =>
    fixtureInputs(`${name}.txt`).map((text) =>
      tokenize(text)
        .slice(0, -1)
        .map(({ start, end }) => text.slice(start, end)),
    ),
);
const PIECES = STATEMENTS.flat();

/** A statement with some of its tokens taken away, doubled or replaced. */
const damaged = fc
  .tuple(
    fc.nat(STATEMENTS.length - 1),
    fc.array(fc.tuple(fc.nat(10_000), fc.nat(3), fc.nat(PIECES.length - 1)), { minLength: 1, maxLength: 4 }),
  )
  .map(([which, edits]) => {
    const tokens = [...(STATEMENTS[which] ?? [])];
    for (const [at, taken, piece] of edits) {
      const added = taken === 3 ? [] : [PIECES[piece] ?? ''];
      tokens.splice(at % (tokens.length + 1), taken === 3 ? 1 : taken, ...added);
    }
    return tokens.join(' ');
  });

/** The statements of a text; none where it has an error, which must be a SqlError with a place. */
function attempt(text: string): ReturnType<typeof parseStatements> {
  try {
    return parseStatements(text);
  } catch (error) {
    if (error instanceof SqlError && error.position !== undefined) return [];
    throw error;
  }
}

describe('a damaged text', () => {
  test('gives statements that print and parse again, or a SqlError with a position', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        for (const { statement } of attempt(text)) {
          const { sql } = print(statement, 'dialect');
          const again = parseStatements(sql).map((parsed) => withoutSpans(parsed.statement));
          expect(again, sql).toEqual([withoutSpans(statement)]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('of any characters is no more than an error', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        attempt(text);
        attempt(`SELECT ${text} FROM t`);
      }),
      { numRuns: 500 },
    );
  });
});

test('a statement has the span of its own tokens', () => {
  const text = '  SELECT 1 ; ;\n/* c */ SHOW ALL -- end\n;';
  expect(parseStatements(text).map(({ span }) => text.slice(span.start, span.end))).toEqual(['SELECT 1', 'SHOW ALL']);
});

test.each(['', ';', ' ; ; ', '-- nothing', '/* nothing */;'])('%j is no statement', (text) => {
  expect(parseStatements(text)).toEqual([]);
});
