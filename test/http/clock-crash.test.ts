import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { seeded } from '../../examples/random.ts';
import { TestClock } from '../support/clock.ts';
import { Api } from './support/api.ts';
import { Started } from './support/started.ts';

/** Kills at random but seeded moments; SEED=n tries others. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 10);
const SEED = Number(process.env.SEED ?? 20_260_101);
const MINUTE_MS = 60_000;

const folders: string[] = [];
const started = new Started();
const clock = new TestClock(Date.UTC(2026, 0, 1, 12, 0, 30));

afterAll(async () => {
  await started.end();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  clock.remove();
});

interface Run {
  readonly dueDate: string;
  readonly state: string;
  readonly message?: string;
}

it(`${ROUNDS} kills while the clock starts runs: each due time has one record, and each success one effect (SEED=${SEED})`, {
  timeout: 300_000,
}, async () => {
  const random = seeded(SEED);
  const dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-clock-'));
  folders.push(dataDir);
  const start = () => started.start({ dataDir, env: clock.env });
  let server = await start();
  const query = async (sql: string): Promise<string[][]> => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      const { rows } = await client.query({ text: sql, rowMode: 'array' });
      return rows.map((row: unknown[]) => row.map(String));
    } finally {
      await client.end();
    }
  };
  const rules = ['all', 'latest', 'none'] as const;
  for (const rule of rules) {
    await query(`CREATE TABLE by_${rule} (run_no bigint)`);
    await query(
      `CREATE SCHEDULE s_${rule} CRON '* * * * *' WITH (catch_up = '${rule}')
       AS $$ INSERT INTO by_${rule} SELECT coalesce(max(run_no), 0) + 1 FROM by_${rule} $$`,
    );
  }
  const { body } = await Api.basic(server, server.user, server.password).get('/schedules');
  const idOf = (rule: string): string =>
    body.schedules.find((schedule: { query: { name: string } }) => schedule.query.name === `s_${rule}`).id;
  const begin = Math.floor(clock.now() / MINUTE_MS) + 1;

  for (let round = 0; round < ROUNDS; round++) {
    clock.advance(MINUTE_MS * (1 + Math.floor(random() * 4)));
    await new Promise((resolve) => setTimeout(resolve, random() * 1_400));
    // Every third server finds its clock set back: what has run does not run again.
    const setBack = round % 3 === 2 ? 90_000 : 0;
    clock.advance(-setBack);
    await server.kill9();
    server = await start();
    clock.advance(setBack);
  }
  const api = Api.basic(server, server.user, server.password);
  const last = Math.floor(clock.now() / MINUTE_MS);
  for (const rule of rules) {
    const runs: Run[] = [];
    await api.until(`/schedules/${idOf(rule)}/runs?limit=100`, ({ runsSchedules }) => {
      runs.splice(0, runs.length, ...runsSchedules);
      const settled = runs.every(({ state }) => state !== 'IN_PROGRESS');
      return settled && runs.some(({ dueDate }) => Date.parse(dueDate) >= last * MINUTE_MS);
    });
    const until = Math.max(...runs.map(({ dueDate }) => Date.parse(dueDate))) / MINUTE_MS;
    const due = runs.map(({ dueDate }) => Date.parse(dueDate) / MINUTE_MS).sort((a, b) => a - b);
    expect(due, `due times of ${rule}`).toEqual(Array.from({ length: until - begin + 1 }, (_, index) => begin + index));
    const succeeded = runs.filter(({ state }) => state === 'SUCCESS').length;
    for (const { state, message } of runs) {
      if (state === 'SKIPPED') expect(rule).not.toBe('all');
      // Three attempts are all there are: who was stopped in each has failed, without an effect.
      else if (state !== 'SUCCESS') expect(message).toContain('the server was stopped during the run');
    }
    expect(succeeded).toBeGreaterThan(0);
    const [counted] = await query(`SELECT count(*), count(DISTINCT run_no), max(run_no) FROM by_${rule}`);
    expect(counted, `effects of ${rule}`).toEqual([String(succeeded), String(succeeded), String(succeeded)]);
  }
  await server.stop();
});
