import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMegabytes, serverWithBigTable } from './big-table.ts';
import { extendedQuery, open, query } from './wire-messages.ts';

/**
 * How much the server grows while a client takes ten million rows at one megabyte a second, and while it takes nothing at
 * all after the first bytes: the most resident memory of the server in that time, less what it had before the query. Prints
 * rows for bench/RESULTS.md.
 *
 * npm run bench -- slow-reader [SECONDS]
 */
const SECONDS = Number(process.argv[2] ?? 12);
const BYTES_PER_SECOND = 1024 * 1024;
const TICK_MS = 50;
const TARGET_MB = 64;

const SELECT = 'SELECT * FROM big';
const WAYS = [
  { name: 'simple query', request: query(SELECT), rate: BYTES_PER_SECOND },
  { name: 'extended query, binary', request: extendedQuery(SELECT, 1), rate: BYTES_PER_SECOND },
  { name: 'COPY TO STDOUT, csv', request: query(`COPY (${SELECT}) TO STDOUT (FORMAT csv)`), rate: BYTES_PER_SECOND },
  { name: 'simple query, nothing read', request: query(SELECT), rate: 0 },
];

const server = await serverWithBigTable();
try {
  console.log('| reader of 1 MB/s | read | grown by | target |\n|---|---|---|---|');
  for (const { name, request, rate } of WAYS) {
    const socket = await open(server.host, server.port, server.user, 'prod:all');
    socket.pause();
    const before = await residentMegabytes(server.pid);
    socket.write(request);
    const { read, peak } = await readSlowly(socket, rate);
    socket.destroy();
    const grown = Math.round(peak - before);
    console.log(`| ${name} | ${(read / BYTES_PER_SECOND).toFixed(1)} MB | ${grown} MB | ${TARGET_MB} MB |`);
  }
} finally {
  await server.stop();
}

/** Takes `rate` bytes a second for some time, and looks at the server's memory meanwhile. */
async function readSlowly(socket: Socket, rate: number): Promise<{ readonly read: number; readonly peak: number }> {
  const began = performance.now();
  let read = 0;
  let peak = 0;
  for (let elapsed = 0; elapsed < SECONDS * 1000; elapsed = performance.now() - began) {
    const due = (rate * elapsed) / 1000;
    while (read < due) {
      const chunk: Buffer | null = socket.read(Math.min(16 * 1024, socket.readableLength));
      if (chunk === null) break;
      read += chunk.length;
    }
    peak = Math.max(peak, await residentMegabytes(server.pid));
    await sleep(TICK_MS);
  }
  return { read, peak };
}
