import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startServer } from '../test/support/server.ts';
import type { Target, Timing } from './row-client.ts';

/**
 * A million rows of ten columns from the built server, to a client that only counts bytes, over loopback, in the three
 * formats; beside it, in turns, the same rows from the PostgreSQL that PGBENCH_URL names (trust authentication; it gets a
 * table `stillhouse_bench_rows`). Prints rows for bench/RESULTS.md: medians, and the
 * ratios of them, of the least, and of the processor time that the two servers took.
 *
 * npm run bench -- rows [ROWS] [RUNS] [FORMAT]
 */
const ROWS = Number(process.argv[2] ?? 1_000_000);
const RUNS = Number(process.argv[3] ?? 5);
const FORMATS = process.argv[4] === undefined ? ['text', 'binary', 'csv'] : [process.argv[4]];
const TARGETS: Readonly<Record<string, number>> = { text: 1, binary: 0.65, csv: 0.65 };

const server = await startServer({ flags: ['--auth', 'trust', '--log-level', 'warn'] });
const stillhouse = `postgres://${server.user}@${server.host}:${server.port}/prod:all`;
const peer = process.env.PGBENCH_URL || undefined;
try {
  console.log(
    `| ${ROWS} rows | MB | ms | PostgreSQL, ms | ratio | of the least | of processor time | target |\n|---|---|---|---|---|---|---|---|`,
  );
  for (const format of FORMATS) await compare(format);
} finally {
  await server.stop();
}

async function compare(format: string): Promise<void> {
  const ours: Timing[] = [];
  const theirs: Timing[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await timed({ kind: 'stillhouse', url: stillhouse, format, rows: ROWS, pid: server.pid }));
    if (peer !== undefined) theirs.push(await timed({ kind: 'postgres', url: peer, format, rows: ROWS }));
  }
  const megabytes = Math.round((ours[0]?.bytes ?? 0) / 1e6);
  const ratios = [median, least].map((of) => of(ours, 'ms') / of(theirs, 'ms'));
  const processor = median(ours, 'processorMs') / median(theirs, 'processorMs');
  const numbers = [median(ours, 'ms').toFixed(0), median(theirs, 'ms').toFixed(0)];
  const shown = [...ratios, processor].map((each) => each.toFixed(2));
  console.log(`| ${[format, megabytes, ...numbers, ...shown, TARGETS[format]].join(' | ')} |`);
}

/** The client is a process of its own, so that it does not take the server's time. */
async function timed(target: Target): Promise<Timing> {
  const client = fork(fileURLToPath(new URL('row-client.js', import.meta.url)), [JSON.stringify(target)]);
  const [timing] = await once(client, 'message');
  return timing as Timing;
}

function median(timings: readonly Timing[], of: 'ms' | 'processorMs'): number {
  const sorted = timings.map((each) => each[of]).sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function least(timings: readonly Timing[], of: 'ms' | 'processorMs'): number {
  return Math.min(...timings.map((each) => each[of]));
}
