import { Client } from 'pg';
import Cursor from 'pg-cursor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../support/server.ts';

const FIVE = 'SELECT CAST(x AS integer) AS n FROM generate_series(1, 5) g(x) ORDER BY 1';

describe('pg-cursor', () => {
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

  it('reads page by page, the last one short, then nothing', async () => {
    const cursor = client.query(new Cursor<{ n: number }>(FIVE));
    expect(await cursor.read(2)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await cursor.read(2)).toEqual([{ n: 3 }, { n: 4 }]);
    expect(await cursor.read(2)).toEqual([{ n: 5 }]);
    expect(await cursor.read(2)).toEqual([]);
    expect(await cursor.read(2)).toEqual([]);
  });

  it('reads exactly as many rows as there are', async () => {
    const cursor = client.query(new Cursor<{ n: number }>(FIVE));
    expect(await cursor.read(5)).toHaveLength(5);
    expect(await cursor.read(5)).toEqual([]);
  });

  it('takes parameters, and gives rows as arrays', async () => {
    const text =
      'SELECT CAST($1 AS text) || CAST(x AS text) AS t, x FROM generate_series(1, CAST($2 AS integer)) g(x) ORDER BY x';
    const cursor = client.query(new Cursor<[string, string]>(text, ['n', 3], { rowMode: 'array' }));
    expect(await cursor.read(10)).toEqual([
      ['n1', '1'],
      ['n2', '2'],
      ['n3', '3'],
    ]);
    await cursor.close();
  });

  it('is closed early, and the connection goes on', async () => {
    const cursor = client.query(new Cursor<{ n: string }>('SELECT x AS n FROM generate_series(1, 10000000) g(x)'));
    expect(await cursor.read(3)).toHaveLength(3);
    await cursor.close();
    await cursor.close();
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('keeps several open in a transaction, one after the other on the wire', async () => {
    await client.query('BEGIN');
    const first = client.query(new Cursor<{ n: number }>(FIVE));
    expect(await first.read(2)).toHaveLength(2);
    await first.close();
    const second = client.query(new Cursor<{ n: number }>(FIVE));
    expect(await second.read(3)).toHaveLength(3);
    await second.close();
    expect((await client.query('COMMIT')).command).toBe('COMMIT');
  });

  it('reports an error of the statement, and one in the middle of the rows', async () => {
    await expect(client.query(new Cursor('SELECT * FROM no_such_table')).read(1)).rejects.toMatchObject({
      code: '42P01',
    });
    const late = client.query(
      new Cursor<{ n: number }>(
        "SELECT CAST(CASE WHEN x = 50000 THEN 'many' ELSE CAST(x AS text) END AS integer) AS n FROM generate_series(1, 50000) g(x)",
      ),
    );
    const read = async () => {
      for (let rows = await late.read(1000); rows.length > 0; rows = await late.read(1000));
    };
    await expect(read()).rejects.toMatchObject({ code: '22P02' });
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('runs a statement without rows', async () => {
    const made = client.query(new Cursor('CREATE TABLE pc_rows (id integer)'));
    expect(await made.read(1)).toEqual([]);
    expect(await client.query(new Cursor('INSERT INTO pc_rows VALUES ($1)', [1])).read(10)).toEqual([]);
    expect(await client.query(new Cursor('SELECT id FROM pc_rows')).read(10)).toEqual([{ id: 1 }]);
    await client.query('DROP TABLE pc_rows');
  });
});
