import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steps } from '../../examples/script-steps.ts';
import { absent } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { months } from './cdnow/purchases.ts';

/**
 * examples/insights-model.sql, the whole insights model with its jobs, on real purchases: two rounds, a month apart, and a
 * made-up campaign. The file of purchases is not part of the repository.
 */
const FILE = join(import.meta.dirname, '../../../shared/data/cdnow_purchases.csv');
const noFile = absent('CDNOW', () => (existsSync(FILE) ? undefined : 'there is no ../shared/data/cdnow_purchases.csv'));
const script = readFileSync(join(import.meta.dirname, '../../examples/insights-model.sql'), 'utf8');

const INPUTS = `
  CREATE NAMESPACE CustomerNumber WITH (code='CUSTNO', TYPE='Custom');
  CREATE TABLE purchases (customer_id integer, purchase_date date, quantity integer, amount decimal(12,2));
  CREATE TABLE customers (customer_id text PRIMARY KEY NAMESPACE 'CUSTNO', email text, tier text);
  CREATE TABLE orders (_id text, ts timestamp, customer_id text, email text, kind text, amount decimal(12,2), quantity integer);
  CREATE TABLE email_responses (_id text, ts timestamp, customer_id text, campaign_id text, audience_id text, kind text,
    order_id text, revenue decimal(12,2));
  CREATE TABLE activation_member (campaign_id text, customer_id text, decile_12m int);`;

const TABLES = [
  'dim_audience dim_campaign dim_date dim_decile dim_destination dim_tier dim_window',
  'fact_activation fact_audience_size fact_campaign_response fact_decile_moves fact_decile_value lkup_process_log',
].flatMap((names) => names.split(' '));

