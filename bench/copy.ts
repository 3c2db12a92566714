import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { startServer } from '../test/support/server.ts';

/**
 * COPY FROM STDIN of two million rows into the built server and, in turns, into the PostgreSQL that PGBENCH_URL names, by
 * one client. Prints rows for bench/RESULTS.md: median milliseconds, and the ratios of them and of the least.
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
  readonly definition: string;
  readonly line: (row: number) => string;
}

const DEFINITION = 'a int, b date, c int, d decimal(12,2)';

const VARIANTS: readonly Variant[] = [
  {
    name: 'CSV, numbers',
    format: 'csv',
    definition: DEFINITION,
    line: (row) => numbers(row).join(','),
  },
  {
    name: 'CSV, with texts, one quoted',
    format: 'csv',
    definition: `${DEFINITION}, e text, f text`,
    line: (row) => `${numbers(row).join(',')},customer ${row % 5000},"${row % 900} Main Street, ${row % 77}"`,
  },
  {
    name: 'text, with texts and nulls',
    format: 'text',
    definition: `${DEFINITION}, e text, f text`,
    line: (row) =>
      [...numbers(row), `customer ${row % 5000}`, row % 3 === 0 ? '\\N' : `${row % 900} Main Street`].join('\t'),
  },
];

const server = await startServer({ flags: ['--auth', 'trust', '--log-level', 'warn'] });
const stillhouse = `postgres://${server.user}@${server.host}:${server.port}/all`;
const peer = process.env.PGBENCH_URL || undefined;
try {
  console.log('| COPY FROM STDIN, 2 million rows | ms | PostgreSQL ms | ratio | of the least | target |');
  console.log('|---|---|---|---|---|---|');
  for (const variant of VARIANTS) await compare(variant);
} finally {
  await server.stop();
}

async function compare(variant: Variant): Promise<void> {
  const chunks = chunksOf(variant);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await load(stillhouse, variant, chunks));
    if (peer !== undefined) theirs.push(await load(peer, variant, chunks));
  }
  const numbers = [median(ours), median(theirs)].map((each) => each.toFixed(0));
  const ratios = [median(ours) / median(theirs), Math.min(...ours) / Math.min(...theirs)].map((each) =>
    each.toFixed(2),
  );
  console.log(`| ${[variant.name, ...numbers, ...ratios, TARGET_RATIO].join(' | ')} |`);
}

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

async function load(to: string, { format, definition }: Variant, chunks: readonly Buffer[]): Promise<number> {
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
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
