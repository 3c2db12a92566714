import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sparkTypeName } from '../../../src/functions/type-rules.ts';
import { type Dialect, openDialect } from '../../support/dialect-expression.ts';
import { readTranscript, rowText, type TranscriptCase } from '../../support/function-transcript.ts';

const FOLDER = new URL('../../spark/functions/', import.meta.url);

let dialect: Dialect;
beforeAll(async () => {
  dialect = await openDialect();
});
afterAll(() => dialect.close());

interface Answer {
  readonly types: string;
  readonly rows: readonly string[];
  readonly message?: string;
}

async function answer(sql: string): Promise<Answer> {
  try {
    const { rows, types, duckdbTypes } = await dialect.query(sql);
    return {
      types: types.map(sparkTypeName).join(', '),
      rows: rows.map((row) => rowText(row, duckdbTypes.map(String))),
    };
  } catch (error) {
    return { types: 'error', rows: [], message: error instanceof Error ? error.message : String(error) };
  }
}

/** Every statement gives what Spark gave, or what the transcript says instead, with its reason. */
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.slt'))) {
  const url = new URL(file, FOLDER);
  describe(file, () => {
    for (const each of readTranscript(readFileSync(url, 'utf8'))) {
      test(`${each.line}: ${each.sql}`, async () => {
        const got = await answer(each.sql);
        if (process.env.UPDATE === '1' && each.ours !== undefined) return update(url, each, got);
        expect(shown(got), got.message).toEqual(expected(each));
      });
    }
  });
}

function shown(got: Answer): readonly string[] {
  return got.types === 'error' ? ['error'] : [got.types, ...got.rows];
}

function expected(each: TranscriptCase): readonly string[] {
  if (each.ours !== undefined) return each.ours;
  return each.types === 'error' ? ['error'] : [ourTypes(each.types), ...each.rows];
}

/** The dialect has one type of interval and one of timestamps; a type nobody knows is unknown. */
function ourTypes(types: string): string {
  return types
    .replaceAll(/\binterval( \w+)?( to \w+)?/g, 'interval')
    .replaceAll('timestamp_ntz', 'timestamp')
    .replaceAll(/\bvoid\b/g, 'unknown');
}

/** `ours` starts with the types, since they may differ too. */
function update(url: URL, each: TranscriptCase, got: Answer): void {
  const lines = readFileSync(url, 'utf8').split('\n');
  const start = lines.indexOf('---- ours', each.line);
  const end = lines.indexOf('', start);
  lines.splice(start + 1, end - start - 1, ...shown(got));
  writeFileSync(url, lines.join('\n'));
}
