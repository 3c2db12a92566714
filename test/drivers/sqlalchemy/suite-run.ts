import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What pytest said at its end, and the tests that did not pass, without what names the server in them. */
export interface SuiteRun {
  readonly summary: string;
  readonly notPassed: readonly string[];
}

export function readSuiteRun(output: string): SuiteRun {
  const summary = /^=*\s*(\d+ (?:failed|passed).*?) in [\d.]+s.*$/m.exec(output)?.[1] ?? output.slice(-2000);
  const names = [...output.matchAll(/^(?:FAILED|ERROR) test_suite\.py::(\w+?)_postgresql\S*?::(.+?)(?: - .*)?$/gm)];
  return { summary, notPassed: [...new Set(names.map(([, group, test]) => `${group}::${test}`))].sort() };
}

/** Tests known not to pass, one a line. */
export function readKnown(file: string): readonly string[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export function writeKnown(file: string, names: readonly string[]): void {
  writeFileSync(join(import.meta.dirname, file), `${names.join('\n')}\n`);
}
