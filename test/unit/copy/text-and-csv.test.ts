import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSV_TRANSCRIPTS } from './csv-transcripts.ts';
import { type CopyBench, openBench } from './harness.ts';
import { bytewise, outcomeOf } from './outcome-of.ts';
import { TEXT_TRANSCRIPTS } from './text-transcripts.ts';
import { VALUE_TRANSCRIPTS } from './value-transcripts.ts';

let bench: CopyBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('COPY FROM STDIN answers as PostgreSQL 15 does', () => {
  it.each([...CSV_TRANSCRIPTS, ...TEXT_TRANSCRIPTS, ...VALUE_TRANSCRIPTS])(
    '$options $input',
    async ({ columns, options, input, named, answer }) => {
      const bytes = Buffer.from(input, 'latin1');
      expect(await outcomeOf(bench, columns, options, [bytes], named)).toEqual(answer);
      expect(await outcomeOf(bench, columns, options, bytewise(bytes), named)).toEqual(answer);
    },
  );
});
