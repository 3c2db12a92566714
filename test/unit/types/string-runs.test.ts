import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_ENCODE_CONTEXT } from '../../../src/types/encode-context.ts';
import { StringRuns } from '../../../src/types/string-runs.ts';
import { createPlainRowEncoder } from '../../../src/wire/row-plain.ts';
import { createRowEncoder } from '../../../src/wire/rows.ts';
import { difference, encodeAll, TestEngine } from '../rows/batches.ts';

const NO_NULLS = new Uint8Array(512).fill(0xff);

/** Strings of a length at an address, as the engine's vector holds them. */
function vector(strings: readonly (readonly [length: number, address: number])[]): Int32Array {
  return Int32Array.from(
    strings.flatMap(([length, address]) => [length, 0, address | 0, Math.floor(address / 2 ** 32)]),
  );
}

/** The reads that are made, and where each row is found. */
function runsOf(strings: readonly (readonly [length: number, address: number])[], valid = NO_NULLS) {
  const reads: [address: number, length: number][] = [];
  const runs = new StringRuns(vector(strings), valid, strings.length, (address, length) => {
    reads.push([address, length]);
    return new Uint8Array(length);
  });
  const found = strings.map((_, row) => (reads[runs.runOf[row] ?? 0]?.[0] ?? 0) + (runs.offsetOf[row] ?? 0));
  return { reads, found };
}

const FAR = 0x7f12_3456_7000;

test('neighbours are read by one call', () => {
  expect(
    runsOf([
      [20, FAR],
      [30, FAR + 20],
      [13, FAR + 50],
    ]),
  ).toEqual({
    reads: [[FAR, 63]],
    found: [FAR, FAR + 20, FAR + 50],
  });
});

test('a gap is never read over, not even of a byte', () => {
  expect(
    runsOf([
      [20, FAR],
      [30, FAR + 21],
    ]).reads,
  ).toEqual([
    [FAR, 20],
    [FAR + 21, 30],
  ]);
});

test('short values and the garbage in NULL slots are not looked at', () => {
  const valid = Uint8Array.of(0b101);
  expect(
    runsOf(
      [
        [20, FAR],
        [999, 1],
        [12, 5],
        [0, 0],
      ],
      valid,
    ).reads,
  ).toEqual([[FAR, 20]]);
});

test('many values out of order are sorted: a dictionary is read once', () => {
  const strings = Array.from({ length: 200 }, (_, row) => [20, FAR + 20 * ((row * 7) % 50)] as const);
  const { reads, found } = runsOf(strings);
  expect(reads).toEqual([[FAR, 1000]]);
  expect(found).toEqual(strings.map(([, address]) => address));
});

test('addresses far apart are sorted too', () => {
  const strings = Array.from(
    { length: 40 },
    (_, row) => [20, (row % 2 === 0 ? FAR : 0x5500_0000_0000) + 20 * (40 - row)] as const,
  );
  const { found } = runsOf(strings);
  expect(found).toEqual(strings.map(([, address]) => address));
});

test('a table on disk with its compressed strings is read as by the binding', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stillhouse-rows-'));
  try {
    const path = join(folder, 'strings.duckdb');
    await using writer = await TestEngine.open(path);
    await writer.connection.run(`CREATE TABLE t AS SELECT
      'one of a few long labels ' || i % 9 AS few, 'https://example.org/path/' || hash(i) AS many,
      repeat(chr((65 + i % 50)::INTEGER), (i % 300)::INTEGER) AS lengths,
      CASE WHEN i % 3 = 0 THEN 'grün und lang genug ' || i END AS nulls
      FROM range(20000) AS r(i)`);
    await writer.connection.run('CHECKPOINT');
    const { columns, batches } = await writer.read('FROM t WHERE hash(lengths) % 5 <> 0');
    const formats = columns.map(() => 0 as const);
    const actual = encodeAll(createRowEncoder(columns, formats, DEFAULT_ENCODE_CONTEXT), batches);
    const expected = encodeAll(createPlainRowEncoder(columns, formats, DEFAULT_ENCODE_CONTEXT), batches);
    expect(difference(actual, expected)).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
