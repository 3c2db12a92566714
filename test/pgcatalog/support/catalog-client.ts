import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogView } from '../../../catalog/view.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import type { CatalogSession, CatalogSessionHost } from '../../../src/pgcatalog/catalog-session.ts';
import { PgCatalog } from '../../../src/pgcatalog/pg-catalog.ts';
import { SETTINGS } from '../../../src/session/setting-table.ts';
import { parseStatements } from '../../../src/sql/parse.ts';
import { columnCodec } from '../../../src/types/announced.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../../../src/types/encode-context.ts';
import { ADMIN, DATABASE } from './shop-catalog.ts';

export interface CatalogAnswer {
  readonly columns: readonly { readonly name: string; readonly oid: number }[];
  /** In text format. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Tables with a TOAST table have one page for it in PostgreSQL, even when they are empty. */
const SIZED = [16_387, 16_398, 16_412, 16_433];

export const VERSION = 'PostgreSQL 15.20 (Stillhouse 0.1.0) on x86_64-pc-linux-gnu, compiled by hand, 64-bit';

/** A session on the system catalog alone: text in, text out. */
export class CatalogClient {
  readonly settings = new Map([...SETTINGS.values()].map(({ name, initial }) => [name.toLowerCase(), initial]));
  searchPath: readonly string[] = ['admin', 'public'];
  readonly #catalog: PgCatalog;
  readonly #session: CatalogSession;
  readonly #view: () => CatalogView;

  private constructor(catalog: PgCatalog, view: () => CatalogView) {
    this.#catalog = catalog;
    this.#view = view;
    this.#session = catalog.session(this.#host());
    this.settings.set('is_superuser', 'on');
  }

  static async open(view: () => CatalogView): Promise<CatalogClient> {
    const directory = mkdtempSync(join(tmpdir(), 'stillhouse-pgcatalog-'));
    const options = { tempDirectory: directory, exportDirectory: directory, logger: silentLogger };
    return new CatalogClient(await PgCatalog.open(options), view);
  }

  plan(sql: string, parameterOids: readonly number[] = []) {
    const [parsed] = parseStatements(sql);
    if (parsed?.statement.kind !== 'select') throw new Error(`no SELECT: ${sql}`);
    return this.#session.plan(parsed.statement.query, {
      view: this.#view(),
      database: DATABASE,
      temporary: new Map(),
      searchPath: this.searchPath,
      parameterOids,
    });
  }

  async ask(sql: string): Promise<CatalogAnswer> {
    const plan = this.plan(sql);
    const { columns, ...source } = await this.#session.run(plan);
    const codecs = columns.map(columnCodec);
    const rows: (string | null)[][] = [];
    for (let batch = await source.next(); batch !== undefined; batch = await source.next()) {
      for (const row of batch.getRows()) {
        rows.push(
          row.map((value, index) => {
            const column = columns[index];
            if (value === null || column === undefined) return null;
            return codecs[index]?.encodeText(value, column.type, DEFAULT_ENCODE_CONTEXT) ?? null;
          }),
        );
      }
    }
    return { columns: columns.map(({ name, announced }) => ({ name, oid: announced?.oid ?? 0 })), rows };
  }

  async close(): Promise<void> {
    this.#session.close();
    await this.#catalog.close();
  }

  #host(): CatalogSessionHost {
    return {
      versionText: VERSION,
      processId: 4711,
      user: { oid: ADMIN, name: 'admin' },
      serverStartedAt: new Date('2026-01-01T00:00:00Z'),
      client: undefined,
      server: undefined,
      setting: (name) => this.settings.get(name.toLowerCase()),
      setSetting: (name, value) => {
        this.settings.set(name.toLowerCase(), value);
        return value;
      },
      notify: () => {},
      signal: () => false,
      relationSizes: async () => new Map(SIZED.map((oid) => [oid, { bytes: 8192, rows: 0 }])),
      *settings() {
        for (const each of SETTINGS.values()) yield { ...each, value: each.initial, readOnly: each.readOnly ?? false };
      },
      sessions: () => [],
      preparedStatements: () => [],
      cursors: () => [],
    };
  }
}
