import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXPECTED_DIRECTORY } from './captures.ts';
import type { CatalogAnswer } from './catalog-client.ts';

export type Failure = { readonly error: string };

/** A long answer that is known to differ: only its size is kept. */
export interface Long {
  readonly columns: CatalogAnswer['columns'];
  readonly rowCount: number;
}

const LONG_ROWS = 300;

/** What PostgreSQL answered; and what this server answers, where that is known to differ. */
export interface Expectation {
  readonly name: string;
  readonly postgresql: CatalogAnswer | Failure | Long;
  readonly ours?: CatalogAnswer | Failure | undefined;
}

export function readExpectations(file: string): ReadonlyMap<string, Expectation> {
  try {
    const all: readonly Expectation[] = JSON.parse(readFileSync(path(file), 'utf8'));
    return new Map(all.map((each) => [each.name, each]));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
}

/** One line for each row, so that a change reads well. */
export function writeExpectations(file: string, expectations: readonly Expectation[]): void {
  const parts = expectations.map(({ name, postgresql, ours }) => {
    const lines = [
      ` { "name": ${JSON.stringify(name)},`,
      `  "postgresql": ${written(ours === undefined ? postgresql : shortened(postgresql))}`,
    ];
    if (ours !== undefined) lines.push(`  , "ours": ${written(ours)}`);
    return `${lines.join('\n')} }`;
  });
  writeFileSync(path(file), `[\n${parts.join(',\n')}\n]\n`);
}

function shortened(answer: CatalogAnswer | Failure | Long): CatalogAnswer | Failure | Long {
  if (!('rows' in answer) || answer.rows.length <= LONG_ROWS) return answer;
  return { columns: answer.columns, rowCount: answer.rows.length };
}

function written(answer: CatalogAnswer | Failure | Long): string {
  if (!('rows' in answer)) return JSON.stringify(answer);
  const rows = answer.rows.map((row) => `\n   ${JSON.stringify(row)}`).join(',');
  return `{ "columns": ${JSON.stringify(answer.columns)},\n   "rows": [${rows}] }`;
}

function path(file: string): string {
  return join(EXPECTED_DIRECTORY, `${file}.json`);
}
