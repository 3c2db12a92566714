import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MIGRATIONS, migrate } from '../../../catalog/migrations/migrate.ts';
import { readSnapshots } from '../../../catalog/store.ts';
import { Engine } from '../../../src/engine/engine.ts';

const NOW = new Date('2026-12-01T00:00:00Z');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-migrations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('snapshots, what has expired and lineage survive the move into one table', async () => {
  const engine = await Engine.open({ path: join(folder, 'db'), tempDirectory: folder, exportDirectory: folder });
  const connection = await engine.connect();
  await migrate(connection, NOW, MIGRATIONS.slice(0, 5));
  await connection.execute(
    `INSERT INTO stillhouse.snapshots VALUES
       (16384, 1, NULL, 'CREATE', 3, TIMESTAMP '2026-11-01 10:00:00', true),
       (16384, 2, 1, 'APPEND', 1, TIMESTAMP '2026-11-02 10:00:00.000001', false),
       (16385, 3, NULL, 'UPSERT', 2, TIMESTAMP '2026-11-03 10:00:00', false);
     INSERT INTO stillhouse.lineage VALUES
       (16384, 1, NULL, NULL, NULL, 's1', 'ada', TIMESTAMP '2026-11-01 10:00:00'),
       (16385, 3, 16384, 'orders', 2, 's2', 'bo', TIMESTAMP '2026-11-03 10:00:00'),
       (16385, 3, 16390, 'report', NULL, 's2', 'bo', TIMESTAMP '2026-11-03 10:00:00'),
       (16386, NULL, 16384, 'o''rders', 2, 's3', 'bo', TIMESTAMP '2026-11-04 10:00:00')`,
  );
  const snapshots = 'SELECT * FROM stillhouse.snapshots ORDER BY snapshot_id';
  const lineage = 'SELECT * FROM stillhouse.lineage ORDER BY statement_id, source_name';
  const before = [await connection.rows(snapshots), await connection.rows(lineage)];
  await migrate(connection, NOW);
  expect([await connection.rows(snapshots), await connection.rows(lineage)]).toEqual(before);
  const { chains, last } = await readSnapshots(connection);
  expect(last).toBe(3n);
  const orders = chains.get(16384 as never);
  expect([orders?.first, orders?.last, orders?.hasExpired(1n)]).toEqual([2n, 2n, true]);
  connection.close();
  await engine.close();
});
