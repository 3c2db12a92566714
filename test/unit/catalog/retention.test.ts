import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootstrap } from '../../../catalog/bootstrap.ts';
import { Catalog } from '../../../catalog/catalog.ts';
import { SnapshotRetention } from '../../../catalog/retention.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import { SqlError } from '../../../src/core/sql-error.ts';
import { openSession, type Session } from '../../support/session.ts';

const DAY_MS = 86_400_000;

describe('snapshots expire', () => {
  const folder = mkdtempSync(join(tmpdir(), 'retention-'));
  const clock = { time: Date.UTC(2026, 0, 1), now: () => clock.time };
  let server: Session;
  let retention: SnapshotRetention;

  beforeAll(async () => {
    server = await openSession(folder, clock);
    retention = new SnapshotRetention(server.catalog, await server.engine.connect(), 2, clock, silentLogger);
    await server.run('CREATE TABLE stays (id int); CREATE TABLE copy (id int); CREATE TABLE other (id int)');
    for (let day = 1; day <= 5; day++) {
      await server.run(`INSERT INTO stays VALUES (${day})`);
      clock.time += DAY_MS;
    }
  });

  afterAll(async () => {
    await retention.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('when they are older than the operator keeps them, but not the newest', async () => {
    expect(await ids()).toEqual([1, 2, 3, 4, 5]);
    expect(await retention.sweep()).toBe(3);
    expect(await retention.sweep()).toBe(0);
    expect(await ids()).toEqual([4, 5]);
    clock.time += 365 * DAY_MS;
    expect(await retention.sweep()).toBe(1);
    expect(await ids()).toEqual([5]);
  });

  it('and no row is lost', async () => {
    expect(await server.run('SELECT count(*) FROM stays')).toEqual([['5']]);
    expect(await server.run('SELECT count(*) FROM stays SNAPSHOT AS OF 5')).toEqual([['5']]);
    expect(await server.run("SELECT count(*) FROM stays SNAPSHOT BETWEEN 'HEAD' AND 5")).toEqual([['5']]);
  });

  it('and cannot be addressed', async () => {
    for (const clause of ['SINCE 3', 'BETWEEN 3 AND 5']) {
      const error = await failure(`SELECT * FROM stays SNAPSHOT ${clause}`);
      expect(error).toMatchObject({ sqlState: '58000', message: 'snapshot 3 of table "stays" has expired' });
      expect(error.hint).toContain('resolve_fallback_snapshot_on_failure = true');
      expect(error.detail).toContain('Its earliest snapshot is now 5.');
    }
    for (const clause of ['AS OF 3', "BETWEEN 'HEAD' AND 3"]) {
      expect(await failure(`SELECT * FROM stays SNAPSHOT ${clause}`)).toMatchObject({ sqlState: '58000' });
    }
    expect(await failure('SELECT * FROM stays SNAPSHOT SINCE 17')).toMatchObject({ sqlState: '22023' });
  });

  it('unless the earliest kept one may stand in, its rows included', async () => {
    await server.run('SET resolve_fallback_snapshot_on_failure = true');
    expect(await server.run('SELECT id FROM stays SNAPSHOT SINCE 3')).toEqual([['5']]);
    expect(await server.run("SELECT id FROM stays SNAPSHOT BETWEEN 3 AND 'TAIL'")).toEqual([['5']]);
    expect(await failure('SELECT * FROM stays SNAPSHOT AS OF 3')).toMatchObject({ sqlState: '58000' });
    expect(await failure('SELECT * FROM stays SNAPSHOT SINCE 17')).toMatchObject({ sqlState: '22023' });
    await server.run('RESET resolve_fallback_snapshot_on_failure');
  });

  it('and a checkpoint keeps those it has not read', async () => {
    const load = "INSERT INTO copy SELECT * FROM stays SNAPSHOT SINCE CHECKPOINT 'copy'";
    await server.run(load);
    for (let day = 6; day <= 8; day++) await server.run(`INSERT INTO stays VALUES (${day})`);
    clock.time += 365 * DAY_MS;
    await retention.sweep();
    expect(await ids()).toContain(5);
    await server.run(load);
    expect(await server.run('SELECT count(*), count(DISTINCT id) FROM copy')).toEqual([['8', '8']]);
    await retention.sweep();
    expect(await ids()).toHaveLength(1);
  });

  it('but not under a transaction that drops the table', async () => {
    await server.run('CREATE TABLE going (id int); INSERT INTO going VALUES (1)');
    await server.run('INSERT INTO going VALUES (2)');
    clock.time += 365 * DAY_MS;
    await server.run('BEGIN; DROP TABLE going');
    expect(await retention.sweep()).toBe(0);
    await server.run('COMMIT');
    expect(await retention.sweep()).toBe(0);
    const connection = await server.engine.connect();
    const orphans = 'SELECT * FROM stillhouse.expiries WHERE dataset NOT IN (SELECT oid FROM stillhouse.objects)';
    expect(await connection.rows(orphans)).toEqual([]);
    connection.close();
  });

  it('also for a table that is dropped, and after a restart', async () => {
    await server.run('DROP TABLE other');
    const again = await Catalog.open(server.engine, clock, silentLogger);
    const stays = [...again.view.datasets()].find(({ name }) => name === 'stays');
    expect(stays && again.view.snapshots(stays.oid).has(5n)).toBe(false);
    expect(stays && again.view.snapshots(stays.oid).hasExpired(5n)).toBe(true);
    await bootstrap(again, server.engine, async () => 'none');
  });

  async function ids(): Promise<readonly number[]> {
    const rows = await server.run("SELECT snapshot_id FROM (SELECT history_meta('stays')) h ORDER BY 1");
    return rows.map(([id]) => Number(id));
  }

  async function failure(sql: string): Promise<SqlError> {
    try {
      await server.run(sql);
    } catch (error) {
      if (error instanceof SqlError) return error;
      throw error;
    }
    throw new Error(`no error: ${sql}`);
  }
});
