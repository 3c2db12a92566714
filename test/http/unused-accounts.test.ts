import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestClock } from '../support/clock.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';

const DAY_MS = 86_400_000;
const ACCOUNTS = '//data/foundation/queryauth/accounts';
const clock = new TestClock();
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ env: clock.env });
});

afterAll(async () => {
  await server?.stop();
  clock.remove();
});

const admin = (): Api => Api.basic(server, server.user, server.password);

async function make(accountName: string): Promise<string> {
  const { body } = await admin().post(ACCOUNTS, { accountName, assignedToUser: 'somebody' });
  return body.credential;
}

/** Connects; answers who it is then, or the SQLSTATE. */
async function connect(user: string, password: string): Promise<string> {
  const client = new pg.Client({ host: server.host, port: server.port, database: 'all', user, password });
  try {
    await client.connect();
    return (await client.query('SELECT current_user AS who')).rows[0].who;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function active(): Promise<readonly string[]> {
  const { body } = await admin().get(`${ACCOUNTS}?property=active%3D%3Dtrue&orderby=created`);
  return body.accounts.map(({ technicalAccountId }: { technicalAccountId: string }) => technicalAccountId);
}

it('an account that nobody has used for 90 days is refused, by each door, until it gets a new credential', async () => {
  const idle = await make('idle');
  const byWire = await make('by_wire');
  const byHttp = await make('by_http');
  await admin().run("CREATE ROLE person PASSWORD 'a person has this'");
  clock.advance(89 * DAY_MS);
  expect(await active()).toEqual(['admin', 'idle', 'by_wire', 'by_http', 'person']);
  expect(await connect('by_wire', byWire)).toBe('by_wire');
  expect((await Api.basic(server, 'by_http', byHttp).get('/queries')).status).toBe(200);
  clock.advance(2 * DAY_MS);
  expect(await active()).toEqual(['admin', 'by_wire', 'by_http', 'person']);
  expect(await connect('idle', idle)).toBe('28P01');
  const refused = await Api.basic(server, 'idle', idle).get('/queries');
  expect(refused).toMatchObject({ status: 401, body: { errorCode: 'UNAUTHORIZED' } });
  expect(refused.body.detail).toContain('new credential');
  // What a server knew of it outlives the server.
  server = await server.restart();
  expect(await connect('idle', idle)).toBe('28P01');
  expect(await connect('by_wire', byWire)).toBe('by_wire');
  expect((await Api.basic(server, 'by_http', byHttp).get('/queries')).status).toBe(200);
  expect(await connect('person', 'a person has this')).toBe('person');
  await admin().put(`${ACCOUNTS}/idle`, { credential: 'another credential' });
  expect(await connect('idle', 'another credential')).toBe('idle');
  expect(await connect('idle', idle)).toBe('28P01');
});

it('a connection ends at the next statement when its account is changed or dropped', async () => {
  const password = await make('watched');
  const open = async (user: string, secret: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: server.host, port: server.port, database: 'all', user, password: secret });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const ended = { code: '57P01', message: 'terminating connection because its account was changed or dropped' };
  const first = await open('watched', password);
  await first.query('SELECT 1');
  await admin().put(`${ACCOUNTS}/watched`, { emails: ['w@example.net'] });
  await first.query('SELECT 1');
  await admin().put(`${ACCOUNTS}/watched`, { credential: 'another one' });
  await expect(first.query('SELECT 1')).rejects.toMatchObject(ended);
  // Who changes the own password stays.
  const second = await open('watched', 'another one');
  const third = await open('watched', 'another one');
  await second.query("ALTER ROLE watched PASSWORD 'a third one'");
  await second.query('SELECT 1');
  await expect(third.query('SELECT 1')).rejects.toMatchObject(ended);
  await admin().run('DROP ROLE watched');
  await expect(second.query('SELECT 1')).rejects.toMatchObject(ended);
});

it('the limit is the operator’s to lift', async () => {
  const password = await make('kept');
  await server.kill9();
  server = await startServer({ dataDir: server.dataDir, env: clock.env, flags: ['--unused-credential-days', '0'] });
  clock.advance(400 * DAY_MS);
  expect(await connect('kept', password)).toBe('kept');
});
