import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BINARY_TRANSCRIPTS } from './binary-transcripts.ts';
import { BINARY_VALUES } from './binary-values.ts';
import { type CopyBench, openBench } from './harness.ts';
import { bytewise, outcomeOf } from './outcome-of.ts';

let bench: CopyBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('COPY FROM STDIN (FORMAT binary) answers as PostgreSQL 15 does', () => {
  it.each(BINARY_TRANSCRIPTS)('$input', async ({ columns, options, input, answer }) => {
    const bytes = Buffer.from(input, 'latin1');
    expect(await outcomeOf(bench, columns, options, [bytes])).toEqual(answer);
    expect(await outcomeOf(bench, columns, options, bytewise(bytes))).toEqual(answer);
  });

  it.each(BINARY_VALUES)('$name', async ({ type, input, texts }) => {
    const answer = await outcomeOf(bench, { a: type }, { format: 'binary' }, [Buffer.from(input, 'latin1')]);
    expect(answer).toEqual(texts.map((text) => [text]));
  });
});

describe('what PostgreSQL writes as text, COPY FROM STDIN reads', () => {
  it.each(BINARY_VALUES)('$name', async ({ type, texts }) => {
    const lines = texts.map((text) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`));
    const answer = await outcomeOf(bench, { a: type }, { format: 'csv' }, [Buffer.from(`${lines.join('\n')}\n`)]);
    expect(answer).toEqual(texts.map((text) => [text]));
  });
});
