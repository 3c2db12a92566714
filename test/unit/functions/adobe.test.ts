import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dialect, openDialect } from '../../support/dialect-expression.ts';
import { rowText } from '../../support/function-transcript.ts';

let dialect: Dialect;
beforeAll(async () => {
  dialect = await openDialect();
});
afterAll(() => dialect.close());

/** Two guests; `page` is NULL once, and the second guest has a gap of exactly the timeout. */
const EVENTS = `(SELECT * FROM (VALUES
  ('a', timestamp '2024-01-01 10:00:00', 'home', false),
  ('a', timestamp '2024-01-01 10:05:00', 'search', false),
  ('a', timestamp '2024-01-01 10:06:30.9', NULL, true),
  ('a', timestamp '2024-01-01 11:00:00', 'cart', false),
  ('a', timestamp '2024-01-01 11:00:10', 'buy', true),
  ('b', timestamp '2024-01-01 09:00:00', 'home', false),
  ('b', timestamp '2024-01-01 09:30:00', 'exit', false)
) AS v(k, ts, page, mark)) AS t`;
const OVER = 'OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)';
const AHEAD = 'OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)';

async function column(expression: string): Promise<readonly string[]> {
  const { rows, duckdbTypes } = await dialect.query(`SELECT ${expression} AS r FROM ${EVENTS} ORDER BY k, ts`);
  return rows.map((row) => rowText(row, duckdbTypes.map(String)));
}

describe('sessions: timestamp_diff, num, is_new, depth', () => {
  test('a gap greater than the timeout starts one; a gap equal to it does not', async () => {
    expect(await column(`sess_timeout(ts, 1800) ${OVER}`)).toEqual([
      '{0, 1, true, 1}',
      '{300, 1, false, 2}',
      '{90, 1, false, 3}',
      '{3209, 2, true, 1}',
      '{10, 2, false, 2}',
      '{0, 1, true, 1}',
      '{1800, 1, false, 2}',
    ]);
  });

  test('a row for which the condition is true starts one, and so does the first row', async () => {
    expect(await column(`sess_start_if(ts, mark) ${OVER}`)).toEqual([
      '{0, 1, true, 1}',
      '{300, 1, false, 2}',
      '{90, 2, true, 1}',
      '{3209, 2, false, 2}',
      '{10, 3, true, 1}',
      '{0, 1, true, 1}',
      '{1800, 1, false, 2}',
    ]);
  });

  test('a row for which the condition is true ends one', async () => {
    expect(await column(`sess_end_if(ts, mark) ${OVER}`)).toEqual([
      '{0, 1, true, 1}',
      '{300, 1, false, 2}',
      '{90, 1, false, 3}',
      '{3209, 2, true, 1}',
      '{10, 2, false, 2}',
      '{0, 1, true, 1}',
      '{1800, 1, false, 2}',
    ]);
  });

  test('members are read, and two functions stand side by side', async () => {
    const sum = `(sess_timeout(ts, 60) ${OVER}).num + (sess_start_if(ts, mark) ${OVER}).depth`;
    expect(await column(sum)).toEqual(['2', '4', '4', '6', '5', '2', '4']);
  });

  test('rows with the same time are numbered once each', async () => {
    const events =
      "(SELECT * FROM (VALUES (timestamp '2024-01-01 10:00:00', 1), (timestamp '2024-01-01 10:00:00', 2)) AS v(ts, i)) AS t";
    const { rows } = await dialect.query(`SELECT (sess_timeout(ts, 5) OVER (ORDER BY ts)).depth AS r FROM ${events}`);
    expect(rows.map((row) => row[0]).sort()).toEqual([1, 2]);
  });

  test('without an order: 42P20', async () => {
    await expect(dialect.query(`SELECT sess_timeout(ts, 5) OVER () FROM ${EVENTS}`)).rejects.toMatchObject({
      sqlState: '42P20',
    });
  });
});

describe('neighbours', () => {
  test('previous and next', async () => {
    expect(await column(`previous(page) ${OVER}`)).toEqual([
      'NULL',
      '{home}',
      '{search}',
      'NULL',
      '{cart}',
      'NULL',
      '{home}',
    ]);
    expect(await column(`previous(page, 2) ${OVER}`)).toEqual([
      'NULL',
      'NULL',
      '{home}',
      '{search}',
      'NULL',
      'NULL',
      'NULL',
    ]);
    expect(await column(`next(page) ${AHEAD}`)).toEqual([
      '{search}',
      'NULL',
      '{cart}',
      '{buy}',
      'NULL',
      '{exit}',
      'NULL',
    ]);
  });

  test('with NULLs left out the shift counts what is present', async () => {
    expect(await column(`previous(page, 1, true) ${OVER}`)).toEqual([
      'NULL',
      '{home}',
      '{search}',
      '{search}',
      '{cart}',
      'NULL',
      '{home}',
    ]);
    expect(await column(`(next(page, 2, true) ${AHEAD}).value`)).toEqual([
      'cart',
      'buy',
      'buy',
      'NULL',
      'NULL',
      'NULL',
      'NULL',
    ]);
  });

  test('a row outside the frame is not found', async () => {
    const narrow = 'OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)';
    expect(await column(`previous(page, 2) ${narrow}`)).toEqual(Array(7).fill('NULL'));
  });

  test('time since and until a match', async () => {
    expect(await column(`time_between_previous_match(ts, mark) ${OVER}`)).toEqual([
      'NULL',
      'NULL',
      '0',
      '3209',
      '0',
      'NULL',
      'NULL',
    ]);
    expect(await column(`time_between_next_match(ts, mark, 'minutes') ${AHEAD}`)).toEqual([
      '-6',
      '-1',
      '0',
      '0',
      '0',
      'NULL',
      'NULL',
    ]);
    await expect(column(`time_between_next_match(ts, mark, 'weeks') ${AHEAD}`)).rejects.toMatchObject({
      sqlState: '22023',
    });
  });
});

