import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { answered, extendedQuery, open, query } from './wire-messages.ts';

/** What the counting client asks, and whom; who it is tells only how the table is made. */
export interface Target {
  readonly kind: 'stillhouse' | 'postgres';
  /** A server that trusts the account. */
  readonly url: string;
  readonly format: string;
  readonly rows: number;
  /** The server's process; PostgreSQL has one for each connection. */
  readonly pid?: number;
}

export interface Timing {
  readonly ms: number;
  readonly bytes: number;
  /** Processor time of the server, to 10 ms. */
  readonly processorMs: number;
}

const TABLE = 'stillhouse_bench_rows';

if (process.send !== undefined) {
  process.send(await ask(JSON.parse(process.argv[2] ?? '{}') as Target));
  process.disconnect();
}

async function ask({ kind, url, format, rows, pid }: Target): Promise<Timing> {
  const { hostname, port, username, pathname } = new URL(url);
  const socket = await open(hostname, Number(port || 5432), username, pathname.slice(1) || username);
  await answered(socket, query(kind === 'stillhouse' ? datasetSql(rows) : tableSql(rows)));
  const select = `SELECT * FROM ${TABLE}`;
  const request =
    format === 'binary'
      ? extendedQuery(select, 1)
      : query(format === 'csv' ? `COPY (${select}) TO STDOUT (FORMAT csv)` : select);
  const timing = await timed(socket, request, pid ?? (await backendPid(socket)));
  socket.end();
  return timing;
}

async function timed(socket: Socket, request: Buffer, pid: number): Promise<Timing> {
  const processor = await processorMs(pid);
  const began = performance.now();
  const bytes = await answered(socket, request);
  const ms = performance.now() - began;
  return { ms, bytes, processorMs: (await processorMs(pid)) - processor };
}

async function backendPid(socket: Socket): Promise<number> {
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
  };
  socket.on('data', collect);
  await answered(socket, query('SELECT pg_backend_pid() AS pid'));
  socket.off('data', collect);
  // A DataRow of one value, before CommandComplete.
  return Number(/\D(\d+)C\0/.exec(text)?.[1]);
}

/** Of all threads, user and system. Linux only, where a tick is 10 ms. */
async function processorMs(pid: number): Promise<number> {
  const [, fields = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) * 10;
}

function datasetSql(rows: number): string {
  return `CREATE TABLE IF NOT EXISTS ${TABLE} AS SELECT
    CAST(id AS int) AS a, id * 7919 AS b, sin(id) * 1000 AS c, CAST(id % 1000000 / 100 AS decimal(10, 2)) AS d,
    concat('name ', id % 1000) AS e,
    concat('a longer text with the number ', id, ', which has about eighty bytes in all of it') AS f,
    date_add(DATE '2000-01-01', CAST(id % 9000 AS int)) AS g,
    TIMESTAMP '2020-01-01' + id * INTERVAL '1.001' SECOND AS h,
    id % 3 = 0 AS i, CASE WHEN id % 20 = 0 THEN concat('x', id) END AS j
    FROM range(${rows}) AS r(id)`;
}

/** Makes the table once; a table of another size is made again. */
function tableSql(rows: number): string {
  return `DO $$ BEGIN
    IF to_regclass('${TABLE}') IS NOT NULL THEN
      IF (SELECT count(*) FROM ${TABLE}) = ${rows} THEN RETURN; END IF;
      DROP TABLE ${TABLE};
    END IF;
    CREATE UNLOGGED TABLE ${TABLE} AS SELECT
      i::int AS a, i::bigint * 7919 AS b, sin(i) * 1000 AS c, (i % 1000000 / 100.0)::numeric(10, 2) AS d,
      'name ' || i % 1000 AS e, 'a longer text with the number ' || i || ', which has about eighty bytes in all of it' AS f,
      date '2000-01-01' + i % 9000 AS g, timestamp '2020-01-01' + i * interval '1.001 seconds' AS h,
      i % 3 = 0 AS i, CASE WHEN i % 20 = 0 THEN 'x' || i END AS j
      FROM generate_series(0, ${rows} - 1) AS i;
  END $$`;
}