describe.skipIf(noFile)('the insights model', () => {
  let server: TestServer;
  let client: Client;

  beforeAll(async () => {
    server = await startServer();
    client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(INPUTS);
    const csv = months(FILE).map((month) => month.csv);
    await pipeline(csv, client.query(copyFrom('COPY purchases FROM STDIN (FORMAT csv)')));
    await client.query(`INSERT INTO customers SELECT DISTINCT CAST(customer_id AS text), NULL, 'basic' FROM purchases`);
    await client.query(
      `INSERT INTO orders SELECT concat(customer_id, '-', row_number() OVER (ORDER BY customer_id, purchase_date, amount)),
         CAST(purchase_date AS timestamp), CAST(customer_id AS text), NULL, 'purchase', amount, quantity FROM purchases`,
    );
    for (const step of steps(script)) {
      if (step.kind === 'statement') await client.query(step.text);
    }
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  it('stands in SHOW DATAGROUPS, each table once, and its relations in SHOW FOREIGN KEYS', async () => {
    const groups = (await rows('SHOW DATAGROUPS')).filter((row) => row.startsWith('value|report|'));
    for (const table of TABLES) expect(groups.filter((row) => row.includes(`|${table}|`))).toHaveLength(1);
    expect(groups).toHaveLength(TABLES.length);
    expect(await rows('SHOW FOREIGN KEYS')).toHaveLength(19);
  });

  it('is filled by its jobs, which can be repeated', async () => {
    await run('stage_orders');
    await run('stage_orders');
    expect(await rows('SELECT count(*), sum(amount) FROM orders_clean')).toEqual(['69659|2500315.63']);
    for (const asOf of ['1998-06-01', '1998-07-01']) {
      await client.query(`INSERT INTO round VALUES (DATE '${asOf}')`);
      await run('refresh_value');
      await run('refresh_value');
    }
    expect(await rows('SELECT count(*) FROM value.report.fact_decile_value')).toEqual(['200']);
    expect(
      await rows(
        `SELECT customers, spend, lowest FROM fact_decile_value_now
         WHERE date_key = DATE '1998-07-01' AND window_id = 1200 AND decile IN (1, 10) ORDER BY decile`,
      ),
    ).toEqual(['2357|1273728.95|242.35', '2357|24438.20|0.00']);
    expect(await rows('SELECT count(*) FROM customer_value')).toEqual(['23570']);
    expect(await rows('SELECT count(*) FROM customer_value WHERE decile_12m <= 3')).toEqual(['2501']);
  });

  it('counts people of a campaign on the day of their first event, also when events come late', async () => {
    await client.query(`
      INSERT INTO value.report.dim_audience VALUES ('a', 'best at risk', 'made up', TIMESTAMP '1998-07-01 00:00:00', 'batch');
      INSERT INTO value.report.dim_destination VALUES ('d', 'spring', 'folder', TIMESTAMP '1998-07-01 00:00:00');
      INSERT INTO value.report.dim_campaign VALUES ('c', 'spring', 'email', TIMESTAMP '1998-07-02 00:00:00', NULL, 'a', 'd');
      INSERT INTO activation_member SELECT 'c', customer_id, decile_12m FROM customer_value WHERE decile_12m = 1 LIMIT 5;
      INSERT INTO value.report.fact_audience_size VALUES (1, DATE '1998-07-01', 'a', 5, 5, 0);
      INSERT INTO value.report.fact_activation VALUES (1, DATE '1998-07-01', 'a', 'd', 5, 1, 0);
      INSERT INTO email_responses SELECT concat('s', customer_id), TIMESTAMP '1998-07-02 06:00:00', customer_id, 'c', 'a', 'sent', NULL, NULL FROM activation_member;
      INSERT INTO email_responses SELECT concat('o', customer_id), TIMESTAMP '1998-07-04 06:00:00', customer_id, 'c', 'a', 'opened', NULL, NULL FROM activation_member`);
    await run('refresh_responses');
    const counts = 'SELECT CAST(date_key AS text), sent, opened FROM fact_campaign_response_now ORDER BY date_key';
    expect(await rows(counts)).toEqual(['1998-07-02|5|0', '1998-07-04|0|5']);
    await client.query(
      `INSERT INTO email_responses SELECT concat('p', customer_id), TIMESTAMP '1998-07-03 06:00:00', customer_id, 'c', 'a', 'opened', NULL, NULL FROM activation_member`,
    );
    await run('refresh_responses');
    await run('refresh_responses');
    expect(await rows(counts)).toEqual(['1998-07-02|5|0', '1998-07-03|0|5', '1998-07-04|0|0']);
  });

  it('loses no row of a fact when joined by any of its declared relations', async () => {
    const keys = (await rows('SHOW FOREIGN KEYS')).map((row) => row.split('|'));
    for (const [table, column, , referenced, key] of keys) {
      const all = await rows(`SELECT count(*) FROM value.report.${table}`);
      const join = `SELECT count(*) FROM value.report.${table} f JOIN value.report.${referenced} d ON d.${key} = f.${column}`;
      expect(all, table).not.toEqual(['0']);
      expect(await rows(join), `${table}.${column}`).toEqual(all);
    }
  });

  it('answers by the names that the source ships', async () => {
    expect(
      await rows(
        `SELECT d.year, s.segment_name, f.merge_policy_id, f.count_of_profiles FROM adwh_fact_profile_by_segment f
         JOIN adwh_dim_segments s ON s.segment_id = f.segment_id JOIN adwh_dim_date d ON d.date_key = f.date_key`,
      ),
    ).toEqual(['1998|best at risk|default|5']);
    expect(await rows('SELECT destination_name, destination_platform FROM adwh_dim_destination')).toEqual([
      'spring|folder',
    ]);
  });

  it('takes no identities', async () => {
    await expect(
      client.query('INSERT INTO value.report.dim_tier (tier_id, tier) SELECT 4, customer_id FROM customers'),
    ).rejects.toMatchObject({ code: '42809' });
  });

  /** A job as its schedule would run it: the text that the script keeps as a template. */
  async function run(template: string): Promise<void> {
    const [, text = ''] = new RegExp(`TEMPLATE ${template} AS \\$job\\$([^]*?)\\$job\\$`).exec(script) ?? [];
    await client.query(text);
  }

  /** Each row as text, values parted by bars. */
  async function rows(text: string): Promise<string[]> {
    const answer = await client.query<unknown[]>({ text, rowMode: 'array' });
    return answer.rows.map((row) => row.map((value) => (value === null ? '' : String(value))).join('|'));
  }
});
