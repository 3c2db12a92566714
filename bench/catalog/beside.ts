import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { startServer, type TestServer } from '../../test/support/server.ts';

/** The server with one client, and bare DuckDB beside it. */
export interface Beside {
  readonly server: TestServer;
  readonly client: pg.Client;
  readonly bare: DuckDBConnection;
}

/** Runs a measurement with both open, on a folder of its own that is removed. */
export async function beside(measure: (both: Beside) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stillhouse-bench-'));
  const server = await startServer({ dataDir: join(folder, 'data'), flags: ['--log-level', 'warn'] });
  const client = new pg.Client({ connectionString: server.url });
  const instance = await DuckDBInstance.create(join(folder, 'bare.db'));
  const bare = await instance.connect();
  try {
    await client.connect();
    await measure({ server, client, bare });
  } finally {
    await client.end();
    await server.stop();
    bare.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Median milliseconds of each, run in turns. */
export async function inTurns(
  rounds: number,
  ...works: readonly ((round: number) => Promise<unknown>)[]
): Promise<readonly number[]> {
  const times: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) times[index]?.push(await timed(() => work(round)));
  }
  return times.map(median);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** One row for bench/RESULTS.md; times in milliseconds. */
export function report(what: string, own: number | undefined, other: number | undefined, target: number): void {
  const ratio = own === undefined || other === undefined ? Number.NaN : own / other;
  console.log(`| ${what} | ${ms(own)} | ${ms(other)} | ${ratio.toFixed(2)} | ${target} |`);
}

export function ms(value: number | undefined): string {
  if (value === undefined) return '';
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
