import { parseExpression, parseStatements, parseTypeName } from '../../../src/sql/parse.ts';
import { compactTree } from './support/compact-tree.ts';
import { checkFixture } from './support/fixture.ts';

checkFixture('expression-trees.txt', (input) => compactTree(parseExpression(input)));
checkFixture('type-trees.txt', (input) => compactTree(parseTypeName(input)));
checkFixture('statement-trees.txt', (input) =>
  parseStatements(input)
    .map(({ statement }) => compactTree(statement))
    .join('\n'),
);
