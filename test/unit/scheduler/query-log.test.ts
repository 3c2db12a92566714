import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../catalog/migrations/migrate.ts';
import { QueryLog } from '../../../scheduler/query-log.ts';
import type { QueryRecord } from '../../../scheduler/records.ts';
import { Store } from '../../../scheduler/store.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import { Engine } from '../../../src/engine/engine.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 30, 15, 678);

const PLAIN: QueryRecord = {
  id: 'a',
  created: NOW,
  updated: NOW,
  started: undefined,
  ended: undefined,
  state: 'SUBMITTED',
  account: 'admin',
  client: 'psql',
  door: 'wire',
  sql: 'SELECT 1',
  dbName: 'prod:all',
  hidden: false,
  softDeleted: false,
  rowCount: undefined,
  bytes: undefined,
  error: undefined,
  template: undefined,
  scheduleId: undefined,
  runId: undefined,
  more: {},
};

let engine: Engine;
let store: Store;
let log: QueryLog;

beforeEach(async () => {
  engine = await Engine.open({ path: ':memory:', tempDirectory: '.', exportDirectory: '.' });
  await migrate(await engine.connect(), new Date(NOW));
  store = new Store(await engine.connect());
  log = new QueryLog(store, { keep: 1_000 }, silentLogger);
});

afterEach(async () => {
  await log.close();
  await store.close();
  await engine.close();
});

async function written(id: string): Promise<QueryRecord | undefined> {
  await log.flush();
  return log.get(id);
}

describe('the query log', () => {
  it('has one row of a query that is made again after a crash, at another time', async () => {
    log.put({ ...PLAIN, door: 'scheduler' });
    await log.flush();
    log.put({ ...PLAIN, door: 'scheduler', created: NOW + 2000 });
    await log.flush();
    log.put({ ...PLAIN, door: 'scheduler', created: NOW + 2000, state: 'SUCCESS' });
    await log.flush();
    expect(await log.open()).toEqual([]);
    expect(await log.get('a')).toMatchObject({ state: 'SUCCESS' });
  });

  it('gives back what was put into it, every field', async () => {
    const full: QueryRecord = {
      ...PLAIN,
      started: NOW + 1,
      ended: NOW + 2,
      state: 'FAILED',
      sql: `SELECT '{"a": "\\u0041"}', "x\\y", '\t\n é 漢 😀' -- it's`,
      rowCount: 12_345_678_901,
      error: { code: '22P02', message: 'a "bad" \\ value', detail: "it's\nlong", errorType: 'USER_ERROR' },
      template: { id: 't', name: 'monthly "totals"' },
      scheduleId: 's',
      runId: 'r',
      more: { isCtas: true, referenced: [{ id: 'd1', name: 'a' }], request: { sql: 'SELECT \u0000 1', deep: [null] } },
    };
    log.put(full);
    log.put({ ...PLAIN, id: 'b' });
    expect(await written('a')).toEqual(full);
    expect(await written('b')).toEqual({ ...PLAIN, id: 'b' });
  });

  it('writes a text that DuckDB could not hold as near as can be', async () => {
    log.put({ ...PLAIN, state: 'SUCCESS', sql: "SELECT 'a\0b \ud83d c'" });
    expect((await written('a'))?.sql).toBe("SELECT 'ab \ufffd c'");
  });

  it('replaces what it wrote before', async () => {
    log.put({ ...PLAIN, state: 'IN_PROGRESS' });
    await log.flush();
    log.put({ ...PLAIN, state: 'SUCCESS', rowCount: 3 });
    await log.flush();
    const { rows } = await log.list({
      orderBy: 'created',
      descending: false,
      limit: 10,
      start: undefined,
      backwards: false,
      conditions: [],
    });
    expect(rows.map(({ state, rowCount }) => [state, rowCount])).toEqual([['SUCCESS', 3]]);
  });

  it('takes many queries and long ones in one flush', async () => {
    const long = 'x'.repeat(90_000);
    for (let index = 0; index < 40; index++) log.put({ ...PLAIN, id: `long ${index}`, state: 'SUCCESS', sql: long });
    for (let index = 0; index < 4_500; index++) log.put({ ...PLAIN, id: `short ${index}`, state: 'SUCCESS' });
    await log.flush();
    const [[count, distinct] = []] = await store.work((connection) =>
      connection.rows('SELECT count(*), count(DISTINCT id) FROM stillhouse.queries'),
    );
    expect([count, distinct]).toEqual([4_540n, 4_540n]);
    expect((await log.get('long 39'))?.sql).toBe(long);
  });

  it('keeps as many as it may, the newest, and never drops one that has not ended', async () => {
    log.put({ ...PLAIN, id: 'waits', created: NOW - 1_000_000 });
    for (let index = 0; index < 2_500; index++) {
      log.put({ ...PLAIN, id: `q ${index}`, created: NOW + index, state: 'SUCCESS' });
      if (index % 500 === 499) await log.flush();
    }
    const [row = []] = await store.work((connection) =>
      connection.rows("SELECT count(*), min(created_at) FILTER (state = 'SUCCESS') FROM stillhouse.queries"),
    );
    // It lets a thousand more gather before it clears up.
    expect(Number(row[0])).toBeLessThanOrEqual(2_001);
    expect(await log.get('q 2499')).toBeDefined();
    expect(await log.get('q 0')).toBeUndefined();
    expect((await log.get('waits'))?.state).toBe('SUBMITTED');
  });
});
