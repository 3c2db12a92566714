import { expect } from 'vitest';
import { parseStatements } from '../../../src/sql/parse.ts';
import { print } from '../../../src/sql/print.ts';
import { withoutSpans } from './support/compact-tree.ts';
import { checkFixture } from './support/fixture.ts';

/** Each statement on a line of its own, as the dialect writes it; what was written means the same again. */
function roundTrip(input: string): string {
  const lines = parseStatements(input).map(({ statement }) => {
    const { sql } = print(statement, 'dialect');
    const again = parseStatements(sql).map((parsed) => withoutSpans(parsed.statement));
    expect(again).toEqual([withoutSpans(statement)]);
    return sql;
  });
  return lines.join('\n');
}

checkFixture('expressions.txt', roundTrip);
checkFixture('queries.txt', roundTrip);
checkFixture('statements.txt', roundTrip);
checkFixture('reference.txt', roundTrip);
checkFixture('clients.txt', roundTrip);
