import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/** What the counting client asks, and whom. */
export type Target =
  | { readonly kind: 'stillhouse'; readonly port: number; readonly format: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly format: string; readonly rows: number };

export interface Timing {
  readonly ms: number;
  readonly bytes: number;
}

/** ReadyForQuery, idle: the last bytes of every answer. */
export const READY = Buffer.from('5a0000000549', 'hex');

const TABLE = 'stillhouse_bench_rows';

if (process.send !== undefined) {
  const target = JSON.parse(process.argv[2] ?? '{}') as Target;
  const timing = target.kind === 'postgres' ? await askPostgres(target) : await askStillhouse(target);
  process.send(timing);
  process.disconnect();
}

async function askStillhouse(target: Target & { kind: 'stillhouse' }): Promise<Timing> {
  const socket = connect(target.port, '127.0.0.1');
  await once(socket, 'connect');
  const timing = await count(socket, Buffer.from(target.format));
  socket.end();
  return timing;
}

async function askPostgres({ url, format, rows }: Target & { kind: 'postgres' }): Promise<Timing> {
  const { hostname, port, username, pathname } = new URL(url);
  const socket = connect(Number(port || 5432), hostname);
  await once(socket, 'connect');
  await count(socket, startup(username, pathname.slice(1) || username));
  await count(socket, query(tableSql(rows)));
  const select = `SELECT * FROM ${TABLE}`;
  const request =
    format === 'binary'
      ? binaryQuery(select)
      : query(format === 'csv' ? `COPY (${select}) TO STDOUT (FORMAT csv)` : select);
  const timing = await count(socket, request);
  socket.end();
  return timing;
}

/** Sends a request and counts what comes until ReadyForQuery. */
function count(socket: Socket, request: Buffer): Promise<Timing> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const began = performance.now();
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (!chunk.subarray(-READY.length).equals(READY)) return;
      socket.removeAllListeners('data');
      resolve({ ms: performance.now() - began, bytes });
    });
    socket.write(request);
  });
}

function startup(user: string, database: string): Buffer {
  const body = Buffer.from(`\0\x03\0\0user\0${user}\0database\0${database}\0\0`);
  return Buffer.concat([int32(body.length + 4), body]);
}

function query(sql: string): Buffer {
  return message('Q', Buffer.from(`${sql}\0`));
}

function binaryQuery(sql: string): Buffer {
  return Buffer.concat([
    message('P', Buffer.from(`\0${sql}\0\0\0`)),
    message('B', Buffer.from('\0\0\0\0\0\0\0\x01\0\x01')),
    message('E', Buffer.from('\0\0\0\0\0')),
    message('S', Buffer.alloc(0)),
  ]);
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
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
