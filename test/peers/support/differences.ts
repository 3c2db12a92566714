import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './outcome.ts';

const FOLDER = join(import.meta.dirname, '..', 'differences');
const ON_POSTGRES = 'On PostgreSQL too: ';
const SOMETIMES = 'Sometimes: ';

/** Tests that fail for one reason. */
interface Difference {
  readonly reason: string;
  readonly onPostgres: boolean;
  /** Passing is no surprise: the result depends on the machine. */
  readonly sometimes: boolean;
  readonly names: readonly string[];
}

/**
 * A list of known failures: `# reason`, and below it the names of tests, one a line. A reason that begins with `On PostgreSQL
 * too: ` holds for PostgreSQL 15 as well, and one that begins with `Sometimes: ` may or may not be met.
 */
export function readDifferences(suite: string): readonly Difference[] {
  const text = readFileSync(join(FOLDER, `${suite}.txt`), 'utf8');
  return text
    .split(/^# /m)
    .slice(1)
    .map((section) => {
      const [reason = '', ...names] = section.split('\n').map((line) => line.trim());
      return {
        reason,
        onPostgres: reason.startsWith(ON_POSTGRES),
        sometimes: reason.startsWith(SOMETIMES),
        names: names.filter((name) => name !== ''),
      };
    });
}

/** What contradicts the list: failures that it does not know, and tests that it says fail and that passed. */
export function surprises(outcomes: readonly Outcome[], known: readonly Difference[], postgres: boolean): string[] {
  const expected = known.filter((each) => each.sometimes || !postgres || each.onPostgres);
  const may = new Set(expected.flatMap((each) => each.names));
  const must = new Set(expected.filter((each) => !each.sometimes).flatMap((each) => each.names));
  return outcomes.flatMap(({ name, result }) => {
    if (result === 'failed' && !may.has(name)) return [`unexpected failure: ${name}`];
    if (result === 'passed' && must.has(name)) return [`passes now, take it off the list: ${name}`];
    return [];
  });
}
