import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '../../catalog/bootstrap.ts';
import { Catalog } from '../../catalog/catalog.ts';
import { systemClock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/logger.ts';
import type { Notice } from '../../src/core/notice.ts';
import { SqlError } from '../../src/core/sql-error.ts';
import { Engine } from '../../src/engine/engine.ts';
import { JS_FUNCTIONS } from '../../src/functions/js-functions.ts';
import { MACRO_SQL } from '../../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../../src/functions/sql-text.ts';
import { PgCatalog } from '../../src/pgcatalog/pg-catalog.ts';
import type { ClientSession } from '../../src/session/client-session.ts';
import { Sessions } from '../../src/session/factory.ts';
import { codecOf } from '../../src/types/codecs.ts';

/** A server without its doors: as many sessions as a test wants, on one engine in a folder of its own. */
export interface TestServer {
  connect(user?: string): Promise<TestSession>;
  close(): Promise<void>;
}

export interface TestSession {
  readonly session: ClientSession;
  readonly notices: readonly Notice[];
  readonly notifications: readonly string[];
  /** Tags and rows of a simple query, a line each, and its error as `SQLSTATE message`. */
  run(sql: string): Promise<string>;
}

export async function openServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'session-'));
  const engine = await Engine.open({
    path: join(folder, 'warehouse.duckdb'),
    tempDirectory: join(folder, 'temp'),
    exportDirectory: join(folder, 'export'),
    library: { name: MACRO_SCHEMA, macros: MACRO_SQL, functions: JS_FUNCTIONS },
  });
  const catalog = await Catalog.open(engine, systemClock, silentLogger);
  await bootstrap(catalog, engine, async () => 'no password');
  const pgCatalog = await PgCatalog.open({ tempDirectory: folder, exportDirectory: folder, logger: silentLogger });
  const sessions = new Sessions(
    engine,
    catalog,
    pgCatalog,
    { maxSessions: 50, statementTimeoutMs: 0 },
    { version: 'test', startedAt: new Date() },
    silentLogger,
  );
  return {
    connect: (user = 'admin') => connect(sessions, user),
    async close() {
      await sessions.closeAll();
      await pgCatalog.close();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function connect(sessions: Sessions, user: string): Promise<TestSession> {
  const notices: Notice[] = [];
  const notifications: string[] = [];
  const session = await sessions.open(
    { user, database: 'all', door: 'console', settings: new Map(), client: { address: 'test', port: 0 } },
    {
      notice: (notice) => notices.push(notice),
      parameterStatus() {},
      notification: (processId, channel, payload) => notifications.push(`${processId} ${channel} ${payload}`),
      terminate() {},
    },
  );
  return { session, notices, notifications, run: (sql) => transcript(session, sql) };
}

async function transcript(session: ClientSession, sql: string): Promise<string> {
  const lines: string[] = [];
  try {
    for await (const result of session.simpleQuery(sql)) {
      if (result.kind === 'complete') lines.push(result.tag);
      if (result.kind !== 'rows') continue;
      for await (const { batch, from, to } of result.rows) {
        for (let row = from; row < to; row++) {
          const cells = result.columns.map(({ type }, index) => {
            const value = batch.getColumnVector(index).getItem(row);
            return value === null ? 'NULL' : codecOf(type).encodeText(value, type, session.encodeContext);
          });
          lines.push(cells.join('|'));
        }
      }
    }
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    lines.push(`${error.sqlState} ${error.message}`);
  }
  return lines.join('\n');
}
