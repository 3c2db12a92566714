import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CopyBench, openBench } from './harness.ts';
import { bytewise, outcomeOf } from './outcome-of.ts';
import { TRANSCRIPTS } from './transcripts.ts';

let bench: CopyBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('COPY FROM STDIN answers as PostgreSQL 15 does', () => {
  it.each(TRANSCRIPTS)('$options $input', async ({ columns, options, input, named, answer }) => {
    const bytes = Buffer.from(input, 'latin1');
    expect(await outcomeOf(bench, columns, options, [bytes], named)).toEqual(answer);
    expect(await outcomeOf(bench, columns, options, bytewise(bytes), named)).toEqual(answer);
  });
});
