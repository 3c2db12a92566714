import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate } from '../../../catalog/migrations/migrate.ts';
import { Executor } from '../../../scheduler/executor.ts';
import { QueryLog } from '../../../scheduler/query-log.ts';
import { RunStore } from '../../../scheduler/run-store.ts';
import type { Schedule } from '../../../scheduler/schedule.ts';
import { Scheduler } from '../../../scheduler/scheduler.ts';
import { Store } from '../../../scheduler/store.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import type { EngineConnection } from '../../../src/engine/connection.ts';
import { Engine } from '../../../src/engine/engine.ts';

const PURCHASES = resolve('../shared/data/cdnow_purchases.csv');
const DAY_MS = 86_400_000;

interface Purchase {
  readonly customer: string;
  readonly at: number;
  readonly amount: number;
}

/** The file's columns by their names, whatever their order. */
function purchases(): readonly Purchase[] {
  const [head = '', ...lines] = readFileSync(PURCHASES, 'utf8').trim().split('\n');
  const names = head.split(',').map((name) => name.trim().toLowerCase());
  const column = (...parts: readonly string[]): number =>
    names.findIndex((name) => parts.some((part) => name.includes(part)));
  const [customer, date, amount] = [column('id'), column('date'), column('value', 'amount', 'price', 'dollar')];
  return lines.map((line) => {
    const cells = line.split(',');
    const day = (cells[date] ?? '').replace(/^(\d{4})-?(\d{2})-?(\d{2}).*$/, '$1-$2-$3');
    return { customer: cells[customer] ?? '', at: Date.parse(day), amount: Math.round(Number(cells[amount]) * 100) };
  });
}

describe.skipIf(!existsSync(PURCHASES))('twelve months by a controlled clock (skipped without the CDNOW file)', () => {
  let engine: Engine;
  let store: Store;
  let connection: EngineConnection;

  beforeAll(async () => {
    const directory = resolve('.stillhouse-test');
    engine = await Engine.open({ path: ':memory:', tempDirectory: directory, exportDirectory: directory });
    connection = await engine.connect();
    await migrate(connection, new Date(0));
    expect(MIGRATIONS.length).toBeGreaterThanOrEqual(3);
    store = new Store(await engine.connect());
  });

  afterAll(async () => {
    await store?.close();
    connection?.close();
    await engine?.close();
  });

  it('each run leaves what a full recompute would, and a clock set back runs nothing twice', async () => {
    const all = purchases();
    const begin = Date.UTC(1997, 0, 1);
    let now = begin;
    const clock = { now: () => now };
    await connection.execute('CREATE TABLE orders (customer VARCHAR, bought BIGINT, amount BIGINT)');
    await connection.execute('CREATE TABLE totals (customer VARCHAR, amount BIGINT)');
    await connection.execute('CREATE TABLE seen (upto BIGINT)');
    await connection.execute('INSERT INTO seen VALUES (-1)');
    const rows = all.map(({ customer, at, amount }) => `('${customer}', ${at}, ${amount})`);
    for (let from = 0; from < rows.length; from += 5_000) {
      await connection.execute(`INSERT INTO orders VALUES ${rows.slice(from, from + 5_000).join(', ')}`);
    }
    const schedule: Schedule = {
      id: 'monthly',
      name: 'monthly',
      account: 'a',
      dbName: 'prod:all',
      sql: 'incremental',
      queryParameters: {},
      cron: '0 0 1 * *',
      timeZone: 'UTC',
      startsAt: begin,
      endsAt: undefined,
      maxActiveRuns: 1,
      catchUp: 'latest',
      quarantine: false,
      delayThresholdMinutes: 150,
      enabled: true,
      activeSince: begin,
      template: undefined,
    };
    const schedules = [schedule];
    const log = new QueryLog(store, { keep: 10_000 }, silentLogger);
    const runs = new RunStore(store);
    let ended: () => void = () => undefined;
    const executor = new Executor(
      log,
      async ({ commitWith }) => {
        await connection.execute('BEGIN TRANSACTION');
        await connection.execute(
          `INSERT INTO totals SELECT customer, sum(amount) FROM orders WHERE bought > (SELECT max(upto) FROM seen) AND bought <= ${now} GROUP BY customer`,
        );
        await connection.execute(`INSERT INTO seen VALUES (${now})`);
        for (const sql of commitWith) await connection.execute(sql);
        await connection.execute('COMMIT');
        return { rowCount: undefined, copyUri: undefined, warning: undefined };
      },
      { concurrency: 1, timeLimitMs: 0, maxQueued: 10 },
      clock,
      silentLogger,
    );
    const scheduler = new Scheduler({
      schedules: () => schedules,
      prepare: ({ sql }) => ({ sql, more: {}, ownCommit: false }),
      executor,
      log,
      runs,
      clock,
      logger: silentLogger,
      onEvent: ({ type }) => {
        if (type === 'success') ended();
      },
    });
    await scheduler.start();
    let expectedRuns = 0;
    for (let month = 1; month <= 12; month++) {
      now = Date.UTC(1997, month, 1) + 5_000;
      const end = new Promise<void>((done) => {
        ended = done;
      });
      await scheduler.tick();
      await end;
      expectedRuns++;
      const upto = now;
      const wanted = new Map<string, number>();
      for (const { customer, at, amount } of all) {
        if (at <= upto) wanted.set(customer, (wanted.get(customer) ?? 0) + amount);
      }
      const found = await connection.rows('SELECT customer, CAST(sum(amount) AS BIGINT) FROM totals GROUP BY customer');
      expect(found.length).toBe(wanted.size);
      expect(found.every(([customer, amount]) => wanted.get(String(customer)) === Number(amount))).toBe(true);
      // The clock is set back over the due time, and comes again.
      now = upto - 2 * DAY_MS;
      await scheduler.tick();
      now = upto;
      await scheduler.tick();
    }
    const [counted] = await connection.rows(
      "SELECT count(*), count(DISTINCT id) FROM stillhouse.runs WHERE state = 'SUCCESS'",
    );
    expect(counted?.map(Number)).toEqual([expectedRuns, expectedRuns]);
    await scheduler.close();
    await executor.close();
    await log.close();
  });
});
