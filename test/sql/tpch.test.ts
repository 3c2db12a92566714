import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectSame, loadBoth, plainRows } from './compared.ts';
import { openServer, type Server, textRows } from './slt.ts';
import { tpchTables } from './tpch/data.ts';

/** The 22 queries of TPC-H give the rows that DuckDB gives for the same text. */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'tpch');
const SEED = 7;

describe('TPC-H', () => {
  let server: Server;
  let plain: DuckDBConnection;

  beforeAll(async () => {
    server = await openServer('all');
    plain = await (await DuckDBInstance.create(':memory:')).connect();
    await loadBoth(tpchTables(SEED), server, plain);
  });
  afterAll(async () => {
    plain.closeSync();
    await server.close();
  });

  for (let number = 1; number <= 22; number++) {
    const name = `q${String(number).padStart(2, '0')}`;
    it(name, async () => {
      const sql = readFileSync(join(folder, `${name}.sql`), 'utf8');
      expectSame(await textRows(sql, server.session), await plainRows(sql, plain));
    });
  }
});
