import { readFile } from 'node:fs/promises';
import { startServer, type TestServer } from '../test/support/server.ts';
import { answered, open, query } from './wire-messages.ts';

export const BIG_ROWS = 10_000_000;

/** The built server with a dataset `big` of ten million rows in five columns, started anew so that nothing of it is in memory. */
export async function serverWithBigTable(): Promise<TestServer> {
  const server = await startServer({ flags: ['--auth', 'trust', '--log-level', 'warn'] });
  const socket = await open(server.host, server.port, server.user, 'prod:all');
  await answered(
    socket,
    query(`CREATE TABLE big AS SELECT CAST(id AS int) AS id, concat('name ', id % 1000) AS name, id * 7919 AS large,
      sin(id) * 1000 AS amount, concat('a longer text with the number ', id, ', which has some fifty bytes') AS note
      FROM range(${BIG_ROWS}) AS r(id)`),
  );
  socket.destroy();
  return server.restart();
}

/** Resident memory of a process in MB. Linux only: other systems have no /proc. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
