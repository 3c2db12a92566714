import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../../catalog/migrations/migrate.ts';
import { type ListKey, type ListRequest, listPage } from '../../../scheduler/list.ts';
import { QUERIES } from '../../../scheduler/query-rows.ts';
import type { QueryRecord } from '../../../scheduler/records.ts';
import type { EngineConnection } from '../../../src/engine/connection.ts';
import { Engine } from '../../../src/engine/engine.ts';

const ROWS = 120_000;
let engine: Engine;
let connection: EngineConnection;
/** Failed ones as a list of their keys, oldest first: worked out without a list. */
let failed: readonly ListKey[];

beforeAll(async () => {
  engine = await Engine.open({ path: ':memory:', tempDirectory: '.', exportDirectory: '.' });
  connection = await engine.connect();
  await migrate(connection, new Date(0));
  // Most rows lie close together, ten to a moment; the failed ones are few, and fewer where they are old.
  await connection.execute(`INSERT INTO stillhouse.queries
    SELECT 'q' || i, ts, ts, NULL, NULL, CASE WHEN i % (1 + (${ROWS} - i) // 40) = 0 THEN 'FAILED' ELSE 'SUCCESS' END,
      'a', 'c', 'wire', 'SELECT 1', 'all', false, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL
    FROM (SELECT i, make_timestamp((i // 10) * CASE WHEN i < 20000 THEN 1000 ELSE 900 END * 1000) AS ts
          FROM range(${ROWS}) r(i))`);
  const rows = await connection.rows(
    "SELECT epoch_ms(created_at), id FROM stillhouse.queries WHERE state = 'FAILED' ORDER BY created_at, id",
  );
  failed = rows.map(([time, id]) => ({ time: Number(time), id: String(id) }));
});

afterAll(async () => {
  connection?.close();
  await engine?.close();
});

async function walk(descending: boolean): Promise<readonly string[]> {
  const seen: string[] = [];
  const request: ListRequest = {
    orderBy: 'created',
    descending,
    limit: 97,
    start: undefined,
    backwards: false,
    conditions: [{ property: 'state', op: '==', value: { kind: 'text', value: 'FAILED' } }],
  };
  for (let start: ListRequest['start']; ; ) {
    const { rows, after } = await listPage<QueryRecord>(connection, QUERIES, { ...request, start });
    seen.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (!after || last === undefined) return seen;
    start = { kind: 'key', time: last.created, id: last.id };
  }
}

it('pages of a large table are complete, whichever way, wherever its rows lie', async () => {
  expect(failed.length).toBeGreaterThan(200);
  const wanted = failed.map(({ id }) => id);
  expect(await walk(false)).toEqual(wanted);
  expect(await walk(true)).toEqual([...wanted].reverse());
});

it.each([
  [0, true],
  [60_000, true],
  [60_000, false],
  [119_990, true],
  [119_990, false],
  [120_000, true],
])('%i rows are skipped as a sort would skip them, descending: %s', async (rows, descending) => {
  const request: ListRequest = {
    orderBy: 'created',
    descending,
    limit: 7,
    start: { kind: 'offset', rows },
    backwards: false,
    conditions: [],
  };
  const { rows: found } = await listPage<QueryRecord>(connection, QUERIES, request);
  const direction = descending ? 'DESC' : 'ASC';
  const wanted = await connection.rows(
    `SELECT id FROM stillhouse.queries ORDER BY created_at ${direction}, id ${direction} LIMIT 7 OFFSET ${rows}`,
  );
  expect(found.map(({ id }) => id)).toEqual(wanted.map(([id]) => id));
});

it('rows are skipped among those of a filter', async () => {
  const page = await listPage<QueryRecord>(connection, QUERIES, {
    orderBy: 'updated',
    descending: true,
    limit: 5,
    start: { kind: 'offset', rows: 100_000 },
    backwards: false,
    conditions: [{ property: 'state', op: '==', value: { kind: 'text', value: 'SUCCESS' } }],
  });
  const wanted = await connection.rows(
    `SELECT id FROM stillhouse.queries WHERE state = 'SUCCESS' ORDER BY updated_at DESC, id DESC LIMIT 5 OFFSET 100000`,
  );
  expect(page.rows.map(({ id }) => id)).toEqual(wanted.map(([id]) => id));
});
