import { Client, type ClientConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './support/server.ts';

/** Decisions of the dialect that only a client's connection shows: notices, the protocol, the name of the database. */
describe('what a connection shows of the dialect', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
    await within(undefined, (client) =>
      client.query('CREATE DATABASE hotel; CREATE SCHEMA hotel.stays; CREATE TABLE hotel.stays.nights (n int)'),
    );
  });

  afterAll(async () => {
    await server.stop();
  });

  async function within<T>(database: string | undefined, work: (client: Client) => Promise<T>): Promise<T> {
    const { host, port, user, password } = server;
    const config: ClientConfig = { host, port, user, password, database: database ?? 'all' };
    const client = new Client(config);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  const HANDLED = `$$ BEGIN
    SELECT raise_error('negative nights');
  EXCEPTION WHEN OTHERS THEN SELECT 'rejected' AS outcome;
  END $$`;

  it('a handled error is a warning with the code and text of the first error', async () => {
    const notices: unknown[] = [];
    const rows = await within(undefined, async (client) => {
      client.on('notice', ({ severity, code, message }) => notices.push({ severity, code, message }));
      return (await client.query(HANDLED)).rows;
    });
    expect(rows).toEqual([{ outcome: 'rejected' }]);
    expect(notices).toEqual([
      { severity: 'WARNING', code: 'P0001', message: 'block handled an error: negative nights' },
    ]);
  });

  const SEVERAL = '$$ BEGIN SELECT 1 AS a; SET @v = SELECT 2; SELECT @v AS b; END $$';

  it('the simple protocol sends each result of a block, the extended one the tag of the last', async () => {
    const [simple, extended] = await within(undefined, async (client) => [
      await client.query(SEVERAL),
      await client.query({ name: 'block', text: SEVERAL }),
    ]);
    expect((simple as unknown as { readonly rows: unknown[] }[]).map(({ rows }) => rows)).toEqual([
      [{ a: 1 }],
      [{ b: 2 }],
    ]);
    expect(extended).toMatchObject({ command: 'SELECT', rowCount: 1, rows: [] });
  });

  it('a database is named by itself or behind the sandbox', async () => {
    const shown: Record<string, unknown> = {};
    for (const name of ['all', 'prod:all', 'prod', 'prod:hotel', 'hotel', 'hotel?FLATTEN', 'PROD:Hotel']) {
      shown[name] = await within(name, async (client) => {
        const { rows } = await client.query('SHOW SCHEMAS');
        return rows.map((row) => `${row.database}.${row.schema}`).sort();
      });
    }
    const everything = ['all.public', 'hotel.public', 'hotel.stays'];
    const hotel = ['hotel.public', 'hotel.stays'];
    expect(shown).toEqual({
      all: everything,
      'prod:all': everything,
      prod: everything,
      'prod:hotel': hotel,
      hotel,
      'hotel?FLATTEN': hotel,
      'PROD:Hotel': hotel,
    });
  });

  it('any other name is 3D000, with a hint', async () => {
    for (const name of ['motel', 'dev:all', 'prod:motel', 'prod:all:more', 'all?FLAT']) {
      await expect(within(name, async () => undefined)).rejects.toMatchObject({
        code: '3D000',
        message: `database "${name}" does not exist`,
        hint: expect.stringContaining('Connect to "all" or "prod:all"'),
      });
    }
  });
});
