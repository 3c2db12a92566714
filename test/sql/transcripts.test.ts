import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runTranscript } from './slt.ts';

const folder = dirname(fileURLToPath(import.meta.url));

describe('SQL transcripts', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.slt'))) {
    it(file, async () => {
      const { expected, actual } = await runTranscript(join(folder, file));
      expect(actual).toBe(expected);
    });
  }
});
