import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '../../catalog/bootstrap.ts';
import { Catalog } from '../../catalog/catalog.ts';
import { systemClock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { SqlError } from '../../src/core/sql-error.ts';
import { Engine } from '../../src/engine/engine.ts';
import { JS_FUNCTIONS } from '../../src/functions/js-functions.ts';
import { MACRO_SQL } from '../../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../../src/functions/sql-text.ts';
import { sparkTypeName } from '../../src/functions/type-rules.ts';
import { PgCatalog } from '../../src/pgcatalog/pg-catalog.ts';
import type { ClientSession, RowSource, StatementResult } from '../../src/session/client-session.ts';
import { Sessions } from '../../src/session/factory.ts';
import { codecOf } from '../../src/types/codecs.ts';
import type { Column } from '../../src/types/column.ts';

/**
 * Transcripts of SQL, as sqllogictest has them, run by a session of their own on an engine in memory:
 *
 *     statement ok                 query                  statement error
 *     CREATE TABLE t (a int)       SELECT a FROM t        SELECT b FROM t
 *                                  ----                   ----
 *                                  a: int                 42703 at 8: column "b" does not exist
 *                                  1                      hint: …
 *
 * A block ends with an empty line. Rows are tab-separated text; NULL is NULL, an empty text is (empty). `query sorted` sorts
 * the rows; `query masking a, b` shows the values of these columns as *, since they differ from run to run. Several result sets
 * of one text stand one behind the other. `session flatten` opens the session with ?FLATTEN.
 * With UPDATE=1 what stands behind `----` is written anew.
 */
export async function runTranscript(path: string): Promise<{ readonly expected: string; readonly actual: string }> {
  const expected = readFileSync(path, 'utf8');
  const server = await openServer(/^session flatten$/m.test(expected) ? 'all?FLATTEN' : 'all');
  try {
    const blocks: string[] = [];
    for (const block of expected.replace(/\n+$/, '').split(/\n{2,}/)) blocks.push(await replay(block, server.session));
    const actual = `${blocks.join('\n\n')}\n`;
    if (process.env['UPDATE'] === '1' && actual !== expected) writeFileSync(path, actual);
    return { expected: process.env['UPDATE'] === '1' ? actual : expected, actual };
  } finally {
    await server.close();
  }
}

export interface Server {
  readonly session: ClientSession;
  close(): Promise<void>;
}

export async function openServer(database: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'slt-'));
  const library = { name: MACRO_SCHEMA, macros: MACRO_SQL, functions: JS_FUNCTIONS };
  const engine = await Engine.open({ path: ':memory:', tempDirectory: folder, exportDirectory: folder, library });
  const catalog = await Catalog.open(engine, systemClock, silentLogger);
  await bootstrap(catalog, engine, async () => 'no password');
  const pgCatalog = await PgCatalog.open({ tempDirectory: folder, exportDirectory: folder, logger: silentLogger });
  const sessions = new Sessions(
    engine,
    catalog,
    pgCatalog,
    { maxSessions: 4, statementTimeoutMs: 0 },
    { version: 'test', startedAt: new Date() },
    silentLogger,
  );
  const session = await sessions.open(
    { user: 'admin', database, door: 'console', settings: new Map(), client: { address: 'test', port: 0 } },
    { notice() {}, parameterStatus() {}, notification() {}, terminate() {} },
  );
  return {
    session,
    async close() {
      await sessions.closeAll();
      await pgCatalog.close();
      await engine.close();
      if (existsSync(folder)) rmSync(folder, { recursive: true });
    },
  };
}

/** A block with what it gives now behind its `----`. Comments and `session` lines give nothing. */
async function replay(block: string, session: ClientSession): Promise<string> {
  const lines = block.split('\n');
  const head = lines.findIndex((line) => !line.startsWith('#'));
  const command = lines[head]?.trim() ?? '';
  if (head < 0 || command === '' || command.startsWith('session ')) return block;
  const separator = lines.indexOf('----', head);
  const sqlLines = lines.slice(head + 1, separator < 0 ? undefined : separator);
  const before = [...lines.slice(0, head + 1), ...sqlLines].join('\n');
  const sql = sqlLines.join('\n');
  const [kind = '', masking = ''] = command.split(/ (?=masking )/);
  const masked = masking.replace(/^masking /, '').split(', ');
  switch (kind) {
    case 'statement ok': {
      const result = await answer(sql, session, false);
      return result.failed ? `${before}\n----\n${result.text}` : before;
    }
    case 'statement error': {
      const result = await answer(sql, session, false);
      return `${before}\n----\n${result.failed ? result.text : `no error\n${result.text}`}`;
    }
    case 'query':
    case 'query sorted':
      return `${before}\n----\n${(await answer(sql, session, kind === 'query sorted', masked)).text}`;
    default:
      throw new Error(`unknown command "${command}"`);
  }
}

async function answer(
  sql: string,
  session: ClientSession,
  sorted: boolean,
  masked: readonly string[] = [],
): Promise<{ readonly text: string; readonly failed: boolean }> {
  const parts: string[] = [];
  try {
    for await (const result of session.simpleQuery(sql)) parts.push(await written(result, session, sorted, masked));
    return { text: parts.join('\n'), failed: false };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { text: [...parts, errorText(error)].join('\n'), failed: true };
  }
}

function errorText(error: SqlError): string {
  const place = error.position === undefined ? '' : ` at ${error.position}`;
  const lines = [`${error.sqlState}${place}: ${error.message}`];
  if (error.detail !== undefined) lines.push(`detail: ${error.detail}`);
  if (error.hint !== undefined) lines.push(`hint: ${error.hint}`);
  if (error.where !== undefined) lines.push(`where: ${error.where}`);
  return lines.join('\n');
}

async function written(
  result: StatementResult,
  session: ClientSession,
  sorted: boolean,
  masked: readonly string[],
): Promise<string> {
  if (result.kind === 'complete') return result.tag;
  if (result.kind !== 'rows') return result.kind;
  const header = result.columns.map(({ name, type }) => `${name}: ${sparkTypeName(type)}`).join('\t');
  const hidden = result.columns.map(({ name }) => masked.includes(name));
  const rows = (await rowTexts(result.columns, result.rows, session)).map((row) =>
    row
      .split('\t')
      .map((value, index) => (hidden[index] === true && value !== 'NULL' ? '*' : value))
      .join('\t'),
  );
  if (sorted) rows.sort();
  return [header, ...rows].join('\n');
}

/** The rows of a text's statements, cell by cell. Throws what the session throws. */
export async function textRows(sql: string, session: ClientSession): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const result of session.simpleQuery(sql)) {
    if (result.kind !== 'rows') continue;
    for (const row of await rowTexts(result.columns, result.rows, session)) rows.push(row.split('\t'));
  }
  return rows;
}

async function rowTexts(columns: readonly Column[], source: RowSource, session: ClientSession): Promise<string[]> {
  const rows: string[] = [];
  for await (const { batch, from, to } of source) {
    const vectors = columns.map((_, i) => batch.getColumnVector(i));
    for (let row = from; row < to; row++) {
      rows.push(vectors.map((vector, i) => cell(vector.getItem(row), columns[i], session)).join('\t'));
    }
  }
  return rows;
}

function cell(value: unknown, column: Column | undefined, session: ClientSession): string {
  if (value === null || column === undefined) return 'NULL';
  const text = codecOf(column.type).encodeText(value as never, column.type, session.encodeContext);
  return text === '' ? '(empty)' : text.replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
