import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client, Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../support/server.ts';

describe('node-postgres', () => {
  let server: TestServer;
  let client: Client;

  beforeAll(async () => {
    server = await startServer();
    client = new Client({ connectionString: server.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  it('reads rows with their types', async () => {
    const result = await client.query(
      "SELECT 1 AS i, CAST(2 AS bigint) AS b, CAST(1.50 AS decimal(10,2)) AS n, 'x' AS t, true AS y, CAST(NULL AS text) AS z",
    );
    expect(result.rows).toEqual([{ i: 1, b: '2', n: '1.50', t: 'x', y: true, z: null }]);
    expect(result.fields.map((field) => field.dataTypeID)).toEqual([23, 20, 1700, 25, 16, 25]);
    expect(result.command).toBe('SELECT');
    expect(result.rowCount).toBe(1);
  });

  it('sends parameters as text and has them typed', async () => {
    const result = await client.query(
      'SELECT CAST($1 AS integer) + 1 AS n, CAST($2 AS text) AS t, CAST($3 AS date) AS d',
      [41, 'it’s', '2026-04-01'],
    );
    expect(result.rows[0]).toMatchObject({ n: 42, t: 'it’s' });
    expect((await client.query('SELECT CAST($1 AS integer) AS n', [null])).rows).toEqual([{ n: null }]);
  });

  it('prepares a named statement once and runs it many times', async () => {
    for (let n = 0; n < 7; n++) {
      const result = await client.query({ name: 'double', text: 'SELECT CAST($1 AS integer) * 2 AS n', values: [n] });
      expect(result.rows).toEqual([{ n: n * 2 }]);
    }
  });

  it('asks for binary results', async () => {
    const query = { text: 'SELECT CAST($1 AS integer) AS n, CAST($2 AS text) AS t', values: [7, 'ä'], binary: true };
    expect((await client.query(query)).rows).toEqual([{ n: 7, t: 'ä' }]);
  });

  it('reads what is announced as a record as one', async () => {
    const result = await client.query('SELECT ROW(pg_backend_pid() > 0, NULL::text) AS r');
    expect([result.fields[0]?.dataTypeID, result.rows]).toEqual([2249, [{ r: '(t,)' }]]);
  });

  it('is told by its own names of a value that is missing', async () => {
    await client.query('CREATE TABLE np_strict (id integer NOT NULL)');
    await expect(client.query('INSERT INTO np_strict VALUES (NULL)')).rejects.toMatchObject({
      code: '23502',
      message: 'null value in column "id" of relation "np_strict" violates not-null constraint',
      schema: 'public',
      table: 'np_strict',
      column: 'id',
    });
  });

  it('is told to prepare again when a table has other columns', async () => {
    await client.query('CREATE TABLE np_changing (a integer, b text)');
    const query = { name: 'changing', text: 'SELECT * FROM np_changing' };
    await client.query(query);
    await client.query('ALTER TABLE np_changing DROP COLUMN b');
    const refused = { code: '0A000', routine: 'RevalidateCachedQuery' };
    await expect(client.query(query)).rejects.toMatchObject(refused);
  });

  it('tells which stored columns a result has, prepared or not', async () => {
    await client.query('CREATE TABLE np_origin (a integer, b text)');
    const { rows } = await client.query("SELECT oid FROM pg_class WHERE relname = 'np_origin'");
    const text = 'SELECT b, a + 1, a FROM np_origin';
    for (const result of [await client.query(text), await client.query({ text, name: 'origin' })]) {
      const origins = result.fields.map((field) => [field.tableID, field.columnID]);
      expect(origins).toEqual([
        [rows[0].oid, 2],
        [0, 0],
        [rows[0].oid, 1],
      ]);
    }
  });

  it('counts the rows of INSERT … SELECT and of CREATE TABLE AS', async () => {
    await client.query('CREATE TABLE np_rows (id integer, name text)');
    const inserted = await client.query("INSERT INTO np_rows VALUES (1, 'a'), (2, 'b'), (3, NULL)");
    expect([inserted.command, inserted.rowCount]).toEqual(['INSERT', 3]);
    await client.query('CREATE TABLE np_copy AS SELECT * FROM np_rows WHERE id > 1');
    expect((await client.query('SELECT * FROM np_copy ORDER BY id')).rows).toEqual([
      { id: 2, name: 'b' },
      { id: 3, name: null },
    ]);
    await client.query('DROP TABLE np_copy');
    await client.query('DROP TABLE np_rows');
  });

  it('rolls back, and refuses work in a failed transaction', async () => {
    await client.query('CREATE TABLE np_tx (id integer)');
    await client.query('BEGIN');
    await client.query('INSERT INTO np_tx VALUES (1)');
    await expect(client.query('SELECT * FROM no_such_table')).rejects.toMatchObject({ code: '42P01' });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    expect((await client.query('COMMIT')).command).toBe('ROLLBACK');
    expect((await client.query('SELECT count(*) AS n FROM np_tx')).rows).toEqual([{ n: '0' }]);
    await client.query('DROP TABLE np_tx');
  });

  it('reports an error with code, severity and position', async () => {
    await expect(client.query('SELECT nothing_here FROM (SELECT 1 AS a) t')).rejects.toMatchObject({
      code: '42703',
      severity: 'ERROR',
      position: '8',
    });
    await expect(client.query("SELECT CAST('x' AS integer)")).rejects.toMatchObject({ code: '22P02' });
    await expect(client.query('SELECT CAST($1 AS integer) AS n', ['x'])).rejects.toMatchObject({ code: '22P02' });
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('has the position of a row that the engine refuses, in its own text', async () => {
    await client.query('CREATE TABLE keys (id uuid)');
    const refused = client.query('INSERT INTO keys VALUES (true)');
    await expect(refused).rejects.toMatchObject({ code: '42846', position: '26' });
    await client.query('DROP TABLE keys');
  });

  it('keeps the sign of a zero that is a parameter', async () => {
    await client.query('CREATE TABLE zeros (d double, f float)');
    await client.query('INSERT INTO zeros VALUES ($1, $2)', ['-0', '-0']);
    await client.query('INSERT INTO zeros VALUES ($1, $2)', ['0', '0']);
    const { rows } = await client.query('SELECT d::text AS d, f::text AS f FROM zeros ORDER BY 1');
    expect(rows).toEqual([
      { d: '-0.0', f: '-0.0' },
      { d: '0.0', f: '0.0' },
    ]);
    await client.query('DROP TABLE zeros');
  });

  it('pages with a cursor', async () => {
    const cursor = client.query(
      new Cursor<{ n: number }>('SELECT CAST(x AS integer) AS n FROM generate_series(1, 5) g(x) ORDER BY 1'),
    );
    expect((await cursor.read(2)).map((row) => row.n)).toEqual([1, 2]);
    expect((await cursor.read(2)).map((row) => row.n)).toEqual([3, 4]);
    expect((await cursor.read(2)).map((row) => row.n)).toEqual([5]);
    expect(await cursor.read(2)).toEqual([]);
    await cursor.close();
  });

  it('streams a large result', async () => {
    const stream = client.query(
      new QueryStream('SELECT x FROM generate_series(1, 50000) g(x)', [], { batchSize: 1000 }),
    );
    let rows = 0;
    for await (const _ of stream) rows++;
    expect(rows).toBe(50_000);
  });

  it('copies in and out', async () => {
    await client.query('CREATE TABLE np_gear (id integer, name text)');
    const copy = client.query(copyFrom('COPY np_gear FROM STDIN (FORMAT csv)'));
    await pipeline(Readable.from(['1,tent\n2,', '"a, b"\n3,\n']), copy);
    expect(copy.rowCount).toBe(3);
    const chunks: Buffer[] = [];
    const out = client.query(copyTo('COPY (SELECT * FROM np_gear ORDER BY id) TO STDOUT (FORMAT csv)'));
    for await (const chunk of out) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('1,tent\n2,"a, b"\n3,\n');
    await client.query('DROP TABLE np_gear');
  });

  it('loads nothing of a copy that breaks off', async () => {
    await client.query('CREATE TABLE np_half (id integer)');
    const copy = client.query(copyFrom('COPY np_half FROM STDIN (FORMAT csv)'));
    await expect(pipeline(Readable.from(['1\n2\nthree\n4\n']), copy)).rejects.toMatchObject({ code: '22P02' });
    expect((await client.query('SELECT count(*) AS n FROM np_half')).rows).toEqual([{ n: '0' }]);
    await client.query('DROP TABLE np_half');
  });

  it('serves many clients of a pool at once', async () => {
    const pool = new Pool({ connectionString: server.url, max: 10 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => pool.query('SELECT CAST($1 AS integer) AS n', [n])),
    );
    expect(answers.map((answer) => answer.rows[0].n)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    await pool.end();
  });

  it('ends a statement that runs longer than statement_timeout, and goes on', async () => {
    const other = new Client({ connectionString: server.url, statement_timeout: 200 });
    await other.connect();
    const slow =
      'SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0';
    await expect(other.query(slow)).rejects.toMatchObject({ code: '57014' });
    expect((await other.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    await other.end();
  });

  it('is refused with a wrong password or an unknown database', async () => {
    const connect = (database: string, password: string) =>
      new Client({ host: server.host, port: server.port, user: 'admin', password, database }).connect();
    await expect(connect('all', 'wrong')).rejects.toMatchObject({ code: '28P01' });
    await expect(connect('no_such_database', server.password)).rejects.toMatchObject({ code: '3D000' });
  });

  it('is told when the server stops', async () => {
    const other = await startServer();
    const idle = new Client({ connectionString: other.url });
    await idle.connect();
    const error = once(idle, 'error');
    // node-postgres tells a second time when the socket closes.
    idle.on('error', () => undefined);
    expect(await other.stop()).toEqual({ status: 0, signal: null });
    expect((await error)[0]).toMatchObject({ code: '57P01' });
  });
});
