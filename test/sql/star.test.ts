import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectSame, loadBoth, plainRows } from './compared.ts';
import { openServer, type Server, textRows } from './slt.ts';
import { starTables } from './star/data.ts';

/** Queries over a star, in the dialect, give the rows that DuckDB gives for SQL written for it by hand. */
const file = join(dirname(fileURLToPath(import.meta.url)), 'star', 'queries.txt');
const SEED = 11;

describe('a star', () => {
  let server: Server;
  let plain: DuckDBConnection;

  beforeAll(async () => {
    server = await openServer('all');
    plain = await (await DuckDBInstance.create(':memory:')).connect();
    await loadBoth(starTables(SEED), server, plain);
  });
  afterAll(async () => {
    plain.closeSync();
    await server.close();
  });

  for (const block of readFileSync(file, 'utf8').split(/\n\n+/)) {
    const [title = '', ...lines] = block.trimEnd().split('\n');
    const [dialect = '', byHand = ''] = lines.join('\n').split('\n----\n');
    it(title.replace('# ', ''), async () => {
      expectSame(await textRows(dialect, server.session), await plainRows(byHand, plain));
    });
  }
});
