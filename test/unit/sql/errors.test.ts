import { expect, test } from 'vitest';
import { SqlError } from '../../../src/core/sql-error.ts';
import { parseStatements } from '../../../src/sql/parse.ts';
import { checkFixture } from './support/fixture.ts';
import { outcome } from './support/outcome.ts';

checkFixture('errors.txt', (input) => outcome(() => `parsed: ${parseStatements(input).length}`));

test('positions count characters, not UTF-16 units', () => {
  expect(outcome(() => String(parseStatements("SELECT '😀', order FROM t")))).toMatch(/^42601 at 13:/);
});

test('a NUL is 22021', () => {
  expect(() => parseStatements('SELECT \0')).toThrow(SqlError);
  expect(outcome(() => String(parseStatements('SELECT \0')))).toBe(
    '22021 at 8: invalid byte sequence for encoding "UTF8": 0x00',
  );
});
