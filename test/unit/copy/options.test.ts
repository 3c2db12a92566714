import { describe, expect, it } from 'vitest';
import { copyOptions } from '../../../src/session/copy-options.ts';
import { type CopyOptionList, copyStatement, described } from './harness.ts';

/** Recorded from PostgreSQL 15.20; undefined where it took the options. The header of `match` is checked with the data. */
const ANSWERS: readonly (readonly [direction: 'from' | 'to', options: CopyOptionList, answer: string | undefined])[] = [
  ['from', { format: 'csv', delimiter: 'ab' }, '0A000 COPY delimiter must be a single one-byte character'],
  ['from', { delimiter: '' }, '0A000 COPY delimiter must be a single one-byte character'],
  ['from', { delimiter: 'é' }, '0A000 COPY delimiter must be a single one-byte character'],
  ['from', { delimiter: '\n' }, '22023 COPY delimiter cannot be newline or carriage return'],
  ['from', { format: 'csv', delimiter: '\r' }, '22023 COPY delimiter cannot be newline or carriage return'],
  ['from', { delimiter: 'a' }, '22023 COPY delimiter cannot be "a"'],
  ['from', { delimiter: '.' }, '22023 COPY delimiter cannot be "."'],
  ['from', { delimiter: '\\' }, '22023 COPY delimiter cannot be "\\"'],
  ['from', { format: 'csv', delimiter: 'a' }, undefined],
  ['from', { format: 'csv', null: 'a\nb' }, '22023 COPY null representation cannot use newline or carriage return'],
  ['from', { format: 'csv', null: 'a,b' }, '0A000 COPY delimiter must not appear in the NULL specification'],
  ['from', { null: 'a\tb' }, '0A000 COPY delimiter must not appear in the NULL specification'],
  ['from', { quote: 'x' }, '0A000 COPY quote available only in CSV mode'],
  ['from', { escape: 'x' }, '0A000 COPY escape available only in CSV mode'],
  ['from', { force_null: ['a'] }, '0A000 COPY force null available only in CSV mode'],
  ['from', { force_not_null: ['a'] }, '0A000 COPY force not null available only in CSV mode'],
  ['from', { force_quote: ['a'] }, '0A000 COPY force quote available only in CSV mode'],
  ['from', { format: 'csv', force_quote: ['a'] }, '0A000 COPY force quote only available using COPY TO'],
  ['from', { format: 'csv', force_quote: '*' }, '0A000 COPY force quote only available using COPY TO'],
  ['from', { format: 'binary', delimiter: ',' }, '42601 cannot specify DELIMITER in BINARY mode'],
  ['from', { format: 'binary', null: '' }, '42601 cannot specify NULL in BINARY mode'],
  ['from', { format: 'binary', header: 'true' }, '0A000 cannot specify HEADER in BINARY mode'],
  ['from', { format: 'binary', header: 'false' }, undefined],
  ['from', { format: 'binary', quote: '"' }, '0A000 COPY quote available only in CSV mode'],
  ['from', { format: 'csv', quote: 'ab' }, '0A000 COPY quote must be a single one-byte character'],
  ['from', { format: 'csv', quote: '' }, '0A000 COPY quote must be a single one-byte character'],
  ['from', { format: 'csv', quote: ',' }, '22023 COPY delimiter and quote must be different'],
  ['from', { format: 'csv', escape: 'ab' }, '0A000 COPY escape must be a single one-byte character'],
  ['from', { format: 'csv', escape: '' }, '0A000 COPY escape must be a single one-byte character'],
  ['from', { format: 'csv', null: 'a"b' }, '0A000 CSV quote character must not appear in the NULL specification'],
  ['from', { format: 'csv', header: 'maybe' }, '42601 header requires a Boolean value or "match"'],
  ['from', { format: 'csv', header: '2' }, '42601 header requires a Boolean value or "match"'],
  ['from', { format: 'xml' }, '22023 COPY format "xml" not recognized'],
  ['from', { format: 'csv', force_null: ['zz'] }, '42703 column "zz" of relation "t" does not exist'],
  ['from', { format: 'csv', force_not_null: ['zz'] }, '42703 column "zz" of relation "t" does not exist'],
  ['from', { foo: '1' }, '42601 option "foo" not recognized'],
  ['from', { encoding: 'UTF-8' }, undefined],
  ['from', { encoding: 'utf8' }, undefined],
  ['from', { format: 'csv', header: 'TRUE' }, undefined],
  ['from', { format: 'csv', header: 'MATCH' }, undefined],
  ['from', { format: 'csv', null: 'x', quote: "'" }, undefined],
  ['to', { format: 'csv', force_null: ['a'] }, '0A000 COPY force null only available using COPY FROM'],
  ['to', { format: 'csv', force_not_null: ['a'] }, '0A000 COPY force not null only available using COPY FROM'],
  ['to', { format: 'csv', force_quote: ['zz'] }, '42703 column "zz" of relation "t" does not exist'],
  ['to', { format: 'csv', force_quote: '*' }, undefined],
  ['to', { format: 'csv', header: 'match' }, '0A000 cannot use "match" with HEADER in COPY TO'],
  ['to', { header: 'true' }, undefined],
];

describe('the options of COPY', () => {
  it.each(ANSWERS)('%s %o', (direction, options, answer) => {
    expect(errorOf(direction, Object.entries(options))).toBe(answer);
  });

  it('may each be given once', () => {
    const twice = [
      ['format', 'csv'],
      ['format', 'csv'],
    ] as const;
    expect(errorOf('from', twice)).toBe('42601 conflicting or redundant options');
  });

  it('are taken in any case, and FREEZE is', () => {
    expect(errorOf('from', Object.entries({ format: 'CSV', freeze: 'true', header: '1' }))).toBeUndefined();
  });

  it('know no encoding but UTF-8', () => {
    expect(errorOf('from', [['encoding', 'latin1']])).toBe('0A000 encoding "latin1" is not supported | H: Send UTF-8.');
  });
});

function errorOf(
  direction: 'from' | 'to',
  options: readonly (readonly [name: string, value: string | readonly string[]])[],
): string | undefined {
  try {
    copyOptions(copyStatement(direction, options), [{ name: 'a' }, { name: 'b' }]);
    return undefined;
  } catch (error) {
    return described(error);
  }
}
