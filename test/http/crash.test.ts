import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';
import { Started } from './support/started.ts';

const folders: string[] = [];
const started = new Started();

afterAll(async () => {
  await started.end();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function rows(server: TestServer, sql: string): Promise<string[][]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const { rows: found } = await client.query({ text: sql, rowMode: 'array' });
    return found.map((row: unknown[]) => row.map(String));
  } finally {
    await client.end();
  }
}

/** Rounds of kill -9 while runs are under way; a run's row and its end are there together or not at all. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 4);

describe('after kill -9', () => {
  it('no run by hand is lost, and none takes effect twice', { timeout: 120_000 }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-crash-'));
    folders.push(dataDir);
    let server = await started.start({ dataDir });
    let admin = Api.basic(server, server.user, server.password);
    await admin.run('CREATE TABLE effects (run_no bigint)');
    const accepted: string[] = [];
    const { body } = await admin.post('/schedules', {
      query: {
        dbName: 'prod:all',
        name: 'count up',
        sql: 'INSERT INTO effects SELECT coalesce(max(run_no), 0) + 1 FROM effects',
      },
      schedule: { schedule: '0 0 1 1 *', startDate: '2026-01-01T00:00:00Z', maxActiveRuns: 1000 },
    });
    const path = `/schedules/${body.id}`;
    for (let round = 0; round < ROUNDS; round++) {
      const sent = Array.from({ length: 12 }, async () => {
        const answer = await admin.post(`${path}/runs`).catch(() => undefined);
        if (answer?.status === 202) accepted.push(answer.body.runId);
      });
      await new Promise((resolve) => setTimeout(resolve, 30 + round * 70));
      await server.kill9();
      await Promise.all(sent);
      server = await started.start({ dataDir });
      admin = Api.basic(server, server.user, server.password);
    }
    await admin.until(
      `${path}/runs?property=state%3D%3DIN_PROGRESS`,
      ({ runsSchedules }) => runsSchedules.length === 0,
    );
    const [counted] = await rows(
      server,
      'SELECT count(*), count(DISTINCT run_no), coalesce(max(run_no), 0) FROM effects',
    );
    const known = new Set<string>();
    let succeeded = 0;
    for (let next: string | undefined = `${path}/runs?limit=100`; next !== undefined; ) {
      const page = await admin.get(next.replace('/data/foundation/query/', '/'));
      for (const run of page.body.runsSchedules) {
        // Three attempts are all there are: who was stopped in each has failed, without an effect.
        if (run.state === 'FAILED') expect(run.message).toContain('the server was stopped during the run');
        else expect(run.state).toBe('SUCCESS');
        if (run.state === 'SUCCESS') succeeded++;
        known.add(run.id);
      }
      next = page.body._links.next?.href;
    }
    expect(accepted.filter((id) => !known.has(id))).toEqual([]);
    expect(counted).toEqual([String(succeeded), String(succeeded), String(succeeded)]);
    const [lying] = await rows(
      server,
      "SELECT count(*) FROM system.query_log WHERE state IN ('SUBMITTED', 'IN_PROGRESS') AND door <> 'wire'",
    );
    expect(lying).toEqual(['0']);
    await server.stop();
  });

  it('a query that was in progress says so, and a text that commits by itself is not run again', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-crash-'));
    folders.push(dataDir);
    let server = await started.start({ dataDir });
    let admin = Api.basic(server, server.user, server.password);
    await admin.run('CREATE TABLE halves (a bigint)');
    const slow = 'SELECT count(*) FROM range(100000000000) a, range(1000) b';
    const query = await admin.post('/queries', { dbName: 'prod:all', sql: slow });
    const { body } = await admin.post('/schedules', {
      query: {
        dbName: 'prod:all',
        name: 'halves',
        sql: `BEGIN; INSERT INTO halves SELECT 1; COMMIT; ${slow}`,
      },
      schedule: { schedule: '0 0 1 1 *', startDate: '2026-01-01T00:00:00Z' },
    });
    const run = await admin.post(`/schedules/${body.id}/runs`);
    const path = `/schedules/${body.id}/runs/${run.body.runId}`;
    await admin.until(path, ({ taskStatusList }) => taskStatusList[0].state === 'IN_PROGRESS');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server.kill9();
    server = await started.start({ dataDir });
    admin = Api.basic(server, server.user, server.password);
    expect((await admin.get(`/queries/${query.body.id}`)).body).toMatchObject({
      state: 'FAILED',
      errors: [{ code: '57P01' }],
    });
    expect((await admin.get(path)).body).toMatchObject({ state: 'FAILED', taskStatusList: [{ code: '57P01' }] });
    expect(await rows(server, 'SELECT count(*) FROM halves')).toEqual([['1']]);
    await server.stop();
  });
});
