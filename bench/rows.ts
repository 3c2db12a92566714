import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { CopyOptions } from '../src/session/client-session.ts';
import { dataTypeOf } from '../src/types/duckdb-type.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../src/types/encode-context.ts';
import { OutputBuffer } from '../src/wire/output-buffer.ts';
import { createCopyEncoder } from '../src/wire/row-copy.ts';
import type { RowEncoder } from '../src/wire/row-encoder.ts';
import { createRowEncoder } from '../src/wire/rows.ts';
import type { Target, Timing } from './row-client.ts';
import { READY } from './wire-messages.ts';

/**
 * A million rows of ten columns to a client that only counts bytes, over loopback, in the three formats; beside it the same
 * rows from the PostgreSQL that PGBENCH_URL names (trust authentication; it gets a table `stillhouse_bench_rows`).
 *
 * npm run bench -- rows [ROWS] [RUNS] [FORMAT]
 */
const ROWS = Number(process.argv[2] ?? 1_000_000);
const RUNS = Number(process.argv[3] ?? 5);
const FLUSH_BYTES = 128 * 1024;
const STEP_ROWS = 256;
const FORMATS = process.argv[4] === undefined ? ['text', 'binary', 'csv'] : [process.argv[4]];
const CSV: CopyOptions = {
  format: 'csv',
  delimiter: ',',
  nullText: '',
  header: false,
  quote: '"',
  escape: '"',
  forceQuote: new Set(),
  forceNotNull: new Set(),
  forceNull: new Set(),
};

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(`CREATE TABLE bench AS SELECT
  i::INTEGER AS a, i * 7919 AS b, sin(i) * 1000 AS c, (i % 1000000 / 100)::DECIMAL(10, 2) AS d,
  'name ' || i % 1000 AS e, 'a longer text with the number ' || i || ', which has about eighty bytes in all of it' AS f,
  DATE '2000-01-01' + (i % 9000)::INTEGER AS g, TIMESTAMP '2020-01-01' + to_milliseconds(i * 1001) AS h,
  i % 3 = 0 AS i, CASE WHEN i % 20 = 0 THEN 'x' || i END AS j
  FROM range(${ROWS}) AS r(i)`);

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.once('data', (request) => serve(socket, request.toString()));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

const url = process.env.PGBENCH_URL || undefined;
console.log(`| ${ROWS} rows | ms | PostgreSQL, ms | ratio | MB |\n|---|---|---|---|---|`);
for (const format of FORMATS) {
  const ours: Timing[] = [];
  const theirs: Timing[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await timed({ kind: 'stillhouse', port, format }));
    if (url !== undefined) theirs.push(await timed({ kind: 'postgres', url, format, rows: ROWS }));
  }
  const [mine, other] = [median(ours), theirs.length === 0 ? Number.NaN : median(theirs)];
  const megabytes = Math.round((ours[0]?.bytes ?? 0) / 1e6);
  console.log(`| ${format} | ${mine} | ${other} | ${(mine / other).toFixed(2)} | ${megabytes} |`);
}
server.close();
connection.closeSync();
instance.closeSync();

/** The client is a process of its own, so that it does not take the server's time. */
async function timed(target: Target): Promise<Timing> {
  const client = fork(fileURLToPath(new URL('row-client.js', import.meta.url)), [JSON.stringify(target)]);
  const [timing] = await once(client, 'message');
  return timing as Timing;
}

async function serve(socket: Socket, format: string): Promise<void> {
  await sendRows(socket, connection, format);
  socket.write(READY);
}

/** As the server sends rows: a batch fetched ahead, pieces of a flush size, no faster than the client takes them. */
async function sendRows(socket: Socket, source: DuckDBConnection, format: string): Promise<void> {
  const result = await source.stream('FROM bench');
  const columns = result.columnNames().map((name, index) => ({ name, type: dataTypeOf(result.columnType(index)) }));
  const code = format === 'binary' ? 1 : 0;
  const encoder: RowEncoder =
    format === 'csv'
      ? createCopyEncoder(columns, CSV, DEFAULT_ENCODE_CONTEXT)
      : createRowEncoder(
          columns,
          columns.map(() => code),
          DEFAULT_ENCODE_CONTEXT,
        );
  const out = new OutputBuffer();
  let next = result.fetchChunk();
  for (let batch = await next; batch !== null && batch.rowCount > 0; batch = await next) {
    next = result.fetchChunk();
    for (let from = 0; from < batch.rowCount; from += STEP_ROWS) {
      encoder.encode({ batch, from, to: Math.min(from + STEP_ROWS, batch.rowCount) }, out);
      if (out.length < FLUSH_BYTES) continue;
      const bytes = out.take();
      if (!socket.write(bytes, () => out.recycle(bytes))) await once(socket, 'drain');
    }
  }
  socket.write(out.take());
}

function median(timings: readonly Timing[]): number {
  const sorted = timings.map(({ ms }) => ms).sort((left, right) => left - right);
  return Math.round(sorted[sorted.length >> 1] ?? Number.NaN);
}
