import { describe, expect, it } from 'vitest';
import type { BoundParameter } from '../../../src/engine/connection.ts';
import { liftConstants } from '../../../src/session/lift-constants.ts';
import { parseStatements } from '../../../src/sql/parse.ts';
import { print } from '../../../src/sql/print.ts';

const lift = (
  sql: string,
  bound: readonly BoundParameter[] = [],
): readonly [text: string, values: readonly string[]] => {
  const [statement] = parseStatements(sql).map((each) => each.statement);
  if (statement?.kind !== 'select') throw new Error('not a query');
  const { query, parameters } = liftConstants(statement.query, bound);
  return [print(query, 'duckdb').sql, parameters.map(({ value }) => String(value))];
};

describe('liftConstants', () => {
  it('makes one text of rows that differ in their values only', () => {
    const [text, values] = lift("SELECT 1, 12.50, 'a'");
    expect(values).toEqual(['1', '12.50', 'a']);
    expect(lift("SELECT 9000000000, 1.25, 'it''s'")).toEqual([text, ['9000000000', '1.25', "it's"]]);
  });

  it('gives bound values their place among the literals, and their type', () => {
    const [text, values] = lift("SELECT 'a', $2, $1", [
      { value: 1, type: { kind: 'integer' } },
      { value: true, type: { kind: 'boolean' } },
    ]);
    expect(values).toEqual(['a', 'true', '1']);
    expect(text).toMatch(/\$1 AS VARCHAR.*\$2 AS BOOLEAN.*\$3 AS INTEGER/);
  });

  it('leaves NULL, bound or written, and numbers that only the engine reads exactly', () => {
    const [text, values] = lift('SELECT NULL, $1, 1e300, 12345678901234567890', [
      { value: null, type: { kind: 'date' } },
    ]);
    expect(values).toEqual([]);
    expect(text).toContain('NULL, NULL, 1e300, 12345678901234567890');
  });
});
