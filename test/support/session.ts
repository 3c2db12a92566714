import { join } from 'node:path';
import { bootstrap } from '../../catalog/bootstrap.ts';
import { Catalog } from '../../catalog/catalog.ts';
import type { Clock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { Engine } from '../../src/engine/engine.ts';
import { JS_FUNCTIONS } from '../../src/functions/js-functions.ts';
import { MACRO_SQL } from '../../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../../src/functions/sql-text.ts';
import { PgCatalog } from '../../src/pgcatalog/pg-catalog.ts';
import { Sessions } from '../../src/session/factory.ts';

/** A server without a network: one session of `admin`, on a database file in a folder, by a clock of the test's own. */
export interface Session {
  readonly engine: Engine;
  readonly catalog: Catalog;
  /** The rows of the last result set as text, NULL as an empty one. */
  run(sql: string): Promise<readonly (readonly string[])[]>;
  close(): Promise<void>;
}

export async function openSession(folder: string, clock: Clock): Promise<Session> {
  const library = { name: MACRO_SCHEMA, macros: MACRO_SQL, functions: JS_FUNCTIONS };
  const directories = { tempDirectory: folder, exportDirectory: join(folder, 'export') };
  const engine = await Engine.open({ path: join(folder, 'db'), ...directories, library });
  const catalog = await Catalog.open(engine, clock, silentLogger);
  await bootstrap(catalog, engine, async () => 'no password');
  const pgCatalog = await PgCatalog.open({ ...directories, logger: silentLogger });
  const limits = { maxSessions: 4, statementTimeoutMs: 0 };
  const sessions = new Sessions(
    engine,
    catalog,
    pgCatalog,
    limits,
    { version: 'test', startedAt: new Date() },
    silentLogger,
  );
  const session = await sessions.open(
    { user: 'admin', database: 'all', door: 'console', settings: new Map(), client: { address: 'test', port: 0 } },
    { notice() {}, parameterStatus() {}, notification() {}, terminate() {} },
  );
  return {
    engine,
    catalog,
    async run(sql) {
      let rows: string[][] = [];
      for await (const result of session.simpleQuery(sql)) {
        rows = [];
        if (result.kind !== 'rows') continue;
        for await (const { batch, from, to } of result.rows) {
          for (let row = from; row < to; row++) rows.push(batch.getRowValues(row).map((value) => String(value ?? '')));
        }
      }
      return rows;
    },
    async close() {
      await sessions.closeAll();
      await pgCatalog.close();
      await engine.close();
    },
  };
}
