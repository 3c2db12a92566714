import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import autocannon from 'autocannon';
import pg from 'pg';
import { startServer, type TestServer } from '../test/support/server.ts';

/**
 * The REST API: accelerated queries per second, and the time of one beside the same statement on a connection, one after the
 * other; pages of the query log with LOG_ROWS rows in it; a batch query from its submission to its end. Arguments choose
 * among `wire`, `accelerated`, `pages` and `submitted`.
 */
const LOG_ROWS = Number(process.env.LOG_ROWS ?? 1_000_000);
const SECONDS = Number(process.env.SECONDS ?? 5);
const ROUNDS = Number(process.env.ROUNDS ?? 300);
const FLAGS = ['--log-level', 'warn', '--request-rate', '0', '--keep-queries', '10000000'];
const STATEMENT = 'SELECT decile, customers FROM facts ORDER BY decile';

const dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-bench-'));
try {
  await makeFacts();
  await fillLog();
  const server = await startServer({ dataDir, flags: FLAGS });
  try {
    const parts = { wire: besideTheWire, accelerated, pages, submitted };
    const chosen = process.argv.slice(2);
    for (const [name, measure] of Object.entries(parts)) {
      if (chosen.length === 0 || chosen.includes(name)) await measure(server);
    }
  } finally {
    await server.stop();
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function makeFacts(): Promise<void> {
  const server = await startServer({ dataDir, flags: FLAGS });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('CREATE DATABASE report WITH (TYPE=QSACCEL, ACCOUNT=acp_query_batch)');
  await client.end();
  const inside = new pg.Client({ connectionString: server.url.replace(/all$/, 'prod:report') });
  await inside.connect();
  await inside.query(
    'CREATE TABLE facts AS SELECT CAST(id AS integer) AS decile, 2357 AS customers FROM range(1, 11) r(id)',
  );
  await inside.end();
  await server.stop();
}

/** Straight into the file of a server that is down: a million statements over a connection would take an hour. */
async function fillLog(): Promise<void> {
  const instance = await DuckDBInstance.create(join(dataDir, 'warehouse.duckdb'));
  const connection = await instance.connect();
  const began = performance.now();
  await connection.run(`INSERT INTO stillhouse.queries
    SELECT uuid()::VARCHAR, ts, ts + INTERVAL 1 SECOND, ts, ts + INTERVAL 1 SECOND,
      CASE WHEN i % 50 = 0 THEN 'FAILED' ELSE 'SUCCESS' END, 'account ' || i % 20, 'psql', 'wire',
      'SELECT customer_id, sum(amount) FROM orders WHERE day = ' || i || ' GROUP BY customer_id', 'prod:all',
      i % 10 = 0, false, i % 1000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL
    FROM (SELECT i, TIMESTAMP '2026-01-01' + i * INTERVAL 10 SECOND AS ts FROM range(${LOG_ROWS}) r(i))`);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  console.log(`${LOG_ROWS} rows of the log written in ${Math.round(performance.now() - began)} ms`);
}

interface Place {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

function placeOf(server: TestServer): Place {
  const authorization = `Basic ${Buffer.from(`${server.user}:${server.password}`).toString('base64')}`;
  return {
    base: `http://${server.host}:${server.httpPort}/data/foundation/query`,
    headers: { authorization, 'content-type': 'application/json' },
  };
}

/** One statement, in turn on a connection and by HTTP. `rand()` in it keeps the answer out of the cache. */
async function besideTheWire(server: TestServer): Promise<void> {
  const { base, headers } = placeOf(server);
  const client = new pg.Client({ connectionString: server.url.replace(/all$/, 'prod:report') });
  await client.connect();
  const sql = STATEMENT.replace('customers', 'customers, rand() AS r');
  const body = JSON.stringify({ dbName: 'prod:report:public', sql });
  const agent = new Agent({ keepAlive: true });
  const wire: number[] = [];
  const http: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    wire.push(await timed(() => client.query(sql)));
    http.push(
      await timed(async () => {
        await post(`${base}/accelerated-queries`, headers, body, agent);
      }),
    );
  }
  agent.destroy();
  await client.end();
  report('one statement on a connection', wire);
  report('the same by HTTP, not cached', http);
  console.log(`| by HTTP it takes longer by | p50 ${(quantile(http, 0.5) - quantile(wire, 0.5)).toFixed(2)} ms |`);
}

/** On one connection that stays open: fetch would cost the measuring side more than the server's whole answer. */
function post(address: string, headers: Readonly<Record<string, string>>, body: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: 'POST', headers, agent }, (answer) => {
      answer
        .on('data', () => undefined)
        .on('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`answered ${answer.statusCode}`));
        });
    });
    sent.on('error', reject).end(body);
  });
}

