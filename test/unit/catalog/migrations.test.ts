import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MIGRATIONS, migrate } from '../../../catalog/migrations/migrate.ts';
import { readSnapshots } from '../../../catalog/store.ts';
import type { EngineConnection } from '../../../src/engine/connection.ts';
import { Engine } from '../../../src/engine/engine.ts';

const NOW = new Date('2026-12-01T00:00:00Z');

const SNAPSHOTS = 'SELECT * FROM stillhouse.snapshots ORDER BY snapshot_id';
const LINEAGE = 'SELECT * FROM stillhouse.lineage ORDER BY statement_id, source_name';

let folder: string;
let engine: Engine;
let connection: EngineConnection;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-migrations-'));
  engine = await Engine.open({ path: join(folder, 'db'), tempDirectory: folder, exportDirectory: folder });
  connection = await engine.connect();
  await migrate(connection, NOW, MIGRATIONS.slice(0, 5));
});
afterEach(async () => {
  connection.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

test('snapshots, what has expired and lineage survive the move into one table', async () => {
  await connection.execute(
    `INSERT INTO stillhouse.objects VALUES
       (16386, 'dataset', '{"kind":"dataset","oid":16386,"createdAt":"2026-11-04T10:00:00.000Z"}');
     INSERT INTO stillhouse.snapshots VALUES
       (16384, 1, NULL, 'CREATE', 3, TIMESTAMP '2026-11-01 10:00:00', true),
       (16384, 2, 1, 'APPEND', 1, TIMESTAMP '2026-11-02 10:00:00.000001', false),
       (16385, 3, NULL, 'UPSERT', 2, TIMESTAMP '2026-11-03 10:00:00', false);
     INSERT INTO stillhouse.lineage VALUES
       (16384, 1, NULL, NULL, NULL, 's1', 'ada', TIMESTAMP '2026-11-01 10:00:00'),
       (16385, 3, 16384, 'orders', 2, 's2', 'bo', TIMESTAMP '2026-11-03 10:00:00'),
       (16385, 3, 16390, 'report', NULL, 's2', 'bo', TIMESTAMP '2026-11-03 10:00:00'),
       (16386, NULL, 16384, 'o''rders', 2, 's3', 'bo', TIMESTAMP '2026-11-04 10:00:00')`,
  );
  const before = [await connection.rows(SNAPSHOTS), await connection.rows(LINEAGE)];
  await migrate(connection, NOW);
  expect([await connection.rows(SNAPSHOTS), await connection.rows(LINEAGE)]).toEqual(before);
  const { chains, last } = await readSnapshots(connection);
  expect(last).toBe(3n);
  const orders = chains.get(16384 as never);
  expect([orders?.first, orders?.last, orders?.hasExpired(1n)]).toEqual([2n, 2n, true]);
});

test('lineage of a dropped dataset is not given to the one that got its number', async () => {
  // "x" (16384) and the report "r" (16385) were written and dropped; after a restart "y" and "s" got their oids, and
  // snapshot 2 was made a second time.
  await connection.execute(
    `INSERT INTO stillhouse.objects VALUES
       (16384, 'dataset', '{"kind":"dataset","oid":16384,"createdAt":"2026-11-02T09:00:00.000Z"}'),
       (16385, 'dataset', '{"kind":"dataset","oid":16385,"createdAt":"2026-11-02T09:00:00.000Z"}');
     INSERT INTO stillhouse.snapshots VALUES
       (16384, 2, NULL, 'APPEND', 1, TIMESTAMP '2026-11-02 10:00:00', false);
     INSERT INTO stillhouse.lineage VALUES
       (16384, 2, NULL, NULL, NULL, 'x1', 'ada', TIMESTAMP '2026-11-01 10:00:00'),
       (16384, 3, NULL, NULL, NULL, 'x2', 'ada', TIMESTAMP '2026-11-01 11:00:00'),
       (16385, NULL, 16384, 'x', 3, 'r1', 'ada', TIMESTAMP '2026-11-01 12:00:00'),
       (16386, NULL, 16384, 'x', 3, 'gone', 'ada', TIMESTAMP '2026-11-01 12:00:00'),
       (16384, 2, NULL, NULL, NULL, 'y1', 'bo', TIMESTAMP '2026-11-02 10:00:00'),
       (16385, NULL, 16384, 'y', 2, 's1', 'bo', TIMESTAMP '2026-11-02 12:00:00')`,
  );
  const before = await connection.rows(SNAPSHOTS);
  await migrate(connection, NOW);
  expect(await connection.rows(SNAPSHOTS)).toEqual(before);
  const lineage = await connection.rows(
    'SELECT statement_id, dataset, snapshot_id FROM stillhouse.lineage ORDER BY statement_id',
  );
  expect(lineage).toEqual([
    ['s1', 16385n, null],
    ['y1', 16384n, 2n],
  ]);
  const { chains, last } = await readSnapshots(connection);
  expect([chains.get(16384 as never)?.length, last]).toEqual([1, 2n]);
});
