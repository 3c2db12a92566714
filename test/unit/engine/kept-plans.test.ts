import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineConnection } from '../../../src/engine/connection.ts';
import { Engine } from '../../../src/engine/engine.ts';

/**
 * DuckDB plans by the statistics of the moment. A kept plan that goes on believing them answers wrongly once other rows
 * are there; each of these did.
 */
const STATEMENTS: readonly (readonly [sql: string, answer: unknown])[] = [
  ['SELECT count(*) FROM t WHERE d > 100', 1n],
  ['SELECT count(*) FROM t WHERE d IS NULL', 1n],
  ['SELECT count(d) FROM t', 11n],
  ['SELECT count(*) FROM (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM t WHERE d = 100000))', 0n],
  ['SELECT count(*) FROM (SELECT d FROM t GROUP BY d)', 12n],
];

describe('a plan that is kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-plans-'));
  let engine: Engine;
  let reader: EngineConnection;
  let writer: EngineConnection;

  beforeAll(async () => {
    engine = await Engine.open({ path: join(folder, 'db'), tempDirectory: folder, exportDirectory: folder });
    reader = await engine.connect();
    writer = await engine.connect();
  });

  beforeEach(async () => {
    await writer.run('CREATE OR REPLACE TABLE t AS SELECT CAST(range AS INTEGER) AS d FROM range(10)');
  });

  afterAll(async () => {
    reader.close();
    writer.close();
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  const insert = 'INSERT INTO t VALUES (100000), (NULL)';

  for (const [sql, answer] of STATEMENTS) {
    it(`is made anew after a commit of another connection: ${sql}`, async () => {
      await reader.rows(sql);
      await writer.run(insert);
      expect(await reader.rows(sql)).toEqual([[answer]]);
      const stream = await reader.stream(sql);
      expect((await stream.next())?.getRowValues(0)).toEqual([answer]);
    });

    it(`is made anew after rows of the same transaction: ${sql}`, async () => {
      await reader.run('BEGIN TRANSACTION');
      await reader.rows(sql);
      await reader.run(insert);
      expect(await reader.rows(sql)).toEqual([[answer]]);
      await reader.run('ROLLBACK');
    });

    it(`is made anew where it writes: ${sql}`, async () => {
      await writer.run('CREATE OR REPLACE TABLE seen (n BIGINT)');
      await reader.run(`INSERT INTO seen ${sql}`);
      await writer.run(insert);
      await reader.run(`INSERT INTO seen ${sql}`);
      const rows = await reader.rows('SELECT n FROM seen ORDER BY rowid DESC LIMIT 1');
      expect(rows).toEqual([[answer]]);
    });
  }

  it('never sees rows that it was not made for, while others write without pause', async () => {
    let stop = false;
    const writing = (async () => {
      for (let n = 1; !stop; n++) await writer.run(`INSERT INTO t VALUES (${n * 1000})`);
    })();
    const sql = 'SELECT count(*), count(*) FILTER (WHERE d >= 1000), max(d) FROM t WHERE d >= 0';
    const above = 'SELECT count(*) FROM t WHERE d >= 1000';
    for (let n = 0; n < 300; n++) {
      const [counts] = await reader.rows(sql);
      const [all, large, most] = (counts ?? []).map(Number);
      expect(large).toBe((all ?? 0) - 10);
      if ((large ?? 0) > 0) expect(most).toBe((large ?? 0) * 1000);
      expect(Number((await reader.rows(above))[0]?.[0])).toBeGreaterThanOrEqual(large ?? 0);
    }
    stop = true;
    await writing;
  });
});
