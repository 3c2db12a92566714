import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../examples/random.ts';
import { absent } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { customerValues, type Month, months } from './cdnow/purchases.ts';

/**
 * Incremental loads on real data: 18 months of purchases arrive one by one; spend per customer is kept up to date from
 * what is new alone, by a checkpoint and by the published block with a log table. Each third month the server is killed
 * in the middle and the month repeated. SEED=n chooses other moments. The file is not part of the repository.
 */
const FILE = join(import.meta.dirname, '../../../shared/data/cdnow_purchases.csv');
const SEED = Number(process.env.SEED ?? 19_970_101);
const noFile = absent('CDNOW', () => (existsSync(FILE) ? undefined : 'there is no ../shared/data/cdnow_purchases.csv'));
const script = (name: string) => readFileSync(join(import.meta.dirname, 'cdnow', name), 'utf8');

const SET_UP = `
  CREATE NAMESPACE CustomerNumber WITH (code='CUSTNO', TYPE='Custom');
  CREATE TABLE purchases (customer_id integer, purchase_date date, quantity integer, amount decimal(12,2));
  CREATE TABLE customer_spend (customer_id integer PRIMARY KEY NAMESPACE 'CUSTNO', spend decimal(14,2), orders bigint)
    WITH (label = 'PROFILE');
  CREATE TABLE spend_parts (customer_id integer, spend decimal(14,2), orders bigint);
  CREATE TABLE load_log AS SELECT cast(NULL AS string) process_name, cast(NULL AS string) process_status,
    cast(NULL AS string) last_snapshot_id, cast(NULL AS timestamp) process_timestamp WHERE false;
  INSERT INTO load_log SELECT 'spend', 'SUCCESSFUL', cast(NULL AS string), CURRENT_TIMESTAMP;`;

/** One statement: the new totals replace the old ones, and the checkpoint moves with them. */
const BY_CHECKPOINT = `
  INSERT INTO customer_spend
  SELECT d.customer_id, d.spend + coalesce(k.spend, 0), d.orders + coalesce(k.orders, 0)
  FROM (SELECT customer_id, sum(amount) AS spend, count(*) AS orders
        FROM purchases SNAPSHOT SINCE CHECKPOINT 'customer spend' GROUP BY customer_id) d
  LEFT JOIN customer_spend k ON k.customer_id = d.customer_id`;

/** The pattern that the source publishes: what is new is appended, the log tells how far it went. */
const BY_LOG = `$$ BEGIN
  SET resolve_fallback_snapshot_on_failure=true;
  SET @lo = SELECT coalesce(l.last_snapshot_id, 'HEAD') FROM load_log l
            JOIN (SELECT max(process_timestamp) AS ts FROM load_log
                  WHERE process_name = 'spend' AND process_status = 'SUCCESSFUL') m ON l.process_timestamp = m.ts;
  SET @hi = SELECT snapshot_id FROM (SELECT history_meta('purchases')) WHERE is_current;
  SET @now = SELECT current_timestamp;
  INSERT INTO spend_parts SELECT customer_id, sum(amount), count(*)
    FROM purchases SNAPSHOT BETWEEN @lo AND @hi GROUP BY customer_id;
  INSERT INTO load_log SELECT 'spend' AS process_name, 'SUCCESSFUL' AS process_status,
    cast(@hi AS string) AS last_snapshot_id, cast(@now AS timestamp) AS process_timestamp;
END $$`;

const RANKED = 'NTILE(10) OVER (ORDER BY spend DESC, customer_id)';
const KEPT_BY_CHECKPOINT = `SELECT customer_id, spend, orders, ${RANKED} FROM customer_spend ORDER BY customer_id`;
const KEPT_BY_LOG = `SELECT customer_id, spend, orders, ${RANKED}
  FROM (SELECT customer_id, sum(spend) AS spend, sum(orders) AS orders FROM spend_parts GROUP BY customer_id)
  ORDER BY customer_id`;
const RECOMPUTED = `SELECT customer_id, spend, orders, ${RANKED}
  FROM (SELECT customer_id, sum(amount) AS spend, count(*) AS orders FROM purchases GROUP BY customer_id)
  ORDER BY customer_id`;

