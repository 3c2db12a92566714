import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SqlError } from '../../src/core/sql-error.ts';
import type { ClientSession } from '../../src/session/client-session.ts';
import type { Query } from '../../src/sql/ast.ts';
import { parseStatements } from '../../src/sql/parse.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { mapQuery } from '../../src/sql/visit.ts';
import { openServer } from '../sql/slt.ts';
import { type OurAnswer, ourAnswer, relationOf } from './our-answer.ts';
import { sparkQuery } from './spark-literal.ts';
import { sparkText } from './spark-text.ts';

/**
 * Plays the transcripts of test/sql and writes every query of theirs with its answer, and before it the rows of the tables it
 * reads, so that a Spark can be asked the same. Writes of the transcripts are only played. See test/spark/compare.py.
 */
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../../test/sql');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.slt'))) await played(file);

async function played(file: string): Promise<void> {
  const text = readFileSync(join(folder, file), 'utf8');
  const server = await openServer(/^session flatten$/m.test(text) ? 'all?FLATTEN' : 'all');
  let line = 1;
  for (const block of text.split(/\n(?=\n)/)) {
    const lines = block.replace(/^\n+/, '').split('\n');
    const head = lines.findIndex((each) => !each.startsWith('#'));
    const separator = lines.indexOf('----');
    const sql = lines.slice(head + 1, separator < 0 ? undefined : separator).join('\n');
    const command = lines[head] ?? '';
    if (command.startsWith('query')) await query(sql, server.session, `${file}:${line + 1}`);
    else if (command.startsWith('statement')) await performed(sql, server.session);
    line += block.split('\n').length;
  }
  await server.close();
}

async function query(sql: string, session: ClientSession, place: string): Promise<void> {
  const [only, ...others] = parseStatements(sql);
  const asked = only === undefined || others.length > 0 ? undefined : queryOf(only.statement);
  if (asked === undefined) return performed(sql, session);
  for (const name of tablesOf(asked)) {
    const relation = await relationOf(`SELECT * FROM ${name}`, session).catch(ignored);
    if (relation !== undefined) line({ view: name, sql: sparkQuery(relation) });
  }
  const answer = await ourAnswer(sql, session, asked.orderBy.length > 0, { place, written: sparkText(sql) });
  if (answer !== undefined) line(answer);
}

function queryOf(statement: Statement): Query | undefined {
  return statement.kind === 'select' ? statement.query : undefined;
}

/** Plain names only: a CTE of that name hides the table in both places. */
function tablesOf(query: Query): ReadonlySet<string> {
  const names = new Set<string>();
  mapQuery(query, {
    enterFromItem(item) {
      if (item.kind === 'tableRef' && item.name.parts.length === 1) names.add(item.name.parts[0]?.name ?? '');
      return undefined;
    },
  });
  return names;
}

async function performed(sql: string, session: ClientSession): Promise<void> {
  try {
    for await (const result of session.simpleQuery(sql)) {
      if (result.kind === 'rows') for await (const _ of result.rows);
    }
  } catch (error) {
    ignored(error);
  }
}

/** What is refused is for the transcript to say. */
function ignored(error: unknown): undefined {
  if (!(error instanceof SqlError)) throw error;
  return undefined;
}

function line(each: OurAnswer | { readonly view: string; readonly sql: string }): void {
  console.log(JSON.stringify(each));
}
