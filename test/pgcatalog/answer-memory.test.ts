import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from '../http/support/api.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Answers of the system catalog are kept for who asks again, and never longer than they are true. */
describe('an answer of the system catalog that is kept', () => {
  let server: TestServer;
  let client: pg.Client;

  beforeAll(async () => {
    server = await startServer();
    client = await connect(server, server.user, server.password);
    await client.query('CREATE TABLE stays (id bigint PRIMARY KEY, nights int)');
    await client.query("CREATE USER reader PASSWORD 'plain words'");
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  const tables = `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`;

  it('is given again without the engine, to other sessions too', async () => {
    expect(await ask(client, tables)).toEqual(['stays']);
    const before = await answers(server);
    expect(await ask(client, tables)).toEqual(['stays']);
    const other = await connect(server, server.user, server.password);
    expect(await ask(other, tables)).toEqual(['stays']);
    expect(await other.query({ name: 'p', text: tables })).toMatchObject({ rows: [{ relname: 'stays' }] });
    await other.end();
    const after = await answers(server);
    expect(after.memory - before.memory).toBe(3);
    expect(after.engine - before.engine).toBe(0);
  });

  it('is for its parameters only', async () => {
    const column = (number: number): Promise<pg.QueryResult> =>
      client.query(`SELECT attname FROM pg_attribute WHERE attrelid = 'stays'::regclass AND attnum = $1`, [number]);
    for (const [number, name] of [
      [1, 'id'],
      [2, 'nights'],
      [1, 'id'],
    ] as const) {
      expect((await column(number)).rows).toEqual([{ attname: name }]);
    }
  });

  it.each([
    ['CREATE TABLE guests (id int)', ['guests', 'stays']],
    ['ALTER TABLE guests RENAME TO visitors', ['stays', 'visitors']],
    ['BEGIN', ['stays', 'visitors']],
    ['DROP TABLE visitors', ['stays']],
    ['ROLLBACK', ['stays', 'visitors']],
    ['DROP TABLE visitors', ['stays']],
  ])('is not given after %s', async (change, expected) => {
    await client.query(change);
    expect(await ask(client, tables)).toEqual(expected);
  });

  it('is not given to a transaction that sees an older catalog, nor that one to others', async () => {
    const other = await connect(server, server.user, server.password);
    await other.query('BEGIN');
    await other.query('CREATE TABLE unseen (a int)');
    expect(await ask(other, tables)).toEqual(['stays', 'unseen']);
    expect(await ask(client, tables)).toEqual(['stays']);
    expect(await ask(other, tables)).toEqual(['stays', 'unseen']);
    await other.query('COMMIT');
    expect(await ask(client, tables)).toEqual(['stays', 'unseen']);
    await client.query('DROP TABLE unseen');
    await other.end();
  });

  it('is for its comment, its search path, its temporary tables and its user', async () => {
    const comment = `SELECT obj_description('stays'::regclass, 'pg_class')`;
    expect(await ask(client, comment)).toEqual([null]);
    await client.query(`COMMENT ON TABLE stays IS 'one row a stay'`);
    expect(await ask(client, comment)).toEqual(['one row a stay']);

    const visible = `SELECT relname FROM pg_class WHERE pg_table_is_visible(oid) AND relname ~ '^(stays|passing)$' ORDER BY 1`;
    expect(await ask(client, visible)).toEqual(['stays']);
    await client.query('SET search_path = pg_catalog');
    expect(await ask(client, visible)).toEqual([]);
    await client.query('RESET search_path');
    expect(await ask(client, visible)).toEqual(['stays']);
    await client.query('CREATE TEMP TABLE passing AS SELECT 1 AS a');
    expect(await ask(client, visible)).toEqual(['passing', 'stays']);

    const reader = await connect(server, 'reader', 'plain words');
    expect(await ask(reader, visible)).toEqual(['stays']);
    const who = `SELECT rolname || ' ' || pg_has_role('admin', 'MEMBER')::text FROM pg_roles WHERE rolname = current_user`;
    expect(await ask(client, who)).toEqual(['admin true']);
    expect(await ask(reader, who)).toEqual(['reader false']);
    await reader.end();
    await client.query('DROP TABLE passing');
  });

  it('is none for what moves while the catalog stays', async () => {
    const before = await answers(server);
    for (const zone of ['Asia/Tokyo', 'Europe/Oslo']) {
      await client.query(`SET TimeZone = '${zone}'`);
      expect(await ask(client, `SELECT setting FROM pg_settings WHERE name = 'TimeZone'`)).toEqual([zone]);
      expect(await ask(client, `SELECT current_setting('TimeZone') FROM pg_database LIMIT 1`)).toEqual([zone]);
    }
    for (const moment of ['now()', 'clock_timestamp()', 'current_timestamp']) {
      const text = `SELECT (extract(epoch from ${moment}) * 1000)::int8::text FROM pg_database WHERE datname = 'all'`;
      const read = async (): Promise<number> => Number((await ask(client, text))[0]);
      const first = await read();
      await expect.poll(read).toBeGreaterThan(first);
    }
    const rows = `SELECT n_live_tup::text FROM pg_stat_user_tables WHERE relname = 'stays'`;
    expect(await ask(client, rows)).toEqual(['0']);
    await client.query('INSERT INTO stays SELECT x, 2 FROM generate_series(1, 3) g(x)');
    expect(await ask(client, rows)).toEqual(['3']);
    const sessions = `SELECT count(*)::text FROM pg_stat_activity WHERE application_name = 'beside'`;
    expect(await ask(client, sessions)).toEqual(['0']);
    const beside = new pg.Client({ connectionString: server.url, application_name: 'beside' });
    await beside.connect();
    expect(await ask(client, sessions)).toEqual(['1']);
    await beside.end();
    expect((await answers(server)).memory).toBe(before.memory);
  });
});

async function connect(server: TestServer, user: string, password: string): Promise<pg.Client> {
  const { host, port } = server;
  const client = new pg.Client({ host, port, database: 'all', user, password });
  await client.connect();
  return client;
}

async function ask(client: pg.Client, text: string): Promise<readonly (string | null)[]> {
  const types = { getTypeParser: () => (value: string) => value };
  return (await client.query<[string | null]>({ text, rowMode: 'array', types })).rows.map(([value]) => value);
}

async function answers(server: TestServer): Promise<{ readonly memory: number; readonly engine: number }> {
  const { body } = await Api.basic(server, server.user, server.password).get('//metrics');
  const count = (from: string): number =>
    Number(new RegExp(`^stillhouse_catalog_answers_total\\{from="${from}"\\} (\\d+)$`, 'm').exec(String(body))?.[1]);
  return { memory: count('memory'), engine: count('engine') };
}