describe('attribution: name, value, timestamp, fraction', () => {
  const value = (call: string, window = OVER) => column(`(${call} ${window}).value`);

  test('first and last touch of the frame', async () => {
    expect((await column(`attribution_first_touch(ts, 'pages', page) ${OVER}`))[2]).toBe(
      '{pages, home, 2024-01-01 10:00:00, 1.0}',
    );
    expect(await value("attribution_first_touch(ts, 'p', page)")).toEqual([
      'home',
      'home',
      'home',
      'home',
      'home',
      'home',
      'home',
    ]);
    expect(await value("attribution_last_touch(ts, 'p', page)")).toEqual([
      'home',
      'search',
      'search',
      'cart',
      'buy',
      'home',
      'exit',
    ]);
    expect(await value("attribution_last_touch(ts, 'p', page)", AHEAD)).toEqual([
      'buy',
      'buy',
      'buy',
      'buy',
      'buy',
      'exit',
      'exit',
    ]);
  });

  test('expiring after the row with the condition, or before it', async () => {
    expect(await value("attribution_first_touch_exp_if(ts, 'p', page, mark)")).toEqual([
      'home',
      'home',
      'home',
      'cart',
      'cart',
      'home',
      'home',
    ]);
    expect(await value("attribution_first_touch_exp_if(ts, 'p', page, mark, true)")).toEqual([
      'home',
      'home',
      'NULL',
      'cart',
      'buy',
      'home',
      'home',
    ]);
    expect(await value("attribution_last_touch_exp_if(ts, 'p', page, mark)")).toEqual([
      'home',
      'search',
      'search',
      'cart',
      'buy',
      'home',
      'exit',
    ]);
  });

  test('expiring after a time', async () => {
    expect(await value("attribution_first_touch_exp_timeout(ts, 'p', page, 300)")).toEqual([
      'home',
      'home',
      'search',
      'cart',
      'cart',
      'home',
      'exit',
    ]);
    expect(await value("attribution_last_touch_exp_timeout(ts, 'p', page, 60)")).toEqual([
      'home',
      'search',
      'NULL',
      'cart',
      'buy',
      'home',
      'exit',
    ]);
  });
});

describe('a million events', () => {
  beforeAll(async () => {
    const columns = [
      { name: 'k', type: { kind: 'bigint' } },
      { name: 'ts', type: { kind: 'timestamp' } },
      { name: 'mark', type: { kind: 'boolean' } },
      { name: 'page', type: { kind: 'bigint' } },
    ] as const;
    const sql =
      "SELECT i % 10000 AS k, TIMESTAMP '2024-01-01' + to_seconds(i * 7) AS ts, i % 13 = 0 AS mark, i AS page FROM range(1000000) AS g(i)";
    await dialect.create('events', columns, sql);
  });
  const calls = [
    `sess_timeout(ts, 1800) ${OVER}`,
    `attribution_first_touch_exp_if(ts, 'p', page, mark) ${OVER}`,
    `attribution_last_touch_exp_timeout(ts, 'p', page, 86400) ${OVER}`,
  ];
  test.each(calls)('%s is windows over windows, without a join', async (call) => {
    const lowered = await dialect.explain(`SELECT ${call} AS r FROM events`);
    expect(lowered).toMatch(/WINDOW/);
    expect(lowered).not.toMatch(/JOIN/);
    const { rows } = await dialect.query(`SELECT count(r) FROM (SELECT ${call} AS r FROM events) AS u`);
    expect(rows).toEqual([[1_000_000n]]);
  });
});

describe('sketches', () => {
  test('estimates are near, and merging counts the union', async () => {
    const values = (from: number, to: number) => `(SELECT explode(sequence(${from}, ${to})) AS x) AS g`;
    const { rows } = await dialect.query(
      `SELECT hll_estimate(hll_build_agg(x)), hll_estimate(hll_build_agg(x, 10)) FROM ${values(1, 50000)}`,
    );
    const [fine, coarse] = rows[0] ?? [];
    expect(Math.abs(Number(fine) - 50_000) / 50_000).toBeLessThan(0.05);
    expect(Math.abs(Number(coarse) - 50_000) / 50_000).toBeLessThan(0.1);
    const parts = `(SELECT hll_build_agg(x) AS s FROM (SELECT x, x % 7 AS g FROM ${values(1, 50000)}) AS q GROUP BY g) AS p`;
    const merged = await dialect.query(`SELECT hll_merge_count_agg(s) FROM ${parts}`);
    expect(merged.rows[0]?.[0]).toBe(fine);
  });

  test('sketches of two sizes are merged only on demand', async () => {
    const two = `(SELECT s FROM (SELECT explode(array(hll_build_agg(x, 12), hll_build_agg(x, 8))) AS s FROM (SELECT explode(sequence(1, 3000)) AS x) AS g) AS q) AS p`;
    await expect(dialect.query(`SELECT hll_merge_agg(s) FROM ${two}`)).rejects.toThrow(/different sizes/);
    const { rows } = await dialect.query(`SELECT hll_merge_count_agg(s, true) FROM ${two}`);
    expect(Math.abs(Number(rows[0]?.[0]) - 3000) / 3000).toBeLessThan(0.2);
  });
});
