import { Client } from 'pg';
import QueryStream from 'pg-query-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../../support/server.ts';

describe('pg-query-stream', () => {
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

  async function all(stream: QueryStream): Promise<unknown[]> {
    const rows: unknown[] = [];
    for await (const row of client.query(stream)) rows.push(row);
    return rows;
  }

  it('streams with parameters', async () => {
    const sql = 'SELECT CAST(x AS integer) AS n FROM generate_series(1, CAST($1 AS integer)) g(x) ORDER BY 1';
    expect(await all(new QueryStream(sql, [3]))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await all(new QueryStream(sql, [0]))).toEqual([]);
  });

  it('streams pages that are one row, a few, and more than there are', async () => {
    for (const batchSize of [1, 7, 1000]) {
      expect(await all(new QueryStream('SELECT x FROM generate_series(1, 20) g(x)', [], { batchSize }))).toHaveLength(
        20,
      );
    }
  });

  it('sums 200 000 rows in order', async () => {
    let next = 1;
    const stream = new QueryStream(
      'SELECT CAST(x AS integer) AS n FROM generate_series(1, 200000) g(x) ORDER BY x',
      [],
      {
        batchSize: 5000,
      },
    );
    for await (const row of client.query(stream)) expect(row.n === next++).toBe(true);
    expect(next).toBe(200_001);
  });

  it('is left in the middle, and the connection goes on', async () => {
    const stream = client.query(new QueryStream('SELECT x FROM generate_series(1, 10000000) g(x)'));
    let rows = 0;
    for await (const _ of stream) if (++rows === 10) break;
    expect(rows).toBe(10);
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('ends with the error of the statement', async () => {
    await expect(all(new QueryStream('SELECT * FROM no_such_table'))).rejects.toMatchObject({ code: '42P01' });
    await expect(all(new QueryStream('SELECT CAST($1 AS integer)', ['x']))).rejects.toMatchObject({ code: '22P02' });
    expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('streams inside a transaction, before its own changes are committed', async () => {
    await client.query('BEGIN');
    await client.query('CREATE TABLE qs_rows AS SELECT x FROM generate_series(1, 100) g(x)');
    expect(await all(new QueryStream('SELECT x FROM qs_rows', [], { batchSize: 30 }))).toHaveLength(100);
    await client.query('ROLLBACK');
    await expect(client.query('SELECT * FROM qs_rows')).rejects.toMatchObject({ code: '42P01' });
  });
});
