import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { FunctionDefinition } from '../../../src/functions/definition.ts';
import { FUNCTIONS } from '../../../src/functions/table.ts';
import { tokenize } from '../../../src/sql/lexer.ts';
import { readTranscript } from '../../support/function-transcript.ts';

/**
 * Every function of the table has, in the transcripts, an ordinary case, one with NULL, one at an edge (an empty text, array or map,
 * zero, a negative number, letters of many bytes) and one with a bad argument.
 */
const SPARK = new URL('../../spark/functions/', import.meta.url);
const SQL = new URL('../../sql/', import.meta.url);
const EDGE = /''|\b0\b|-\s?\d|array\(\)|map\(\)|q -> false|\(q, r\) -> false|\P{ASCII}|WHERE false/u;

interface Case {
  readonly sql: string;
  readonly calls: ReadonlySet<string>;
  readonly bad: boolean;
  readonly shows: boolean;
}

const CASES: readonly Case[] = [...sparkCases(), ...sqlCases()];

test.each([...new Set(FUNCTIONS.values())].filter(isOffered).map((each) => [each.name, each] as const))(
  '%s',
  (_, definition) => {
    const own = CASES.filter(({ calls }) => [definition.name, ...definition.aliases].some((name) => calls.has(name)));
    const takesArguments = definition.signatures.some(({ maxArgs }) => maxArgs > 0);
    const missing = [
      ...(own.some(({ shows }) => shows) ? [] : ['an ordinary case']),
      ...(!takesArguments || own.some(({ sql }) => /\bNULL\b/i.test(sql)) ? [] : ['NULL']),
      ...(!takesArguments || own.some(({ sql }) => EDGE.test(sql)) ? [] : ['an edge']),
      ...(own.some(({ bad }) => bad) ? [] : ['a bad argument']),
    ];
    expect(missing).toEqual([]);
  },
);

test('every function of Spark 3.5 is in the table', () => {
  const names = readFileSync(new URL('../function-names.txt', SPARK), 'utf8').trim().split(/\s+/);
  expect(names.length).toBeGreaterThan(300);
  expect(names.filter((name) => !FUNCTIONS.has(name))).toEqual([]);
});

/** A refused function is known by its summary; models are refused by the planner. Their transcripts are one refusal. */
function isOffered({ name, summary }: FunctionDefinition): boolean {
  return !summary.startsWith('Not supported.') && !name.startsWith('model_');
}

function sparkCases(): readonly Case[] {
  return transcripts(SPARK).flatMap((text) =>
    readTranscript(text).map(({ sql, types, rows, ours }) => {
      const failed = (ours?.[0] ?? types) === 'error';
      return caseOf(sql, failed, ours?.slice(1) ?? rows, types === 'error');
    }),
  );
}

function sqlCases(): readonly Case[] {
  return transcripts(SQL).flatMap((text) =>
    text.split(/\n{2,}/).flatMap((block) => {
      const [before = '', after = ''] = block.split('\n----\n');
      const lines = after.split('\n');
      const sql = before.split('\n').filter((line) => !/^(#|query|statement)/.test(line));
      if (sql.length === 0) return [];
      const failed = lines.some((line) => /^[0-9A-Z]{5}(?: at \d+)?: /.test(line));
      return [caseOf(sql.join('\n'), failed, lines.slice(1), false)];
    }),
  );
}

function caseOf(sql: string, failed: boolean, rows: readonly string[], refusedThere: boolean): Case {
  const shows = !failed && rows.some((row) => row !== 'NULL');
  return { sql, calls: callsOf(sql), bad: failed || refusedThere, shows };
}

/** Names that stand before a parenthesis, or by themselves as `current_date` may. */
function callsOf(sql: string): ReadonlySet<string> {
  try {
    return new Set(
      tokenize(sql).flatMap(({ kind, value }) => (kind === 'word' || kind === 'quoted' ? [value.toLowerCase()] : [])),
    );
  } catch {
    return new Set();
  }
}

function transcripts(folder: URL): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.slt'));
  return files.map((name) => readFileSync(new URL(name, folder), 'utf8'));
}
