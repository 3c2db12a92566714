import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { answered, extendedQuery, open, query } from './wire-messages.ts';

/** What the counting client asks, and whom. */
export type Target =
  | { readonly kind: 'stillhouse'; readonly port: number; readonly format: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly format: string; readonly rows: number };

export interface Timing {
  readonly ms: number;
  readonly bytes: number;
}

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
  const timing = await timed(socket, Buffer.from(target.format));
  socket.end();
  return timing;
}

async function askPostgres({ url, format, rows }: Target & { kind: 'postgres' }): Promise<Timing> {
  const { hostname, port, username, pathname } = new URL(url);
  const socket = await open(hostname, Number(port || 5432), username, pathname.slice(1) || username);
  await answered(socket, query(tableSql(rows)));
  const select = `SELECT * FROM ${TABLE}`;
  const request =
    format === 'binary'
      ? extendedQuery(select, 1)
      : query(format === 'csv' ? `COPY (${select}) TO STDOUT (FORMAT csv)` : select);
  const timing = await timed(socket, request);
  socket.end();
  return timing;
}

async function timed(socket: Socket, request: Buffer): Promise<Timing> {
  const began = performance.now();
  const bytes = await answered(socket, request);
  return { ms: performance.now() - began, bytes };
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
