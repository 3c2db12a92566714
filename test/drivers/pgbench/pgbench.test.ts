import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absent, type Finished, run, works } from '../../support/program.ts';
import { psqlEnv } from '../../support/psql.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const CLIENTS = 4;
const EACH = 25;

const reason = absent(
  'pgbench',
  () => (works('pgbench', ['--version']) ? undefined : 'there is no pgbench on the path (Debian: postgresql)'),
  true,
);

/**
 * pgbench in its three modes. Its own scenario updates rows, which datasets of the lake refuse, so scripts of our own read
 * and insert.
 */
describe.skipIf(reason)('pgbench', () => {
  let server: TestServer;
  let client: Client;

  beforeAll(async () => {
    server = await startServer();
    client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(
      'CREATE TABLE pgbench_accounts AS SELECT x AS aid, 0 AS abalance FROM generate_series(1, 1000) g(x)',
    );
    await client.query('CREATE TABLE pgbench_history (tid integer, aid integer, delta integer)');
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  for (const mode of ['simple', 'extended', 'prepared']) {
    it(`reads and inserts with ${CLIENTS} clients, ${mode}`, async () => {
      const before = await rows();
      const done = await pgbench(mode, 'read-and-insert.pgbench', EACH);
      expect(done.stdout).toContain(`number of transactions actually processed: ${CLIENTS * EACH}/${CLIENTS * EACH}`);
      expect(done.stdout).toContain('number of failed transactions: 0 (0.000%)');
      expect(done.status).toBe(0);
      expect((await rows()) - before).toBe(CLIENTS * EACH);
    });
  }

  for (const mode of ['extended', 'prepared']) {
    it(`sends a pipeline, ${mode}`, async () => {
      const done = await pgbench(mode, 'pipeline.pgbench', EACH);
      expect(done.stderr).not.toContain('error');
      expect(done.status).toBe(0);
    });
  }

  async function rows(): Promise<number> {
    const { rows } = await client.query('SELECT count(*) AS n FROM pgbench_history');
    return Number(rows[0].n);
  }

  function pgbench(mode: string, script: string, transactions: number): Promise<Finished> {
    const file = join(import.meta.dirname, script);
    const args = ['--no-vacuum', '--protocol', mode, '--client', `${CLIENTS}`, '--transactions', `${transactions}`];
    return run('pgbench', [...args, '--file', file], { env: psqlEnv(server), timeoutMs: 100_000 });
  }
});
