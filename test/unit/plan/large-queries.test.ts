import { describe, expect, it } from 'vitest';
import { analyzeQuery } from '../../../src/plan/analyze/analyze.ts';
import { parseQuery } from '../../../src/sql/parse.ts';
import { print } from '../../../src/sql/print.ts';
import { CONTEXT } from '../../plan/made-up-catalog.ts';

const emitted = (sql: string): string => print(analyzeQuery(parseQuery(sql), CONTEXT).query, 'duckdb').sql;
const repeated = (count: number, text: (i: number) => string, by: string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(by);

/** Far above what a query of 5,000 parts takes, far below what quadratic work or a deep stack would. */
const LIMIT_MS = 2000;

function within(work: () => void): void {
  const start = performance.now();
  work();
  expect(performance.now() - start).toBeLessThan(LIMIT_MS);
}

describe('large queries are analyzed in time and without deep recursion', () => {
  it('flat AND and OR', () => {
    within(() => emitted(`SELECT 1 FROM orders WHERE ${repeated(5000, (i) => `id <> ${i}`, ' AND ')}`));
    within(() => emitted(`SELECT 1 FROM orders WHERE ${repeated(5000, (i) => `id = ${i}`, ' OR ')}`));
  });

  it('IN lists of values, of text, and of rows', () => {
    within(() => emitted(`SELECT 1 FROM orders WHERE id IN (${repeated(5000, String, ', ')})`));
    within(() => emitted(`SELECT 1 FROM orders WHERE id IN (${repeated(5000, (i) => `'${i}'`, ', ')})`));
    within(() => emitted(`SELECT 1 FROM orders WHERE (id, note) IN (${repeated(5000, (i) => `(${i}, 'x')`, ', ')})`));
  });

  it('chains of ||, in groups that the engine can nest', () => {
    const sql = emitted(`SELECT ${repeated(5000, (i) => `'x${i}'`, ' || ')} AS x`);
    let depth = 0;
    let deepest = 0;
    for (const character of sql) {
      if (character === '(') deepest = Math.max(deepest, ++depth);
      if (character === ')') depth--;
    }
    expect(deepest).toBeLessThan(100);
  });

  it('UNION, VALUES and CASE of thousands', () => {
    within(() => emitted(repeated(2000, (i) => `SELECT ${i} AS n`, ' UNION ALL ')));
    within(() => emitted(`SELECT * FROM VALUES ${repeated(5000, (i) => `(${i}, 'x')`, ', ')}`));
    within(() => emitted(`SELECT CASE ${repeated(2000, (i) => `WHEN id = ${i} THEN ${i}`, ' ')} END FROM orders`));
  });

  it('2,000 columns, through stars and by name', () => {
    const wide = `(SELECT ${repeated(2000, (i) => `${i} AS c${i}`, ', ')}) w`;
    within(() => emitted(`SELECT * FROM ${wide}`));
    within(() =>
      emitted(
        `SELECT ${repeated(2000, (i) => `w.c${i}`, ', ')} FROM ${wide} ORDER BY ${repeated(2000, (i) => `c${i}`, ', ')}`,
      ),
    );
  });

  it('a long chain of other operators is 54001', () => {
    expect(() => emitted(`SELECT ${repeated(1000, String, ' + ')}`)).toThrow(
      expect.objectContaining({ sqlState: '54001' }),
    );
    expect(emitted(`SELECT ${repeated(300, String, ' + ')}`)).toContain('299');
  });

  it('names that double with each step are 54001', () => {
    const doubling = repeated(60, (i) => (i === 0 ? 'id AS a0' : `a${i - 1} + a${i - 1} AS a${i}`), ', ');
    expect(() => emitted(`SELECT ${doubling} FROM orders`)).toThrow(expect.objectContaining({ sqlState: '54001' }));
    const growing = repeated(2000, (i) => (i === 0 ? 'id AS a0' : `a${i - 1} + 1 AS a${i}`), ', ');
    expect(() => emitted(`SELECT ${growing} FROM orders`)).toThrow(expect.objectContaining({ sqlState: '54001' }));
  });
});