describe.skipIf(noFile)(`CDNOW, month by month (SEED=${SEED})`, () => {
  const random = seeded(SEED);
  const all = noFile === undefined ? months(FILE) : [];
  let dataDir: string;
  let server: TestServer;
  /** How long a month took so far, in ms: crashes are spread over it. */
  let usual = 300;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-incremental-'));
    server = await startServer({ dataDir });
    await withClient(server, (client) => client.query(SET_UP));
  });

  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  for (const [index, month] of all.entries()) {
    const crashes = index % 3 === 2;
    it(`${month.name}: ${month.rows} purchases${crashes ? ', killed in the middle and repeated' : ''}`, async () => {
      if (crashes) {
        const round = takeMonth(month).catch(() => undefined); // the connection breaks off: that is what is tested
        await new Promise((done) => setTimeout(done, 20 + random() * usual));
        await server.kill9();
        await round;
        server = await startServer({ dataDir });
      }
      const began = performance.now();
      await takeMonth(month);
      usual = (usual + performance.now() - began) / 2;
      const expected = customerValues(all.slice(0, index + 1));
      await withClient(server, async (client) => {
        expect(await rows(client, RECOMPUTED), 'recomputed from all purchases').toEqual(expected);
        expect(await rows(client, KEPT_BY_CHECKPOINT), 'kept by a checkpoint').toEqual(expected);
        expect(await rows(client, KEPT_BY_LOG), 'kept by block and log').toEqual(expected);
      });
    });
  }

  it('writes nothing when nothing is new', async () => {
    await withClient(server, async (client) => {
      expect((await client.query(BY_CHECKPOINT)).rowCount).toBe(0);
      const before = await rows(client, 'SELECT count(*) FROM spend_parts');
      await client.query(BY_LOG);
      expect(await rows(client, 'SELECT count(*) FROM spend_parts')).toEqual(before);
    });
  });

  it('has each earlier state of the totals, AS OF its snapshot', async () => {
    await withClient(server, async (client) => {
      const ids = await rows(client, "SELECT snapshot_id FROM (SELECT history_meta('customer_spend')) ORDER BY 1");
      expect(ids).toHaveLength(all.length);
      const asOf = KEPT_BY_CHECKPOINT.replace('FROM customer_spend', `FROM customer_spend SNAPSHOT AS OF ${ids[5]}`);
      expect(await rows(client, asOf)).toEqual(customerValues(all.slice(0, 6)));
    });
  });

  it('fills the insights model, whose relations are declared', async () => {
    await withClient(server, async (client) => {
      for (const statement of script('model.sql').split(';\n')) {
        if (statement.trim() !== '') await client.query(statement);
      }
      const refresh = script('refresh-model.sql').replaceAll('$month_end', '1998-06-30');
      await client.query(refresh);
      await client.query(refresh);
      const groups = await rows(client, 'SHOW DATAGROUPS');
      for (const table of ['dim_date', 'dim_decile', 'dim_window', 'fact_decile_value'])
        expect(groups.some((row) => row.startsWith('value|report|') && row.includes(`|${table}|`))).toBe(true);
      expect(await rows(client, 'SHOW FOREIGN KEYS')).toEqual([
        'fact_decile_value|date_key|date|dim_date|date_key|',
        'fact_decile_value|decile|int|dim_decile|decile|',
        'fact_decile_value|window_id|int|dim_window|window_id|',
      ]);
    });
  });

  it('answers what the literature prints, to the cent, from the model alone', async () => {
    const question = `SELECT f.decile, f.customers, f.spend, f.lowest
      FROM fact_decile_value_now f
      JOIN value.report.dim_decile d ON d.decile = f.decile
      JOIN value.report.dim_date t ON t.date_key = f.date_key
      JOIN value.report.dim_window w ON w.window_id = f.window_id
      ORDER BY f.decile`;
    const printed = script('summary.txt').trimEnd().split('\n');
    const expected = printed.filter((line) => line.startsWith('1200|')).map((line) => line.slice('1200|'.length));
    await withClient(server, async (client) => {
      expect(await rows(client, question)).toEqual(expected);
      const best = `SELECT d.band, sum(f.customers), sum(f.spend) FROM fact_decile_value_now f
        JOIN value.report.dim_decile d ON d.decile = f.decile WHERE d.band = 'best' GROUP BY d.band`;
      expect(await rows(client, best)).toEqual(['best|7071|1949019.96']);
      expect(await rows(client, 'SELECT count(*) FROM value.report.fact_decile_value')).toEqual(['20']);
    });
  });

  /** A month as the schedules of a user do it. Repeating it is harmless. */
  async function takeMonth(month: Month): Promise<void> {
    await withClient(server, async (client) => {
      const there = await rows(
        client,
        `SELECT count(*) FROM purchases WHERE date_format(purchase_date, 'yyyy-MM') = '${month.name}'`,
      );
      expect(['0', String(month.rows)], 'a month is there whole or not at all').toContain(there[0]);
      if (there[0] === '0') {
        await pipeline([month.csv], client.query(copyFrom('COPY purchases FROM STDIN (FORMAT csv)')));
      }
      await client.query(BY_CHECKPOINT);
      await client.query(BY_LOG);
    });
  }
});

/** Each row as text, values parted by bars. */
async function rows(client: Client, text: string): Promise<string[]> {
  const answer = await client.query<unknown[]>({ text, rowMode: 'array' });
  return answer.rows.map((row) => row.map((value) => (value === null ? '' : String(value))).join('|'));
}

async function withClient<T>(server: TestServer, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: server.url });
  client.on('error', () => {}); // a crash breaks it off
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
