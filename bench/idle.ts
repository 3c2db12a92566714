import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startServer } from '../test/support/server.ts';
import { residentMegabytes } from './big-table.ts';

/**
 * What a connection costs that does nothing: the server's resident memory with 200 of them, less what it had before, for each.
 * As they are after a SCRAM login, and after each asked a table. Prints rows for bench/RESULTS.md.
 *
 * npm run bench -- idle
 */
const CONNECTIONS = 200;
const SETTLE_MS = 2000;
const TARGET_MB = 1;

const server = await startServer({
  flags: ['--max-connections', String(CONNECTIONS + 10), '--log-level', 'warn'],
});
const clients: pg.Client[] = [];
try {
  const first = await connect();
  await first.query('CREATE TABLE small AS SELECT id FROM range(1000) AS r(id)');
  await first.query('SELECT * FROM small');
  const before = await settled();
  for (let index = 0; index < CONNECTIONS; index++) clients.push(await connect());
  report('after the login', before, await settled());
  for (const client of clients) await client.query('SELECT * FROM small WHERE id = 7');
  report('after a query on a table each', before, await settled());
  await first.end();
} finally {
  for (const client of clients) await client.end();
  await server.stop();
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  return client;
}

async function settled(): Promise<number> {
  await sleep(SETTLE_MS);
  return residentMegabytes(server.pid);
}

function report(name: string, before: number, after: number): void {
  const each = (after - before) / CONNECTIONS;
  console.log(`| ${CONNECTIONS} idle connections, ${name} | ${each.toFixed(2)} MB each | ${TARGET_MB} MB |`);
}
