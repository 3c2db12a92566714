import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { java, jdbcAbsent } from '../support/java.ts';
import { absent } from '../support/program.ts';
import { psql, psqlAbsent } from '../support/psql.ts';
import { python, pythonAbsent } from '../support/python.ts';
import { startServer, type TestServer } from '../support/server.ts';

/**
 * The main job on real data: the purchases of 23,570 customers of CDNOW up to June 1998, loaded by psql, ranked by one
 * CREATE TABLE AS, read back by four clients. The file lies beside the repository and is not part of it.
 */
const FILE = join(import.meta.dirname, '../../../shared/data/cdnow_purchases.csv');
const here = join(import.meta.dirname, 'cdnow');
const read = (name: string) => readFileSync(join(here, name), 'utf8');
const SUMMARY = read('summary.sql');
/** months|decile|customers|revenue|lowest, as worked out from the file by another program. 1200 months: all time. */
const EXPECTED = read('summary.txt').trimEnd().split('\n');

const noFile = absent('CDNOW', () => (existsSync(FILE) ? undefined : 'there is no ../shared/data/cdnow_purchases.csv'));

describe.skipIf(noFile ?? psqlAbsent())('CDNOW, 69,659 purchases', () => {
  let dataDir: string;
  let server: TestServer;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-cdnow-'));
    server = await startServer({ dataDir });
  });

  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('are loaded by psql', async () => {
    const table =
      'CREATE TABLE purchases (customer_id integer, purchase_date date, quantity integer, amount decimal(12,2))';
    const load = `\\copy purchases FROM '${FILE}' WITH (FORMAT csv, HEADER true)`;
    const done = await psql(server, ['-v', 'ON_ERROR_STOP=1', '-c', table, '-c', load]);
    expect(done).toMatchObject({ status: 0, stdout: expect.stringMatching(/^COPY 69659$/m) });
    const check =
      'SELECT count(*), count(DISTINCT customer_id), sum(amount), min(purchase_date), max(purchase_date) FROM purchases';
    expect((await psql(server, ['-At', '-c', check])).stdout).toBe('69659|23570|2500315.63|1997-01-01|1998-06-30\n');
  });

  it('are ranked by value, in five look-back windows', async () => {
    const done = await psql(server, ['-v', 'ON_ERROR_STOP=1', '-c', read('deciles.sql')]);
    expect(done).toMatchObject({ status: 0, stdout: 'SELECT 42099\n' });
    const rows = await psql(server, [
      '-At',
      '-c',
      'SELECT count(*), count(DISTINCT customer_id) FROM customer_deciles',
    ]);
    expect(rows.stdout).toBe('42099|23570\n');
  });

  const clients: readonly (readonly [string, () => string | undefined, () => Promise<string[]>])[] = [
    ['psql', () => undefined, byPsql],
    ['node-postgres', () => undefined, byNodePostgres],
    ['psycopg', () => pythonAbsent('psycopg'), byPsycopg],
    ['JDBC', jdbcAbsent, byJdbc],
  ];
  for (const [client, away, ask] of clients) {
    it.skipIf(away())(`are to the cent what they should be, read by ${client}`, async () => {
      expect(await ask()).toEqual(EXPECTED);
    });
  }

  it('hold the border between deciles where equal totals are parted by customer number', async () => {
    const border = `SELECT decile, max(customer_id) < 23571 AS known, count(*) FILTER (WHERE spend = 133.95) AS at_border
      FROM customer_deciles WHERE months = 1200 AND decile IN (2, 3) GROUP BY decile ORDER BY decile`;
    const [second, third] = (await psql(server, ['-At', '-c', border])).stdout.split('\n');
    expect(Number(second?.split('|')[2])).toBeGreaterThan(0);
    expect(Number(third?.split('|')[2])).toBeGreaterThan(0);
  });

  it('are the same after a restart', async () => {
    server = await server.restart();
    expect(await byPsql()).toEqual(EXPECTED);
    expect(await byNodePostgres()).toEqual(EXPECTED);
  });

  it('are the same after a crash', async () => {
    await server.kill9();
    server = await startServer({ dataDir });
    expect(await byPsql()).toEqual(EXPECTED);
  });

  async function byPsql(): Promise<string[]> {
    return lines((await psql(server, ['-At', '-f', join(here, 'summary.sql')])).output);
  }

  async function byNodePostgres(): Promise<string[]> {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query({ text: SUMMARY, rowMode: 'array' });
    await client.end();
    return rows.map((row: readonly unknown[]) => row.join('|'));
  }

  async function byPsycopg(): Promise<string[]> {
    return lines((await python('psycopg', server, [join(here, 'summary.py'), join(here, 'summary.sql')])).output);
  }

  async function byJdbc(): Promise<string[]> {
    return lines((await java(server, join(here, 'Summary.java'), [join(here, 'summary.sql')])).output);
  }
});

function lines(text: string): string[] {
  return text.trimEnd().split('\n');
}
