import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '../support/clock.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';

let server: TestServer;
let admin: Api;
let bob: Api;
let credential: string;
const clock = new TestClock();
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  server = await startServer({ env: clock.env, flags: ['--request-rate', '40', '--organization', 'here@Org'] });
  admin = Api.basic(server, server.user, server.password);
  const { body } = await admin.post('//data/foundation/queryauth/accounts', {
    accountName: 'bob',
    assignedToUser: 'B',
  });
  credential = body.credential;
  bob = Api.basic(server, 'bob', credential);
});

afterAll(async () => {
  await server?.stop();
  clock.remove();
});

function place() {
  return { host: server.host, port: server.port, database: 'all' };
}

/** Connects with a password; answers who it is then, or the SQLSTATE. */
async function connect(user: string, password: string): Promise<string> {
  const client = new pg.Client({ ...place(), user, password });
  try {
    await client.connect();
    const { rows } = await client.query('SELECT current_user AS who');
    return rows[0].who;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What a connection reports as it begins. */
async function reportedVersion({ username, token }: { readonly username: string; readonly token: string }) {
  const client = new pg.Client({ ...place(), user: username, password: token });
  await client.connect();
  const { rows } = await client.query('SHOW server_version');
  await client.end();
  return rows[0].server_version;
}

describe('a token', () => {
  it('is a password of its account until it expires', async () => {
    const { body } = await bob.post('//data/foundation/queryauth/tokens', { expiresInSeconds: 3600 });
    expect(Date.parse(body.expiresAt)).toBeGreaterThan(clock.now() + HOUR_MS - 60_000);
    const bearer = new Api(server, `Bearer ${body.token}`);
    expect(await connect('bob', body.token)).toBe('bob');
    expect(await connect('admin', body.token)).toBe('28P01');
    expect((await bearer.get('/schedules')).status).toBe(200);
    clock.advance(HOUR_MS + 1_000);
    expect(await connect('bob', body.token)).toBe('28P01');
    expect((await bearer.get('/schedules')).body).toMatchObject({ status: 401, errorCode: 'UNAUTHORIZED' });
    expect(await connect('bob', credential)).toBe('bob');
  });

  it('comes with the parameters of a connection', async () => {
    const { body } = await bob.get('/connection_parameters');
    expect(body).toMatchObject({ username: 'bob', dbName: 'prod:all', port: server.port, compressedToken: body.token });
    expect(await connect(body.username, body.token)).toBe('bob');
    expect(body.version).toBe(await reportedVersion(body));
  });

  it('makes no token that lasts longer, in whichever header it comes', async () => {
    const { body } = await bob.post('//data/foundation/queryauth/tokens', { expiresInSeconds: 3600 });
    const callers = [new Api(server, `Bearer ${body.token}`), Api.basic(server, 'bob', body.token)];
    for (const caller of callers) {
      expect((await caller.post('//data/foundation/queryauth/tokens', { expiresInSeconds: 86_400 })).status).toBe(403);
    }
    const connections = await Promise.all(callers.map((caller) => caller.get('/connection_parameters')));
    const own = await bob.get('/connection_parameters');
    for (const { body } of connections) expect(await connect('bob', body.token)).toBe('bob');
    clock.advance(HOUR_MS + 1_000);
    for (const { body } of connections) expect(await connect('bob', body.token)).toBe('28P01');
    expect(await connect('bob', own.body.token)).toBe('bob');
  });

  it('survives a crash of the server', async () => {
    const { body } = await bob.post('//data/foundation/queryauth/tokens', {});
    await server.kill9();
    server = await startServer({
      dataDir: server.dataDir,
      env: clock.env,
      flags: ['--request-rate', '40', '--organization', 'here@Org'],
    });
    admin = Api.basic(server, server.user, server.password);
    bob = Api.basic(server, 'bob', credential);
    expect(await connect('bob', body.token)).toBe('bob');
  });

  it('is worth nothing once the password has changed, by whichever door', async () => {
    const { body } = await bob.post('//data/foundation/queryauth/tokens', {});
    expect(await connect('bob', body.token)).toBe('bob');
    await admin.run("ALTER ROLE bob PASSWORD 'another one'");
    expect(await connect('bob', body.token)).toBe('28P01');
    expect((await new Api(server, `Bearer ${body.token}`).get('/schedules')).status).toBe(401);
    expect(await connect('bob', 'another one')).toBe('bob');
  });
});

describe('an account', () => {
  it('may send its id and its credential as one password', async () => {
    const { body } = await admin.put('//data/foundation/queryauth/accounts/bob', { credential: 'long enough' });
    expect(body).toEqual({ technicalAccountName: 'bob', technicalAccountId: 'bob', credential: 'long enough' });
    bob = Api.basic(server, 'bob', 'long enough');
    expect(await connect('bob', 'bob:long enough')).toBe('bob');
    expect(await connect('bob', 'long enough')).toBe('bob');
    expect(await connect('bob', 'admin:long enough')).toBe('28P01');
  });

  it('has a number of requests a second, and is told how long to wait', async () => {
    const sent = await Promise.all(Array.from({ length: 120 }, () => admin.get('/query-templates/count')));
    const refused = sent.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body).toMatchObject({ errorCode: 'TOO_MANY_REQUESTS' });
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    clock.advance(5_000);
    expect((await admin.get('/query-templates/count')).status).toBe(200);
  });
});

it('another organization is refused', async () => {
  expect((await admin.get('/schedules', { 'x-gw-ims-org-id': 'here@Org' })).status).toBe(200);
  expect((await admin.get('/schedules', { 'x-gw-ims-org-id': 'there@Org' })).body).toMatchObject({
    status: 401,
    errorCode: 'WRONG_ORGANIZATION',
  });
});

describe('allowed addresses', () => {
  const path = '/security/ip-access';
  const place = { imsOrg: 'here@Org', sandboxName: 'prod', channel: 'data_distiller' };

  it('are everything as long as the list is empty', async () => {
    expect((await admin.get(path)).body).toEqual({ ...place, allowedIpRanges: [] });
    expect((await bob.post('/security/validate/ip-access', { ipAddress: '192.0.2.7' })).body).toEqual({
      isAllowed: true,
    });
  });

  it('hold for connections, before a password is asked for, and not for HTTP', async () => {
    const ipRanges = [{ ipRange: '192.0.2.0/24', description: 'office' }, { ipRange: '2001:db8::/32' }];
    const changed = await admin.put(path, { ipRanges });
    expect(changed).toMatchObject({ status: 200, body: { ...place, allowedIpRanges: ipRanges } });
    expect(await connect('admin', server.password)).toBe('28000');
    expect(await connect('nobody', 'x')).toBe('28000');
    const allowed = async (ipAddress: string) =>
      (await bob.post('/security/validate/ip-access', { ipAddress })).body.isAllowed;
    expect(await allowed('192.0.2.7')).toBe(true);
    expect(await allowed('192.0.3.7')).toBe(false);
    expect(await allowed('2001:db8:1::7')).toBe(true);
    expect(await allowed('2001:db9::7')).toBe(false);
    expect(await allowed('::ffff:192.0.2.9')).toBe(true);
  });

  it('stay after a crash, and are replaced as a whole', async () => {
    await server.kill9();
    server = await startServer({
      dataDir: server.dataDir,
      env: clock.env,
      flags: ['--request-rate', '40', '--organization', 'here@Org'],
    });
    admin = Api.basic(server, server.user, server.password);
    bob = Api.basic(server, 'bob', 'long enough');
    expect(await connect('admin', server.password)).toBe('28000');
    await admin.put(path, { ipRanges: [{ ipRange: '127.0.0.1' }] });
    expect(await connect('admin', server.password)).toBe('admin');
    expect((await admin.get(path)).body.allowedIpRanges).toEqual([{ ipRange: '127.0.0.1' }]);
    expect((await admin.delete(path)).body).toEqual({ ...place, deletedIpRanges: [{ ipRange: '127.0.0.1' }] });
    expect((await admin.get(path)).body.allowedIpRanges).toEqual([]);
  });

  it.each([['1.2.3'], ['1.2.3.4/33'], ['::/129'], ['1.2.3.4/'], ['1.2.3.4/08'], ['fe80::1%eth0'], ['localhost']])(
    'take no %s',
    async (ipRange) => {
      const answer = await admin.put(path, { ipRanges: [{ ipRange: '127.0.0.1' }, { ipRange }] });
      expect(answer).toMatchObject({ status: 400, body: { errorCode: 'INVALID_ADDRESS' } });
      expect((await admin.get(path)).body.allowedIpRanges).toEqual([]);
    },
  );

  it('are for administrators', async () => {
    expect((await bob.get(path)).status).toBe(403);
    expect((await bob.put(path, { ipRanges: [] })).status).toBe(403);
    expect((await bob.delete(path)).status).toBe(403);
    expect((await bob.post('/security/validate/ip-access', { ipAddress: 'here' })).status).toBe(400);
  });
});
