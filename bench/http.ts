import autocannon from 'autocannon';
import pg from 'pg';
import { startServer } from '../test/support/server.ts';

/**
 * The REST API under load: cached accelerated queries per second, pages of the query log with many rows in it, and a batch
 * query from its submission to its end. LOG_ROWS: statements to put in the log first.
 */
const LOG_ROWS = Number(process.env.LOG_ROWS ?? 50_000);
const SECONDS = Number(process.env.SECONDS ?? 5);
const server = await startServer({ flags: ['--log-level', 'warn'] });
const base = `http://${server.host}:${server.httpPort}/data/foundation/query`;
const headers = {
  authorization: `Basic ${Buffer.from(`${server.user}:${server.password}`).toString('base64')}`,
  'content-type': 'application/json',
};

try {
  await fillLog();
  await report('cached accelerated query', {
    url: `${base}/accelerated-queries`,
    method: 'POST',
    body: JSON.stringify({ dbName: 'prod:all', sql: 'SELECT 1 AS decile, 2357 AS customers' }),
  });
  await report('accelerated query, never cached', {
    url: `${base}/accelerated-queries`,
    method: 'POST',
    body: JSON.stringify({ dbName: 'prod:all', sql: 'SELECT now() AS n, 2357 AS customers' }),
  });
  await report(`GET /queries of ${LOG_ROWS}`, { url: `${base}/queries?limit=20`, method: 'GET' });
  await report(`GET /queries?property=state of ${LOG_ROWS}`, {
    url: `${base}/queries?limit=20&property=state%3D%3DFAILED`,
    method: 'GET',
  });
  await submitted();
} finally {
  await server.stop();
}

async function fillLog(): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const began = performance.now();
  const bunch = Array.from({ length: 500 }, (_, index) => `SELECT ${index}`).join('; ');
  for (let rows = 0; rows < LOG_ROWS; rows += 500) await client.query(bunch);
  const took = performance.now() - began;
  await client.end();
  console.log(`| statements into the log | ${Math.round((LOG_ROWS / took) * 1000)}/s |`);
}

async function report(
  name: string,
  { url, method, body }: { readonly url: string; readonly method: 'GET' | 'POST'; readonly body?: string },
): Promise<void> {
  const options = { url, method, headers, connections: 8, duration: SECONDS };
  const result = await autocannon(body === undefined ? options : { ...options, body });
  const bad = result.non2xx > 0 ? `, ${result.non2xx} not 2xx` : '';
  console.log(
    `| ${name} | ${Math.round(result.requests.average)}/s | p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms${bad} |`,
  );
}

/** Time from POST to the end of a small query, one after another. */
async function submitted(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 50; round++) {
    const began = performance.now();
    const body = JSON.stringify({ dbName: 'prod:all', sql: 'SELECT 1' });
    const answer = await fetch(`${base}/queries`, { method: 'POST', headers, body });
    const { id }: { id: string } = (await answer.json()) as { id: string };
    for (let state = ''; state !== 'SUCCESS'; ) {
      const query = await fetch(`${base}/queries/${id}`, { headers });
      ({ state } = (await query.json()) as { state: string });
    }
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.log(
    `| batch query, submission to end | p50 ${Math.round(times[25] ?? 0)} ms | p99 ${Math.round(times[49] ?? 0)} ms |`,
  );
}