async function accelerated(server: TestServer): Promise<void> {
  const place = placeOf(server);
  const ask = async (name: string, sql: string, connections: number): Promise<void> => {
    const result = await autocannon({
      url: `${place.base}/accelerated-queries`,
      method: 'POST',
      headers: place.headers,
      body: JSON.stringify({ dbName: 'prod:report:public', sql }),
      connections,
      duration: SECONDS,
    });
    const bad = result.non2xx > 0 ? `, ${result.non2xx} not 2xx` : '';
    console.log(
      `| ${name}, ${connections} clients | ${Math.round(result.requests.average)} a second, p99 ${result.latency.p99} ms${bad} |`,
    );
  };
  await ask('accelerated query, cached', STATEMENT, 16);
  await ask('accelerated query, not cached', STATEMENT.replace('customers', 'customers, rand() AS r'), 4);
}

async function pages(server: TestServer): Promise<void> {
  const { base, headers } = placeOf(server);
  const get = async (query: string): Promise<{ _links: { next?: { href: string } } }> => {
    const answer = await fetch(`${base}/queries?${query}`, { headers });
    if (answer.status !== 200) throw new Error(await answer.text());
    return (await answer.json()) as { _links: { next?: { href: string } } };
  };
  const filter = (text: string): string => `property=${encodeURIComponent(text)}`;
  const lists: readonly (readonly [string, string])[] = [
    ['first page', 'limit=20'],
    ['first page, oldest first', 'limit=20&orderby=created'],
    ['by updated', 'limit=20&orderby=-updated'],
    ['failed ones', `limit=20&${filter('state==FAILED')}`],
    ['of an account, in a month', `limit=20&${filter('userId==account 7,created>2026-02-01,created<2026-03-01')}`],
    ['by a part of the SQL', `limit=20&${filter('sql~day = 99999')}`],
    ['with hidden ones, 100 rows', 'limit=100&excludeHidden=false'],
    ['from the middle', 'limit=20&start=2026-03-01T00:00:00Z'],
    ['the last page', 'limit=20&start=2026-01-01T00:02:00Z'],
    ['rows 900,000 and after', 'limit=20&excludeHidden=false&start=900000'],
  ];
  for (const [name, query] of lists) {
    await get(query);
    const times: number[] = [];
    for (let round = 0; round < 15; round++) times.push(await timed(() => get(query)));
    report(`GET /queries of ${LOG_ROWS}: ${name}`, times);
  }
}

/** Time from POST to the end of a small query, one after another. */
async function submitted(server: TestServer): Promise<void> {
  const { base, headers } = placeOf(server);
  const times: number[] = [];
  for (let round = 0; round < 50; round++) {
    times.push(
      await timed(async () => {
        const body = JSON.stringify({ dbName: 'prod:all', sql: 'SELECT 1' });
        const answer = await fetch(`${base}/queries`, { method: 'POST', headers, body });
        const { id } = (await answer.json()) as { id: string };
        for (let state = ''; state !== 'SUCCESS'; ) {
          const query = await fetch(`${base}/queries/${id}`, { headers });
          ({ state } = (await query.json()) as { state: string });
        }
      }),
    );
  }
  report('batch query, submission to end', times);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function report(name: string, times: readonly number[]): void {
  const shown = [0, 0.5, 0.99].map((part) => quantile(times, part).toFixed(1));
  console.log(`| ${name} | least ${shown[0]} ms, p50 ${shown[1]} ms, p99 ${shown[2]} ms |`);
}
