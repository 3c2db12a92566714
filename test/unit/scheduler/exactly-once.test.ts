import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate } from '../../../catalog/migrations/migrate.ts';
import { type RunRecord, runId } from '../../../scheduler/records.ts';
import { RunStore } from '../../../scheduler/run-store.ts';
import { Store } from '../../../scheduler/store.ts';
import type { EngineConnection } from '../../../src/engine/connection.ts';
import { Engine } from '../../../src/engine/engine.ts';

const BEGIN = Date.UTC(2026, 0, 1, 12, 0);
const MINUTE_MS = 60_000;

let engine: Engine;
let connection: EngineConnection;
let store: Store;

beforeEach(async () => {
  engine = await Engine.open({ path: ':memory:', tempDirectory: '.', exportDirectory: '.' });
  connection = await engine.connect();
  await migrate(connection, new Date(BEGIN), MIGRATIONS.slice(0, 8));
});

afterEach(async () => {
  await store?.close();
  connection.close();
  await engine.close();
});

async function openStore(): Promise<RunStore> {
  await migrate(connection, new Date(BEGIN));
  store = new Store(await engine.connect());
  return new RunStore(store);
}

function run(minute: number, more: Partial<RunRecord> = {}): RunRecord {
  const due = BEGIN + minute * MINUTE_MS;
  return {
    id: runId('scheduled', due),
    scheduleId: 's',
    due,
    external: false,
    state: 'IN_PROGRESS',
    taskState: 'QUEUED',
    created: due,
    updated: due,
    started: undefined,
    ended: undefined,
    attempt: 1,
    queryId: `q${minute}`,
    message: undefined,
    sqlState: undefined,
    ...more,
  };
}

function claimOf(...runs: readonly RunRecord[]) {
  return { scheduleId: 's', settledUntil: Math.max(...runs.map(({ due }) => due)), runs };
}

/** Minutes and states of all records, in the order of their due times. */
async function records(): Promise<readonly string[]> {
  const rows = await connection.rows('SELECT epoch_ms(due), state FROM stillhouse.runs ORDER BY due, state');
  return rows.map(([due, state]) => `${(Number(due) - BEGIN) / MINUTE_MS} ${state}`);
}

describe('the records of runs', () => {
  it('stay ahead when a run ends while the next due time is claimed', async () => {
    const runs = await openStore();
    await runs.claim([claimOf(run(1))]);
    const claimed = runs.claim([claimOf(run(2))]);
    const ended = runs.update(run(1, { state: 'SUCCESS', taskState: 'SUCCESS' }), { enrolled: false, activeSince: 0 });
    await Promise.all([claimed, ended]);
    expect(runs.progress('s').lastDue).toBe(run(2).due);
  });

  it('count every failure of runs that end together', async () => {
    const runs = await openStore();
    await runs.claim([claimOf(run(1), run(2), run(3))]);
    const counted = { enrolled: true, activeSince: 0 };
    await Promise.all([1, 2, 3].map((minute) => runs.update(run(minute, { state: 'FAILED' }), counted)));
    expect(runs.progress('s').failures.consecutive).toBe(3);
  });

  it('have one for a due time, whatever is asked', async () => {
    const runs = await openStore();
    await runs.claim([claimOf(run(1))]);
    const again = await runs.claim([claimOf(run(1, { state: 'SKIPPED' }), run(2))]);
    expect(again.map(({ runs: taken }) => taken.map(({ id }) => id))).toEqual([[run(2).id]]);
    const none = await runs.claim([claimOf(run(2))]);
    expect(none.flatMap(({ runs: taken }) => taken)).toEqual([]);
    expect(await records()).toEqual(['1 IN_PROGRESS', '2 IN_PROGRESS']);
    await expect(connection.execute('INSERT INTO stillhouse.runs SELECT * FROM stillhouse.runs')).rejects.toThrow(
      /duplicate key/i,
    );
  });

  it('lose a second one of the same due time when an older folder is opened', async () => {
    for (const [minute, state] of [
      [1, 'SKIPPED'],
      [1, 'SUCCESS'],
      [2, 'FAILED'],
    ] as const) {
      const { id } = run(minute);
      await connection.execute(
        `INSERT INTO stillhouse.runs SELECT '${id}', 's', t, false, '${state}', '${state}', t, t, NULL, NULL, 1, NULL, NULL, NULL
         FROM (SELECT make_timestamp(${run(minute).due}000) AS t)`,
      );
    }
    await openStore();
    expect(await records()).toEqual(['1 SUCCESS', '2 FAILED']);
  });
});
