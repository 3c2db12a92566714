import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

interface Case {
  /** Comment lines above the input, as they stand in the file. */
  readonly head: readonly string[];
  readonly input: string;
  readonly expected: string;
}

/**
 * A fixture file is cases with a blank line between them: comment lines that start with `# `, the input, `----`, and what
 * is expected of it. `UPDATE=1` writes what `run` gives into the file instead of comparing.
 */
export function checkFixture(name: string, run: (input: string) => string): void {
  const path = pathOf(name);
  const cases = readCases(path);
  if (process.env.UPDATE === '1') {
    writeFileSync(path, `${cases.map((one) => written(one, run(one.input))).join('\n\n')}\n`);
  }
  describe(name, () => {
    test.each(cases.map((one, index) => ({ ...one, title: title(one, index) })))('$title', ({ input, expected }) => {
      const actual = run(input);
      if (process.env.UPDATE !== '1') expect(actual).toBe(expected);
    });
  });
}

/** The inputs of a fixture file, without comments and expectations. */
export function fixtureInputs(name: string): string[] {
  return readCases(pathOf(name)).map(({ input }) => input);
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

function readCases(path: string): Case[] {
  return readFileSync(path, 'utf8').trim().split(/\n\n+/).map(parseCase);
}

function parseCase(text: string): Case {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => !line.startsWith('# '));
  const mark = lines.indexOf('----');
  const input = lines.slice(from, mark < 0 ? undefined : mark).join('\n');
  return { head: lines.slice(0, from), input, expected: mark < 0 ? '' : lines.slice(mark + 1).join('\n') };
}

function written(one: Case, actual: string): string {
  return [...one.head, one.input, '----', actual].join('\n');
}

function title({ input }: Case, index: number): string {
  return `${index + 1}: ${input.replace(/\s+/g, ' ').replaceAll('%', '%%').slice(0, 80)}`;
}
