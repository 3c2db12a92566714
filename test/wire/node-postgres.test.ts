import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeServer, PASSWORD, startFakeServer, USER } from './support/fake-server.ts';

describe('node-postgres against the wire', () => {
  let fake: FakeServer;

  beforeAll(async () => {
    fake = await startFakeServer();
  });

  afterAll(async () => {
    await fake.server.close({ graceMs: 1000 });
  });

  async function connected(more: pg.ClientConfig = {}): Promise<pg.Client> {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: fake.port,
      user: USER,
      password: PASSWORD,
      database: 'shop',
      ...more,
    });
    await client.connect();
    return client;
  }

  test('connects with SCRAM and runs a simple query', async () => {
    const client = await connected();
    const { rows } = await client.query('SELECT 7');
    expect(rows).toEqual([{ '?column?': 7 }]);
    await client.end();
  });

  test('runs a prepared statement with parameters', async () => {
    const client = await connected();
    const { rows } = await client.query('SELECT $1::text', ['hello']);
    expect(rows).toEqual([{ text: 'hello' }]);
    await client.end();
  });

  test('runs several statements in one string', async () => {
    const client = await connected();
    const results: unknown = await client.query('SELECT 1; SELECT 2');
    expect(results).toMatchObject([{ rows: [{ '?column?': 1 }] }, { rows: [{ '?column?': 2 }] }]);
    await client.end();
  });

  test('gets an error with its fields and goes on', async () => {
    const client = await connected();
    await expect(client.query('SELECT no_such_column')).rejects.toMatchObject({
      severity: 'ERROR',
      code: '42703',
      position: '8',
    });
    await expect(client.query('SELECT $1::text', ['on'])).resolves.toMatchObject({ rowCount: 1 });
    await client.end();
  });

  test('is refused with a wrong password, and as an unknown user the same way', async () => {
    const refusal = { severity: 'FATAL', code: '28P01' };
    await expect(connected({ password: 'wrong' })).rejects.toMatchObject({
      ...refusal,
      message: 'password authentication failed for user "reader"',
    });
    await expect(connected({ user: 'nobody' })).rejects.toMatchObject({
      ...refusal,
      message: 'password authentication failed for user "nobody"',
    });
  });

  test('is told of an unknown database', async () => {
    await expect(connected({ database: 'no_such_database' })).rejects.toMatchObject({
      severity: 'FATAL',
      code: '3D000',
    });
  });

  test('reads many rows, in several flushes', async () => {
    const client = await connected();
    const { rows } = await client.query('SELECT generate_series(1,100000)');
    expect(rows.length).toBe(100_000);
    expect(rows.at(-1)).toEqual({ generate_series: 100_000 });
    await client.end();
  });
});
