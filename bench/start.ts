import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine, type EngineLibrary } from '../src/engine/engine.ts';
import { JS_FUNCTIONS } from '../src/functions/js-functions.ts';
import { MACRO_SQL } from '../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../src/functions/sql-text.ts';
import { startServer } from '../test/support/server.ts';

/**
 * How long a start takes and what an idle server holds: from the start of the process to the ready line, on a new folder
 * and on one that exists, and the resident memory a second later; and what of it the macros and functions of the dialect
 * take, an engine opened with and without them in turn. Prints rows for bench/RESULTS.md.
 *
 * npm run bench -- start
 */
const RUNS = 5;
const SETTLE_MS = 1000;
const TARGET_MS = 1000;
const MACROS_MS = 150;

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
const library: number[] = [];
await opened(undefined);
for (let run = 0; run <= RUNS * 2; run++) {
  const without = await opened(undefined);
  const withLibrary = await opened({ name: MACRO_SCHEMA, macros: MACRO_SQL, functions: JS_FUNCTIONS });
  // A server's start is the first of its process, which the engine itself has warmed up no more than here.
  if (run === 0)
    console.log(
      `| macros and functions, first in a process | ${Math.round(withLibrary - without)} ms | under ${MACROS_MS} ms |`,
    );
  else library.push(withLibrary - without);
}
console.log(`| macros and functions, warm | ${median(library)} ms | under ${MACROS_MS} ms |`);

/** Milliseconds to open an engine in memory. */
async function opened(library: EngineLibrary | undefined): Promise<number> {
  const began = performance.now();
  const engine = await Engine.open({ path: ':memory:', tempDirectory: 'temp', exportDirectory: 'export', library });
  const took = performance.now() - began;
  await engine.close();
  return took;
}

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
