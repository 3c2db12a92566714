import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../test/support/server.ts';

/**
 * How long a start takes and what an idle server holds: from the start of the process to the ready line, on a new folder
 * and on one that exists, and the resident memory a second later. Prints rows for bench/RESULTS.md.
 *
 * npm run bench -- start
 */
const RUNS = 5;
const SETTLE_MS = 1000;
const TARGET_MS = 1000;

const fresh: number[] = [];
const again: number[] = [];
const memory: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const dataDir = await mkdtemp(join(tmpdir(), 'stillhouse-bench-'));
  fresh.push(await timed(dataDir));
  again.push(await timed(dataDir, memory));
  await rm(dataDir, { recursive: true, force: true });
}
console.log(`| start on a new folder, to ready | ${median(fresh)} ms | under ${TARGET_MS} ms |`);
console.log(`| start on an existing folder, to ready | ${median(again)} ms | under ${TARGET_MS} ms |`);
console.log(`| resident memory, idle | ${median(memory)} MB | |`);

/** Milliseconds to the ready line. */
async function timed(dataDir: string, resident?: number[]): Promise<number> {
  const began = performance.now();
  const server = await startServer({ dataDir });
  const took = performance.now() - began;
  if (resident) {
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    resident.push(await residentMegabytes(server.pid));
  }
  await server.stop();
  return took;
}

/** Linux only: other systems have no /proc. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1] ?? Number.NaN);
}
