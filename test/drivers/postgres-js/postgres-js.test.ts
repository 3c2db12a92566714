import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../support/server.ts';

const SLOW = 'SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0';

describe('postgres.js', () => {
  let server: TestServer;
  let sql: Sql;

  beforeAll(async () => {
    server = await startServer();
    sql = postgres(server.url, { max: 3, onnotice: () => undefined });
  });

  afterAll(async () => {
    await sql.end();
    await server.stop();
  });

  it('reads types both ways', async () => {
    const day = new Date('2026-04-01T12:30:00.250Z');
    const [row] = await sql`SELECT ${7}::int AS i, ${'8'}::bigint AS b, ${'naïve 雪'}::text AS t, ${true}::boolean AS y,
      ${null}::text AS z, ${0.1}::double precision AS d, ${day}::timestamptz AS ts, ${sql.json({ a: [1] })}::text AS j`;
    expect(row).toEqual({ i: 7, b: '8', t: 'naïve 雪', y: true, z: null, d: 0.1, ts: day, j: '{"a":[1]}' });
  });

  it('sends and receives arrays', async () => {
    const [row] = await sql`SELECT ${[1, 2, 3]}::int[] AS n, ${['a', 'b,"c"']}::text[] AS t`;
    expect(row).toEqual({ n: [1, 2, 3], t: ['a', 'b,"c"'] });
    expect(await sql`SELECT x FROM generate_series(1, 5) g(x) WHERE x IN ${sql([2, 4])} ORDER BY x`).toEqual([
      { x: '2' },
      { x: '4' },
    ]);
  });

  it('inserts many rows and counts them', async () => {
    await sql`CREATE TABLE pjs_gear (id integer, name text)`;
    const inserted = await sql`INSERT INTO pjs_gear ${sql([
      { id: 1, name: 'tent' },
      { id: 2, name: 'stove' },
    ])}`;
    expect([inserted.command, inserted.count]).toEqual(['INSERT', 2]);
    expect(await sql`SELECT * FROM pjs_gear WHERE name = ${'tent'}`).toEqual([{ id: 1, name: 'tent' }]);
    await sql`DROP TABLE pjs_gear`;
  });

  it('runs fifty statements in a pipeline over three connections', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => sql`SELECT ${n}::int AS n`));
    expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('pages with a cursor, and leaves it early', async () => {
    const pages: number[] = [];
    for await (const rows of sql`SELECT x FROM generate_series(1, 25) g(x)`.cursor(10)) pages.push(rows.length);
    expect(pages).toEqual([10, 10, 5]);
    for await (const rows of sql`SELECT x FROM generate_series(1, 1000000) g(x)`.cursor(10)) {
      expect(rows).toHaveLength(10);
      break;
    }
    expect(await sql`SELECT 1 AS n`).toEqual([{ n: 1 }]);
  });

  it('describes a statement', async () => {
    const described = await sql`SELECT ${1}::int AS n, 'x' AS t`.describe();
    expect(described.types).toEqual([23]);
    expect(described.columns.map((column) => [column.name, column.type])).toEqual([
      ['n', 23],
      ['t', 25],
    ]);
  });

  it('commits a transaction, rolls another back', async () => {
    await sql`CREATE TABLE pjs_tx (id integer)`;
    await sql.begin((tx) => [tx`INSERT INTO pjs_tx VALUES (1)`, tx`INSERT INTO pjs_tx VALUES (2)`]);
    const failed = sql.begin(async (tx) => {
      await tx`INSERT INTO pjs_tx VALUES (3)`;
      await tx`SELECT * FROM no_such_table`;
    });
    await expect(failed).rejects.toMatchObject({ code: '42P01' });
    expect(await sql`SELECT count(*)::int AS n FROM pjs_tx`).toEqual([{ n: 2 }]);
    await sql`DROP TABLE pjs_tx`;
  });

  it('copies in and out', async () => {
    await sql`CREATE TABLE pjs_copy (id integer, name text)`;
    await pipeline(Readable.from(['1\ttent\n2\t', '\\N\n']), await sql`COPY pjs_copy FROM STDIN`.writable());
    const chunks: Buffer[] = [];
    const out = await sql`COPY (SELECT * FROM pjs_copy ORDER BY id) TO STDOUT (FORMAT csv)`.readable();
    for await (const chunk of out) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('1,tent\n2,\n');
    await sql`DROP TABLE pjs_copy`;
  });

  it('reports errors with code and position', async () => {
    await expect(sql.unsafe('SELECT nothing_here FROM (SELECT 1 AS a) t')).rejects.toMatchObject({
      code: '42703',
      position: '8',
    });
    await expect(sql`SELECT ${'x'}::int`).rejects.toMatchObject({ code: '22P02' });
    expect(await sql`SELECT 1 AS n`).toEqual([{ n: 1 }]);
  });

  it('cancels a statement', async () => {
    const slow = sql.unsafe(SLOW);
    setTimeout(() => slow.cancel(), 300);
    await expect(slow).rejects.toMatchObject({ code: '57014' });
  });

  it('hears a notification', async () => {
    const heard = new Promise<string>((done) => {
      void sql.listen('pjs_news', done).then(() => sql.unsafe("NOTIFY pjs_news, 'it’s ready'"));
    });
    expect(await heard).toBe('it’s ready');
  });

  it('runs several statements of a simple query', async () => {
    const results = await sql.unsafe('SELECT 1 AS a; SELECT 2 AS b').simple();
    expect(results).toEqual([[{ a: 1 }], [{ b: 2 }]]);
  });
});
