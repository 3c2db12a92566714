import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type ColumnSpec, type CopyBench, openBench } from '../test/unit/copy/harness.ts';

/**
 * COPY FROM STDIN of two million rows, through the session's own code in this process and into a file; and the same bytes
 * into PostgreSQL, where PGBENCH_URL names one. Prints rows for bench/RESULTS.md: median milliseconds, and the ratio.
 *
 * PGBENCH_URL=postgres://… npm run bench -- copy
 */
const ROWS = 2_000_000;
const ROUNDS = 5;
const TARGET_RATIO = 0.8;
const CHUNK_BYTES = 64 * 1024;

interface Variant {
  readonly name: string;
  readonly format: 'csv' | 'text';
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly definition: string;
  readonly line: (row: number) => string;
}

const NUMBERS = {
  a: { kind: 'integer' },
  b: { kind: 'date' },
  c: { kind: 'integer' },
  d: { kind: 'decimal', precision: 12, scale: 2 },
} as const;
const DEFINITION = 'a int, b date, c int, d decimal(12,2)';

const VARIANTS: readonly Variant[] = [
  {
    name: 'CSV, numbers',
    format: 'csv',
    columns: NUMBERS,
    definition: DEFINITION,
    line: (row) => numbers(row).join(','),
  },
  {
    name: 'CSV, with texts, one quoted',
    format: 'csv',
    columns: { ...NUMBERS, e: { kind: 'varchar' }, f: { kind: 'varchar' } },
    definition: `${DEFINITION}, e text, f text`,
    line: (row) => `${numbers(row).join(',')},customer ${row % 5000},"${row % 900} Main Street, ${row % 77}"`,
  },
  {
    name: 'text, with texts and nulls',
    format: 'text',
    columns: { ...NUMBERS, e: { kind: 'varchar' }, f: { kind: 'varchar' } },
    definition: `${DEFINITION}, e text, f text`,
    line: (row) =>
      [...numbers(row), `customer ${row % 5000}`, row % 3 === 0 ? '\\N' : `${row % 900} Main Street`].join('\t'),
  },
];

const url = process.env.PGBENCH_URL;
const bench = await openBench('disk');
console.log('| COPY FROM STDIN, 2 million rows | ms | PostgreSQL ms | ratio | target |');
console.log('|---|---|---|---|---|');
for (const variant of VARIANTS) {
  const chunks = chunksOf(variant);
  const own: number[] = [];
  const other: number[] = [];
  // In turns, so that what else the machine does falls on both.
  for (let round = 0; round < ROUNDS; round++) {
    own.push(await loadOurs(bench, variant, chunks));
    if (url !== undefined) other.push(await loadPostgres(url, variant, chunks));
  }
  const ours = median(own);
  const theirs = url === undefined ? undefined : median(other);
  const ratio = theirs === undefined ? '' : (ours / theirs).toFixed(2);
  console.log(`| ${variant.name} | ${ours.toFixed(0)} | ${theirs?.toFixed(0) ?? ''} | ${ratio} | ${TARGET_RATIO} |`);
}
await bench.close();

function numbers(row: number): string[] {
  const month = String((row % 12) + 1).padStart(2, '0');
  const day = String((row % 28) + 1).padStart(2, '0');
  const cents = String(row % 100).padStart(2, '0');
  return [String(row), `2020-${month}-${day}`, String((row * 7919) % 100_000), `${row % 100_000}.${cents}`];
}

function chunksOf({ line }: Variant): Buffer[] {
  const parts: Buffer[] = [];
  for (let row = 0; row < ROWS; row += 2000) {
    parts.push(Buffer.from(Array.from({ length: 2000 }, (_, index) => `${line(row + index)}\n`).join('')));
  }
  const all = Buffer.concat(parts);
  return Array.from({ length: Math.ceil(all.length / CHUNK_BYTES) }, (_, index) =>
    all.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  );
}

async function loadOurs(to: CopyBench, { format, columns }: Variant, chunks: readonly Buffer[]): Promise<number> {
  const table = await to.table(columns);
  const start = performance.now();
  await to.copy(table, { format }, chunks);
  return performance.now() - start;
}

async function loadPostgres(to: string, { format, definition }: Variant, chunks: readonly Buffer[]): Promise<number> {
  const client = new pg.Client({ connectionString: to });
  await client.connect();
  await client.query('DROP TABLE IF EXISTS stillhouse_bench_copy');
  await client.query(`CREATE TABLE stillhouse_bench_copy (${definition})`);
  const start = performance.now();
  const stream = client.query(copyFrom(`COPY stillhouse_bench_copy FROM STDIN (FORMAT ${format})`));
  for (const chunk of chunks) {
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  const took = performance.now() - start;
  await client.query('DROP TABLE stillhouse_bench_copy');
  await client.end();
  return took;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
