import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';

let server: TestServer;
let admin: Api;
let bob: Api;
let wire: pg.Client;

beforeAll(async () => {
  server = await startServer();
  admin = Api.basic(server, server.user, server.password);
  const made = await admin.post('//data/foundation/queryauth/accounts', { accountName: 'bob', assignedToUser: 'Bob' });
  bob = Api.basic(server, 'bob', made.body.credential);
  wire = new pg.Client({ connectionString: server.url });
  await wire.connect();
});

afterAll(async () => {
  await wire?.end();
  await server?.stop();
});

async function failure(run: Promise<unknown>): Promise<Partial<pg.DatabaseError>> {
  const error = await run.then(
    () => new Error('no error'),
    (reason: pg.DatabaseError) => reason,
  );
  if (!(error instanceof pg.DatabaseError)) throw error;
  const { code, message, position, where } = error;
  return { code, message, position, where };
}

describe('a template made over HTTP', () => {
  beforeAll(async () => {
    await admin.post('/query-templates', {
      name: 'stays by city',
      sql: "SELECT '$city' AS city,\n $nights AS nights",
      queryParameters: { city: "L'Aquila", nights: '3' },
    });
  });

  it('stands in a statement of a connection, with its default values', async () => {
    const { rows } = await wire.query('SELECT s.*, \'$city\' AS own FROM (#"stays by city") AS s');
    expect(rows).toEqual([{ city: "L'Aquila", nights: 3, own: '$city' }]);
  });

  it('has the defaults of what stands around it, and those that are sent before all', async () => {
    await admin.post('/query-templates', {
      name: 'around',
      sql: 'SELECT *, $more AS more FROM (#"stays by city")',
      queryParameters: { city: 'Rome', more: '7' },
    });
    expect((await wire.query('#around')).rows).toEqual([{ city: "L'Aquila", nights: 3, more: 7 }]);
    const sent = await admin.post('/queries', {
      dbName: 'prod:all',
      sql: 'SELECT * FROM (#around) AS a WHERE nights > $least',
      queryParameters: { city: 'Oslo', least: '0' },
    });
    expect(sent.body.effectiveSQL).toBe(
      "SELECT * FROM (SELECT *, 7 AS more FROM (SELECT 'Oslo' AS city,\n 3 AS nights)) AS a WHERE nights > 0",
    );
  });

  it('does not take a value that its place does not', async () => {
    await admin.post('/query-templates', { name: 'guarded', sql: 'SELECT $n', queryParameters: { n: '1 FROM x' } });
    expect(await failure(wire.query('SELECT (#guarded)'))).toEqual({
      code: '22023',
      message: 'the value of parameter "$n" is not a number, boolean, date, timestamp or NULL',
      position: '9',
      where: 'template "guarded", line 1',
    });
  });
});

describe('a template in the extended protocol', () => {
  beforeAll(async () => {
    await wire.query("CREATE TEMPLATE more AS 'SELECT $1::int + 1 AS a'");
  });

  it('takes the parameters of the statement', async () => {
    expect((await wire.query('SELECT a * 2 AS b FROM (#more)', [20])).rows).toEqual([{ b: 42 }]);
    expect(await failure(wire.query('SELECT 1; #more'))).toEqual({
      code: '42P02',
      message: 'there is no parameter $1',
      position: '11',
      where: 'template "more", line 1',
    });
  });

  it('is as it was when the statement was parsed, and anew in the next', async () => {
    const kept = { name: 'kept', text: '#more', values: [20] };
    expect((await wire.query(kept)).rows).toEqual([{ a: 21 }]);
    await wire.query("CREATE OR REPLACE TEMPLATE more AS 'SELECT $1::int + 2 AS a'");
    expect((await wire.query(kept)).rows).toEqual([{ a: 21 }]);
    expect((await wire.query('#more', [20])).rows).toEqual([{ a: 22 }]);
  });

  it('says where an error is, in what was sent and in the template', async () => {
    await wire.query("CREATE TEMPLATE broken AS 'SELECT 1,\n nowhere'");
    const place = { position: '18', where: 'template "broken", line 2' };
    const message = 'column "nowhere" does not exist';
    const text = "SELECT 'ü' FROM (#broken)";
    expect(await failure(wire.query(text))).toEqual({ code: '42703', message, ...place });
    expect(await failure(wire.query({ name: 'broken', text }))).toEqual({ code: '42703', message, ...place });
    const sent = await admin.post('/queries', { dbName: 'prod:all', sql: 'SELECT 1,\n (#nothing)' });
    expect(sent.body).toMatchObject({ status: 400, sqlState: '42704', line: 2, column: 3 });
  });

  it('cannot be two statements', async () => {
    await wire.query("CREATE TEMPLATE two AS 'SELECT 1 AS a; SELECT 2 AS a'");
    expect(await failure(wire.query({ name: 'two', text: '#two' }))).toMatchObject({ code: '42601' });
    const results: unknown = await wire.query('#two');
    expect(results).toMatchObject([{ rows: [{ a: 1 }] }, { rows: [{ a: 2 }] }]);
  });
});

describe('the template of another account', () => {
  it('may be used with the rights of who uses it, and not be changed', async () => {
    await wire.query("CREATE TEMPLATE accounts AS 'ALTER ROLE admin SET email = ''eve@example.org'''");
    await wire.query("CREATE TEMPLATE shared AS 'SELECT 1 AS a UNION ALL SELECT 2'");
    expect(await bob.run('SELECT * FROM (#shared)')).toMatchObject({ state: 'SUCCESS', rowCount: 2 });
    expect((await bob.run('#accounts')).errors).toMatchObject([{ code: '42501' }]);
    const replaced = await bob.run("CREATE OR REPLACE TEMPLATE shared AS 'SELECT 3'");
    expect(replaced.errors).toMatchObject([{ code: '42501' }]);
    expect((await bob.run('DROP TEMPLATE shared')).errors).toMatchObject([{ code: '42501' }]);
  });
});
