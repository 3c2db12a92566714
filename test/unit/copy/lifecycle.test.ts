import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlError } from '../../../src/core/sql-error.ts';
import { SQLSTATE } from '../../../src/core/sql-state.ts';
import type { CopyInput } from '../../../src/session/client-session.ts';
import { startCopyIn } from '../../../src/session/copy/copy-in.ts';
import { StatementGuard } from '../../../src/session/statement-guard.ts';
import { type CopyBench, copyPlan, described, openBench } from './harness.ts';
import { outcomeOf } from './outcome-of.ts';

const TWO = { a: { kind: 'integer' }, b: { kind: 'varchar' } } as const;

let bench: CopyBench;
beforeAll(async () => {
  bench = await openBench('disk');
});
afterAll(() => bench.close());

describe('a large input', () => {
  it('is one snapshot, in order, in little memory', async () => {
    const table = await bench.table(TWO);
    const before = process.memoryUsage().rss;
    let largest = before;
    function* chunks() {
      for (let chunk = 0; chunk < 1000; chunk++) {
        const lines = Array.from({ length: 1000 }, (_, row) => `${chunk * 1000 + row},some text of row ${row}\n`);
        largest = Math.max(largest, process.memoryUsage().rss);
        yield Buffer.from(lines.join(''));
      }
    }
    expect(await bench.copy(table, { format: 'csv' }, chunks())).toBe('COPY 1000000');
    const connection = await bench.runtime.connect();
    const sql = `SELECT count(*)::INT, min(a), max(a), count(DISTINCT __stillhouse_snapshot)::INT, sum(a)::BIGINT
       FROM lake."d${table.oid}"`;
    expect(await connection.rows(sql)).toEqual([[1_000_000, 0, 999_999, 1, 499_999_500_000n]]);
    expect((largest - before) / 2 ** 20).toBeLessThan(400);
  }, 120_000);

  it('loads nothing when an error comes late', async () => {
    const lines = Array.from({ length: 400_000 }, (_, row) => `${row},some text of row ${row}\n`);
    lines[399_999] = 'x,last\n';
    const bytes = Buffer.from(lines.join(''));
    expect(await outcomeOf(bench, TWO, { format: 'csv' }, [bytes])).toBe(
      '22P02 invalid input syntax for type integer: "x" | W: COPY t, line 400000, column a: "x"',
    );
    expect(await outcomeOf(bench, TWO, { format: 'csv' }, [Buffer.from('1,x\n')])).toEqual([['1', 'x']]);
  });

  it('may have fields of many megabytes', async () => {
    const long = 'äöü"\n'.repeat(1_500_000);
    const bytes = Buffer.from(`1,"${long.replaceAll('"', '""')}"\n2,short\n`);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 60_000) }, (_, index) =>
      bytes.subarray(index * 60_000, (index + 1) * 60_000),
    );
    const rows = await outcomeOf(bench, TWO, { format: 'csv' }, chunks);
    expect(rows.length).toBe(2);
    expect(rows[0]?.[1] === long).toBe(true);
    expect(rows[1]).toEqual(['2', 'short']);
  });
});

describe('columns that are not named', () => {
  it('get their defaults, or NULL', async () => {
    const columns = {
      a: { kind: 'integer' },
      b: { type: { kind: 'varchar' }, defaultSql: "'none'" },
      c: { kind: 'date' },
    } as const;
    const rows = await outcomeOf(bench, columns, { format: 'csv' }, [Buffer.from('1\n2\n')], ['a']);
    expect(rows).toEqual([
      ['1', 'none', null],
      ['2', 'none', null],
    ]);
  });

  it('may be anywhere, in any order', async () => {
    const columns = { a: { kind: 'integer' }, b: { kind: 'varchar' }, c: { kind: 'date' } } as const;
    const bytes = Buffer.from('2020-01-01\t7\n');
    expect(await outcomeOf(bench, columns, {}, [bytes], ['c', 'a'])).toEqual([['7', null, '2020-01-01']]);
  });

  it('may be NOT NULL when they have a default', async () => {
    const columns = {
      a: { kind: 'integer' },
      b: { type: { kind: 'integer' }, notNull: true, defaultSql: '5' },
    } as const;
    expect(await outcomeOf(bench, columns, {}, [Buffer.from('1\n')], ['a'])).toEqual([['1', '5']]);
    expect(await outcomeOf(bench, columns, {}, [Buffer.from('1\t\\N\n')])).toBe(
      '23502 null value in column "b" of relation "t" violates not-null constraint' +
        ' | D: Failing row contains (1, null). | W: COPY t, line 1: "1\t\\N"',
    );
  });
});

describe('an accelerated table', () => {
  it('has no snapshots', async () => {
    const table = await bench.table(TWO, 'accelerated');
    expect(await bench.copy(table, {}, [Buffer.from('1\tx\n')])).toBe('COPY 1');
    expect(await bench.rows(table)).toEqual([['1', 'x']]);
    expect(bench.runtime.catalog.view.snapshots(table.oid).last).toBeUndefined();
  });

  it('has lineage: who wrote, from nothing stored', async () => {
    const table = await bench.table(TWO, 'accelerated');
    await bench.copy(table, {}, [Buffer.from('1\tx\n')]);
    await bench.copy(table, {}, [Buffer.from('2\ty\n')]);
    const connection = await bench.runtime.connect();
    const sql = `SELECT snapshot_id, source, account FROM stillhouse.lineage WHERE dataset = ${table.oid}`;
    expect(await connection.rows(sql)).toEqual([
      [null, null, 'test'],
      [null, null, 'test'],
    ]);
  });
});

describe('a copy that is given up', () => {
  it('by the client, loads nothing', async () => {
    const { input, rows } = await started();
    await input.write(Buffer.from('1\tx\n'));
    expect(await errorOf(input.fail('no more'))).toBe('57014 COPY from stdin failed: no more');
    expect(await rows()).toEqual([]);
  });

  it('in the middle of loading, loads nothing', async () => {
    const { input, rows } = await started();
    await input.write(Buffer.from('1\tsome text\n'.repeat(700_000)));
    await input.abort();
    await input.abort();
    expect(await rows()).toEqual([]);
  });

  it('by a cancel, says so', async () => {
    const { input, guard, rows } = await started();
    await input.write(Buffer.from('1\tsome text\n'.repeat(700_000)));
    guard.stop(new SqlError(SQLSTATE.queryCanceled, 'canceling statement due to user request'));
    expect(await errorOf(input.finish())).toBe('57014 canceling statement due to user request');
    expect(await rows()).toEqual([]);
  });
});

describe('spool files', () => {
  it('are all gone after the copies above', async () => {
    expect((await readdir(bench.directory)).filter((name) => name.startsWith('copy-'))).toEqual([]);
  });
});

async function started(): Promise<{ input: CopyInput; guard: StatementGuard; rows: () => Promise<unknown> }> {
  const { runtime } = bench;
  const table = await bench.table(TWO);
  const connection = await runtime.connect();
  const guard = new StatementGuard(0, () => connection.interrupt());
  const changes = await runtime.transaction.prepareWrite([], guard.signal);
  const outcome = await startCopyIn(copyPlan(table, {}), runtime, changes, guard);
  if (outcome.kind !== 'copyIn') throw new Error(outcome.kind);
  return {
    input: outcome.input,
    guard,
    rows: async () => {
      guard.done();
      await runtime.transaction.rollback();
      return bench.rows(table);
    },
  };
}

async function errorOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'no error', described);
}
