import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, describe, expect, it } from 'vitest';
import { seeded } from '../../examples/random.ts';
import { runId } from '../../scheduler/records.ts';
import { customerValues, type Month, months } from '../drivers/cdnow/purchases.ts';
import { TestClock } from '../support/clock.ts';
import { absent } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';

/**
 * The value of customers kept by two schedules over a year of real purchases, under a clock that the test sets: at the first
 * of each month one stages what is new since its checkpoint, the other works out deciles and adds a load to a fact, whose
 * table it makes in its first run. Then the same with ten kills at random moments (SEED=n chooses others): the same tables,
 * and a run for every due time.
 */
const FILE = join(import.meta.dirname, '../../../shared/data/cdnow_purchases.csv');
const SEED = Number(process.env.SEED ?? 19_970_101);
const KILLS = 10;
const noFile = absent(
  'CDNOW by schedules',
  () => (existsSync(FILE) ? undefined : 'there is no ../shared/data/cdnow_purchases.csv'),
  true,
);

const SET_UP = `
  CREATE NAMESPACE CustomerNumber WITH (code='CUSTNO', TYPE='Custom');
  CREATE TABLE orders (_id text, ts timestamp, customer_id integer, kind text, amount decimal(12,2), quantity integer);
  CREATE TABLE orders_clean (_id text, ts timestamp, customer_id integer, kind text, amount decimal(12,2), quantity integer);
  CREATE TABLE etl_checkpoint (process text, status text, to_snapshot bigint, finished timestamp);
  CREATE TABLE customer_value (customer_id integer PRIMARY KEY NAMESPACE 'CUSTNO', spend decimal(14,2), orders bigint,
    decile integer) WITH (label = 'PROFILE');
  CREATE SCHEDULE stage_orders CRON '0 1 1 * *' AS $job$ $$ BEGIN
    SET @lo = SELECT COALESCE(CAST(MAX(to_snapshot) AS string), 'HEAD') FROM etl_checkpoint
              WHERE process = 'stage_orders' AND status = 'DONE';
    SET @hi = SELECT snapshot_id FROM (SELECT history_meta('orders')) WHERE is_current = true;
    INSERT INTO orders_clean
      SELECT n._id, n.ts, n.customer_id, n.kind, n.amount, n.quantity
      FROM (SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o._id ORDER BY o.ts) AS nth
            FROM (SELECT * FROM orders SNAPSHOT BETWEEN @lo AND @hi) o) n
      WHERE n.nth = 1
        AND NOT EXISTS (SELECT 1 FROM orders_clean k WHERE k._id = n._id);
    INSERT INTO etl_checkpoint SELECT 'stage_orders', 'DONE', @hi, CURRENT_TIMESTAMP;
  END $$ $job$;
  CREATE SCHEDULE refresh_value CRON '30 2 1 * *' AS $job$ $$ BEGIN
    INSERT INTO customer_value
      SELECT customer_id, spend, orders, NTILE(10) OVER (ORDER BY spend DESC, customer_id)
      FROM (SELECT customer_id, sum(amount) AS spend, count(*) AS orders FROM orders_clean GROUP BY customer_id);
    SET @there = SELECT table_exists('fact_decile_value');
    IF @there = 'true' THEN
      INSERT INTO fact_decile_value
        SELECT (SELECT max(load_no) + 1 FROM fact_decile_value), decile, count(*), sum(spend) FROM customer_value GROUP BY decile;
    ELSE
      CREATE TABLE fact_decile_value AS
        SELECT CAST(1 AS bigint) AS load_no, decile, count(*) AS customers, sum(spend) AS spend FROM customer_value GROUP BY decile;
    END IF;
  END $$ $job$;`;

const VALUES = 'SELECT customer_id, spend, orders, decile FROM customer_value ORDER BY customer_id';
const TABLES = [
  VALUES,
  'SELECT * FROM orders_clean ORDER BY _id',
  'SELECT * FROM fact_decile_value ORDER BY load_no, decile',
  'SELECT process, status, to_snapshot FROM etl_checkpoint ORDER BY to_snapshot',
];

