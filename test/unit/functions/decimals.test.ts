import { afterAll, beforeAll, expect, test } from 'vitest';
import { decimalResult } from '../../../src/functions/decimals.ts';
import { type Dialect, openDialect } from '../../support/dialect-expression.ts';
import { rowText } from '../../support/function-transcript.ts';

let dialect: Dialect;
beforeAll(async () => {
  dialect = await openDialect();
});
afterAll(() => dialect.close());

/** Whole numbers by a generator with a fixed seed, of up to `digits` digits, of either sign. */
function* numbers(digits: number): Generator<bigint> {
  let state = 12345n;
  for (;;) {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    const size = 10n ** (1n + ((state >> 32n) % BigInt(digits)));
    yield ((state >> 8n) % size) * (state % 2n === 0n ? 1n : -1n);
  }
}

function text(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

/** Half away from zero. */
function divided(n: bigint, d: bigint): bigint {
  const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d];
  const quotient = (2n * top + bottom) / (2n * bottom);
  return n < 0n === d < 0n ? quotient : -quotient;
}

/** Both ways: by hand in 64 bits, and in 128. */
test.each([
  [12, 2, 12, 2],
  [10, 0, 10, 0],
  [15, 3, 10, 4],
  [18, 0, 15, 0],
  [14, 6, 8, 2],
  [24, 4, 10, 0],
])('decimal(%i,%i) / decimal(%i,%i) is exact to the last digit', async (p1, s1, p2, s2) => {
  const type = decimalResult('/', { precision: p1, scale: s1 }, { precision: p2, scale: s2 });
  if (type.kind !== 'decimal') throw new Error('not a decimal');
  const [tops, bottoms] = [numbers(p1), numbers(p2)];
  const pairs = Array.from(
    { length: 300 },
    () => [tops.next().value as bigint, (bottoms.next().value as bigint) || 7n] as const,
  );
  const rows = pairs.map(([a, b], i) => `(${i}, '${text(a, s1)}', '${text(b, s2)}')`).join(', ');
  const casts = `CAST(a AS decimal(${p1},${s1})) AS a, CAST(b AS decimal(${p2},${s2})) AS b`;
  const sql = `SELECT a / b AS q FROM (SELECT i, ${casts} FROM (VALUES ${rows}) AS v(i, a, b)) AS t ORDER BY i`;
  const { rows: found, duckdbTypes } = await dialect.query(sql);
  const expected = pairs.map(([a, b]) => {
    const shift = type.scale - s1 + s2;
    return text(divided(a * 10n ** BigInt(shift), b), type.scale).replace(/^-(0(\.0*)?)$/, '$1');
  });
  expect(found.map((row) => rowText(row, duckdbTypes.map(String)))).toEqual(expected);
});

test('a zero divisor gives NULL', async () => {
  const { rows } = await dialect.query('SELECT 1.50 / 0, CAST(1 AS decimal(38,2)) / CAST(0 AS decimal(38,2))');
  expect(rows).toEqual([[null, null]]);
});
