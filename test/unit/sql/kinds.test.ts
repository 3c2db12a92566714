import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStatements } from '../../../src/sql/parse.ts';
import { fixtureInputs } from './support/fixture.ts';
import { NODE_KINDS, STATEMENT_KINDS } from './support/kinds.ts';
import { kindsIn } from './support/kinds-in.ts';
import { expressions, queries } from './support/trees.ts';

describe('every kind of node', () => {
  test('is generated for the property tests', () => {
    const made = [
      ...fc.sample(expressions, { numRuns: 150, seed: 1 }),
      ...fc.sample(queries, { numRuns: 150, seed: 1 }),
    ];
    expect(missing(NODE_KINDS, made)).toEqual([]);
  });

  test('stands in a statement of the fixtures', () => {
    expect(missing([...NODE_KINDS, ...STATEMENT_KINDS], FIXTURES, 'statement ')).toEqual([]);
  });
});

function missing(kinds: readonly string[], trees: readonly unknown[], place = ''): string[] {
  const found = new Set<string>();
  for (const tree of trees) kindsIn(tree, found, place);
  return kinds.filter((kind) => !found.has(kind));
}

/** Statements of the fixtures that are printed and parsed again. */
const FIXTURES = ['expressions', 'queries', 'statements', 'reference', 'clients'].flatMap((name) =>
  fixtureInputs(`${name}.txt`).flatMap((input) => parseStatements(input).map(({ statement }) => statement)),
);