describe.skipIf(noFile)(`a year of CDNOW by schedules (SEED=${SEED})`, () => {
  const all = noFile === undefined ? months(FILE).slice(0, 12) : [];
  const folders: string[] = [];
  let undisturbed: readonly string[][] = [];

  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it('twelve runs of each schedule, each equal to working everything out anew', { timeout: 300_000 }, async () => {
    undisturbed = await year(new Set());
  });

  it(`the same tables after ${KILLS} kills at random moments, and no run is missing`, {
    timeout: 400_000,
  }, async () => {
    const random = seeded(SEED);
    const steps = Array.from({ length: 24 }, (_, step) => ({ step, order: random() }));
    steps.sort((a, b) => a.order - b.order);
    const killed = await year(new Set(steps.slice(0, KILLS).map(({ step }) => step)));
    expect(killed).toEqual(undisturbed);
  });

  /** Answers the tables at the end. `kills`: steps, two a month, that a kill interrupts. */
  async function year(kills: ReadonlySet<number>): Promise<readonly string[][]> {
    const random = seeded(SEED + 1);
    const clock = new TestClock(Date.UTC(1997, 0, 1, 3));
    const dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-clv-'));
    folders.push(dataDir);
    let server = await startServer({ dataDir, env: clock.env });
    try {
      await withClient(server, (client) => client.query(SET_UP));
      const ids = new Map<string, string>();
      const { body } = await Api.basic(server, server.user, server.password).get('/schedules');
      for (const { id, query } of body.schedules) ids.set(query.name, id);
      for (const [index, month] of all.entries()) {
        await withClient(server, (client) => load(client, month));
        const jobs = [
          { name: 'stage_orders', due: Date.UTC(1997, index + 1, 1, 1) },
          { name: 'refresh_value', due: Date.UTC(1997, index + 1, 1, 2, 30) },
        ];
        for (const [nth, { name, due }] of jobs.entries()) {
          clock.set(due + 1_000);
          if (kills.has(index * 2 + nth)) {
            await new Promise((resolve) => setTimeout(resolve, random() * 1_500));
            await server.kill9();
            server = await startServer({ dataDir, env: clock.env });
          }
          const api = Api.basic(server, server.user, server.password);
          const path = `/schedules/${ids.get(name)}/runs/${runId('scheduled', due)}`;
          const run = await api.until(path, ({ state }) => state !== undefined && state !== 'IN_PROGRESS');
          expect(run, `${name} of ${month.name}`).toMatchObject({ state: 'SUCCESS', externalTrigger: false });
        }
        const found = await withClient(server, (client) => rows(client, VALUES));
        expect(found, `after ${month.name}`).toEqual(customerValues(all.slice(0, index + 1)));
      }
      for (const id of ids.values()) await expectTwelveRuns(server, id);
      return await withClient(server, async (client) => {
        const tables: string[][] = [];
        for (const table of TABLES) tables.push(await rows(client, table));
        return tables;
      });
    } finally {
      await server.stop();
      clock.remove();
    }
  }

  /** One for each due time, all by the clock, all successful. */
  async function expectTwelveRuns(server: TestServer, scheduleId: string): Promise<void> {
    const api = Api.basic(server, server.user, server.password);
    const { body } = await api.get(`/schedules/${scheduleId}/runs?limit=100&orderby=created`);
    const found = body.runsSchedules.map((run: { dueDate: string; state: string; externalTrigger: boolean }) => [
      run.dueDate.slice(0, 7),
      run.state,
      run.externalTrigger,
    ]);
    const wanted = Array.from({ length: 12 }, (_, month) => [
      new Date(Date.UTC(1997, month + 1)).toISOString().slice(0, 7),
      'SUCCESS',
      false,
    ]);
    expect(found).toEqual(wanted);
  }
});

/** A month of purchases; each fiftieth event arrives twice. */
async function load(client: Client, { name, csv }: Month): Promise<void> {
  const lines = csv
    .trimEnd()
    .split('\n')
    .flatMap((line, index) => {
      const [customer, date, quantity, amount] = line.split(',');
      const event = `${name}-${index},${date},${customer},order,${amount},${quantity}\n`;
      return index % 50 === 0 ? [event, event] : [event];
    });
  await pipeline([lines.join('')], client.query(copyFrom('COPY orders FROM STDIN (FORMAT csv)')));
}

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
