import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DuckDBInstance, type DuckDBPreparedStatement } from '@duckdb/node-api';
import pg from 'pg';
import { startServer } from '../test/support/server.ts';

/**
 * Small statements a second by 16 clients: pgbench in its three modes against the built server, beside the engine alone in
 * a process of its own, prepared, by 16 connections. Rounds alternate. Prints rows for bench/RESULTS.md.
 *
 * npm run bench -- points [SECONDS] [ROUNDS]
 */
const SECONDS = Number(process.argv[2] ?? 3);
const ROUNDS = Number(process.argv[3] ?? 2);
const CLIENTS = 16;
const ROWS = 100_000;
const TARGET = 0.8;
const MODES = ['simple', 'extended', 'prepared'] as const;

interface Statement {
  readonly name: string;
  /** As the engine alone gets it; none where the engine is not asked. */
  readonly engine?: string;
  readonly pgbench: string;
}

const STATEMENTS: readonly Statement[] = [
  { name: 'SELECT 1', engine: 'SELECT 1', pgbench: 'SELECT 1' },
  {
    name: 'point lookup',
    engine: 'SELECT * FROM points WHERE id = $1',
    pgbench: `\\set id random(0, ${ROWS - 1})\nSELECT * FROM points WHERE id = :id`,
  },
  { name: 'SHOW', pgbench: 'SHOW search_path' },
  { name: 'current_setting', pgbench: "SELECT current_setting('TimeZone')" },
];

if (process.send !== undefined) process.send(await engineRate(process.argv[4] ?? '', process.argv[5] ?? ':memory:'));
else await compare();

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stillhouse-bench-'));
  const server = await startServer({ flags: ['--auth', 'trust', '--log-level', 'warn'] });
  try {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(
      `CREATE TABLE points AS SELECT CAST(id AS int) AS id, concat('name ', id) AS name, CAST(id * 3 AS int) AS v
       FROM range(${ROWS}) AS r(id)`,
    );
    await client.end();
    for (const statement of STATEMENTS) await compareOne(statement, server, folder);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compareOne(
  { name, engine, pgbench }: Statement,
  server: { readonly host: string; readonly port: number },
  folder: string,
): Promise<void> {
  const script = join(folder, 'script.sql');
  await writeFile(script, `${pgbench}\n`);
  // Warm: what is compiled in the first seconds is no part of a rate.
  for (const mode of MODES) await pgbenchRate(script, mode, server);
  const alone: number[] = [];
  const rates = new Map<string, number[]>(MODES.map((mode) => [mode, []]));
  for (let round = 0; round < ROUNDS; round++) {
    if (engine !== undefined) alone.push(await inEngineProcess(engine, join(folder, `alone${round}.db`)));
    for (const mode of MODES) rates.get(mode)?.push(await pgbenchRate(script, mode, server));
  }
  const own = median(alone);
  for (const [mode, values] of rates) {
    const rate = median(values);
    const compared = engine === undefined ? '| | |' : `| ${own} | ${(rate / own).toFixed(2)} | ${TARGET} |`;
    console.log(`| ${name}, ${mode} | ${rate} ${compared}`);
  }
}

async function pgbenchRate(
  script: string,
  mode: string,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  const numbers = ['-c', String(CLIENTS), '-j', '1', '-T', String(SECONDS)];
  const place = ['-h', host, '-p', String(port), '-U', 'admin'];
  const { stdout } = await promisify(execFile)('pgbench', [
    ...['-n', '-f', script, '-M', mode],
    ...numbers,
    ...place,
    'prod:all',
  ]);
  const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (rate === undefined) throw new Error(`pgbench said: ${stdout}`);
  return Math.round(Number(rate));
}

/** The engine in a process that does nothing else, with the server's number of threads. */
async function inEngineProcess(sql: string, path: string): Promise<number> {
  await rm(path, { force: true });
  const child = fork(fileURLToPath(import.meta.url), [String(SECONDS), String(ROUNDS), sql, path], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  });
  const [rate] = await once(child, 'message');
  child.disconnect();
  return Number(rate);
}

async function engineRate(sql: string, path: string): Promise<number> {
  const instance = await DuckDBInstance.create(path);
  const setup = await instance.connect();
  await setup.run(
    `CREATE TABLE points AS SELECT id::INTEGER AS id, 'name ' || id AS name, (id * 3)::INTEGER AS v FROM range(${ROWS}) AS r(id)`,
  );
  await setup.run('CHECKPOINT');
  const began = performance.now();
  const end = began + SECONDS * 1000;
  const counts = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const connection = await instance.connect();
      return ask(await connection.prepare(sql), end);
    }),
  );
  return Math.round((counts.reduce((sum, count) => sum + count, 0) / (performance.now() - began)) * 1000);
}

async function ask(statement: DuckDBPreparedStatement, end: number): Promise<number> {
  let count = 0;
  while (performance.now() < end) {
    if (statement.parameterCount > 0) statement.bindInteger(1, Math.floor(Math.random() * ROWS));
    const result = await statement.run();
    await result.getRows();
    count++;
  }
  return count;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
