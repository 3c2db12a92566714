import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine, runFixture } from './fixture.ts';

const folder = dirname(fileURLToPath(import.meta.url));

describe('plans', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open();
  });
  afterAll(() => engine.close());

  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    it(file, async () => {
      const { expected, actual } = await runFixture(join(folder, file), engine);
      expect(actual).toBe(expected);
    });
  }
});
