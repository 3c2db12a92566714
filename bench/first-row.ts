import type { Socket } from 'node:net';
import type { TestServer } from '../test/support/server.ts';
import { BIG_ROWS, serverWithBigTable } from './big-table.ts';
import { answered, extendedQuery, messageTypes, open, query } from './wire-messages.ts';

/**
 * How long a client waits for the first row of a result of ten million, from its request to the first DataRow or CopyData.
 * The client then leaves, and the server gives the rest up. Prints rows for bench/RESULTS.md: median and worst.
 *
 * npm run bench -- first-row [RUNS]
 */
const RUNS = Number(process.argv[2] ?? 9);
const TARGET_MS = 50;

interface Way {
  readonly name: string;
  /** Sent and answered before the clock starts. */
  readonly before?: Buffer;
  readonly request: Buffer;
}

const SELECT = 'SELECT * FROM big';

const WAYS: readonly Way[] = [
  { name: 'simple query', request: query(SELECT) },
  { name: 'extended query, text', request: extendedQuery(SELECT, 0) },
  { name: 'extended query, binary', request: extendedQuery(SELECT, 1) },
  { name: 'extended query, 100 rows of a portal', request: extendedQuery(SELECT, 0, 100) },
  {
    name: 'DECLARE and FETCH 100',
    before: query('BEGIN'),
    request: query(`DECLARE c CURSOR FOR ${SELECT}; FETCH 100 FROM c`),
  },
  { name: 'COPY TO STDOUT, csv', request: query(`COPY (${SELECT}) TO STDOUT (FORMAT csv)`) },
  { name: 'a filter that every second row passes', request: query(`${SELECT} WHERE id % 2 = 1`) },
  { name: 'a join', request: query(`SELECT * FROM big JOIN (SELECT id AS k FROM big WHERE id < 1000) ON id = k`) },
];

const server = await serverWithBigTable();
try {
  console.log(`| first of ${BIG_ROWS} rows | median | worst | target |\n|---|---|---|---|`);
  for (const way of WAYS) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) times.push(await timeToFirstRow(way, server));
    times.sort((a, b) => a - b);
    const shown = (ms: number | undefined): string => `${(ms ?? Number.NaN).toFixed(1)} ms`;
    console.log(`| ${way.name} | ${shown(times[RUNS >> 1])} | ${shown(times.at(-1))} | ${TARGET_MS} ms |`);
  }
} finally {
  await server.stop();
}

async function timeToFirstRow({ before, request }: Way, { host, port, user }: TestServer): Promise<number> {
  const socket = await open(host, port, user, 'prod:all');
  if (before !== undefined) await answered(socket, before);
  const began = performance.now();
  socket.write(request);
  await firstRow(socket);
  const took = performance.now() - began;
  socket.destroy();
  return took;
}

function firstRow(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const types = [...messageTypes(bytes)];
      if (types.includes('E')) reject(new Error(`the server answered ${bytes.toString('latin1')}`));
      if (types.includes('D') || types.includes('d')) resolve();
    });
  });
}
