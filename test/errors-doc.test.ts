import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SQLSTATE } from '../src/core/sql-state.ts';

/** A row of docs/errors.md: | code | name | meaning here | usual cure | */
const ROW = /^\| `([0-9A-Z]{5})` +\| ([a-z_]+) +\| (.+?) +\| (.+?) +\|$/;

const rows = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, code = '', name = '', meaning = '', cure = ''] = ROW.exec(line) ?? [];
    return code === '' ? [] : [{ code, name, meaning, cure }];
  });

it('documents every SQLSTATE that the server sends, and no other', () => {
  expect(rows.map((row) => row.code).sort()).toEqual(Object.values(SQLSTATE).map(String).sort());
});

it('names each as PostgreSQL does', () => {
  const documented = Object.fromEntries(rows.map((row) => [row.code, row.name]));
  const named = Object.entries(SQLSTATE).map(([name, code]) => [code, snakeCase(name)]);
  expect(documented).toEqual(Object.fromEntries(named));
});

it('says for each what it means here and what to do', () => {
  expect(rows.filter((row) => row.meaning.length < 10 || row.cure.length < 2)).toEqual([]);
});

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
