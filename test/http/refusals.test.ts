import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';

let server: TestServer;
let admin: Api;
let bob: Api;

beforeAll(async () => {
  server = await startServer();
  admin = Api.basic(server, server.user, server.password);
  const made = await admin.post('//data/foundation/queryauth/accounts', { accountName: 'bob', assignedToUser: 'Bob' });
  bob = Api.basic(server, 'bob', made.body.credential);
});

afterAll(async () => {
  await server?.stop();
});

const schedule = (sql: string, more: object = {}, name?: string) => ({
  query: { dbName: 'prod:all', sql, name },
  schedule: { schedule: '0 0 1 1 *', startDate: '2026-01-01T00:00:00Z', ...more },
});

const CTAS = { dbName: 'prod:all', sql: 'SELECT 1', ctasParameters: { datasetName: 'a' } };
const BOTH_OUTPUTS = { ...CTAS, insertIntoParameters: { datasetName: 'b' } };
const LONG_DESCRIPTION = { dbName: 'prod:all', sql: 'SELECT 1', description: 'é'.repeat(600) };
const TWO_DAYS = { expiresInSeconds: 172_800 };

async function twice(template: object) {
  await admin.post('/query-templates', template);
  return admin.post('/query-templates', template);
}

describe('refusals', () => {
  it.each([
    ['unknown address', () => admin.get('/nothing'), 404],
    ['wrong method', () => admin.put('/queries', {}), 405],
    ['wrong type', () => admin.post('/queries', 'x', { 'content-type': 'text/plain' }), 415],
    ['broken JSON', () => admin.post('/queries', '{"dbName":'), 400],
    ['unknown field', () => admin.post('/queries', { dbName: 'prod:all', sql: 'SELECT 1', extra: 1 }), 400],
    ['number for text', () => admin.post('/queries', { dbName: 'prod:all', sql: 1 }), 400],
    ['neither sql nor template', () => admin.post('/queries', { dbName: 'prod:all' }), 400],
    ['large body', () => admin.post('/queries', { dbName: 'prod:all', sql: `SELECT '${'x'.repeat(9_000_000)}'` }), 413],
    ['limit', () => admin.get('/queries?limit=0'), 400],
    ['limit', () => admin.get('/queries?limit=101'), 400],
    ['order', () => admin.get('/queries?orderby=name'), 400],
    ['start', () => admin.get('/queries?start=yesterday'), 400],
    ['filter', () => admin.get('/queries?property=colour%3D%3Dred'), 400],
    ['operator', () => admin.get('/queries?property=sql%3D%3Dx'), 400],
    ['sandbox', () => admin.get('/queries', { 'x-sandbox-name': 'other' }), 400],
    ['database', () => admin.post('/queries', { dbName: 'nowhere:all', sql: 'SELECT 1' }), 400],
    ['unknown query', () => admin.get('/queries/none'), 404],
    ['broken escape in the address', () => admin.get('/queries/%zz'), 400],
    ['day that no month has', () => admin.get('/queries?start=2026-02-30'), 400],
    ['property without operator', () => admin.get('/queries?property=state'), 400],
    ['time that is none', () => admin.get('/queries?property=created%3Eyesterday'), 400],
    ['eleven datasets', () => admin.get(`/queries?property=referenced_datasets%3D%3D${'a||'.repeat(10)}a`), 400],
    ['both outputs', () => admin.post('/queries', BOTH_OUTPUTS), 400],
    ['an output for two statements', () => admin.post('/queries', { ...CTAS, sql: 'SELECT 1; SELECT 2' }), 400],
    ['unknown template', () => admin.post('/queries', { dbName: 'prod:all', templateID: 'none' }), 404],
    ['null for a body', () => admin.post('/queries', 'null'), 400],
    ['start by hand of nothing', () => admin.post('/schedules/none/runs'), 404],
    ['template of a name that is taken', () => twice({ name: 'twice', sql: 'SELECT 1' }), 409],
    ['description that is too long', () => admin.post('/accelerated-queries', LONG_DESCRIPTION), 400],
    ['token for longer than a day', () => admin.post('//data/foundation/queryauth/tokens', TWO_DAYS), 400],
  ])('%s', async (_, call, status) => {
    const answer = await call();
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, title: expect.any(String), errorCode: expect.any(String) });
    expect(answer.headers.get('x-request-id')).toBe(answer.body.requestId);
  });

  it('names the field that is too much, and the values that there are', async () => {
    const { body: field } = await admin.post('/queries', { dbName: 'prod:all', sql: 'SELECT 1', extra: 1 });
    expect(field.detail).toBe('body must NOT have additional properties: "extra".');
    const { body: value } = await admin.post('/schedules', schedule('SELECT 1', { catchUp: 'some' }));
    expect(value.detail).toBe('body/schedule/catchUp must be equal to one of the allowed values: latest, all, none.');
  });

  it('says where SQL is wrong', async () => {
    const { status, body } = await admin.post('/queries', { dbName: 'prod:all', sql: 'SELECT 1\n  FRM t' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errorCode: 'INVALID_SQL', sqlState: '42601', line: 2 });
  });

  it('lists the methods that an address takes', async () => {
    expect((await admin.put('/queries', {})).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('echoes the id of a request', async () => {
    expect((await admin.get('/queries', { 'x-request-id': 'mine-1' })).headers.get('x-request-id')).toBe('mine-1');
  });
});

describe('bad input', () => {
  it('a cron text is refused with the place and a reason, and nothing is kept', async () => {
    const { status, body } = await admin.post('/schedules', schedule('SELECT 1', { schedule: '30 25 * * *' }, 'never'));
    expect(status).toBe(400);
    expect(body.detail).toBe('the hour field goes from 0 to 23, not 25, at character 4 of "30 25 * * *".');
    const wrong = await admin.post('/schedules', schedule('SELEC 1', {}, 'never'));
    expect(wrong).toMatchObject({ status: 400, body: { errorCode: 'INVALID_SQL', line: 1, column: 1 } });
    const { body: all } = await admin.get('/schedules?limit=100');
    expect(all.schedules.map(({ query }: { query: { name: string } }) => query.name)).not.toContain('never');
  });

  it('a statement that cannot be read makes no query', async () => {
    const before = (await admin.get('/queries?limit=1&property=client%3D%3DAPI')).body.queries[0]?.id;
    expect((await admin.post('/queries', { dbName: 'prod:all', sql: 'SELECT (' })).status).toBe(400);
    expect((await admin.get('/queries?limit=1&property=client%3D%3DAPI')).body.queries[0]?.id).toBe(before);
  });

  it.each([
    ["'$x'", "a' OR 'b'='b", 202, "SELECT 'a'' OR ''b''=''b'"],
    ['$x', '1; DROP TABLE spring', 400, '22023'],
    ['$x', '(SELECT 1)', 400, '22023'],
    ['1 FROM $x', 'spring; DROP TABLE spring', 400, '22023'],
    ['1 FROM $x', 'spring', 202, 'SELECT 1 FROM spring'],
    ['$x', '42', 202, 'SELECT 42'],
  ])('a parameter stays in its place: SELECT %s with %s', async (place, x, status, shown) => {
    const sent = await admin.post('/queries', { dbName: 'prod:all', sql: `SELECT ${place}`, queryParameters: { x } });
    expect(sent.status).toBe(status);
    expect(status === 202 ? sent.body.effectiveSQL : sent.body.sqlState).toBe(shown);
  });

  it("another account's objects may be looked at, and no more", async () => {
    const { body: query } = await admin.post('/queries', { dbName: 'prod:all', sql: 'SELECT 1' });
    const { body: made } = await admin.post('/schedules', schedule('SELECT 1', {}, 'of admin'));
    expect((await bob.get(`/queries/${query.id}`)).status).toBe(200);
    expect((await bob.get(`/schedules/${made.id}`)).status).toBe(200);
    for (const refused of [
      bob.patch(`/queries/${query.id}`, { op: 'soft_delete' }),
      bob.patch(`/schedules/${made.id}`, { op: 'disable' }),
      bob.delete(`/schedules/${made.id}`),
      bob.put('//data/foundation/queryauth/accounts/admin', { credential: 'taken over' }),
      bob.delete('//data/foundation/queryauth/accounts/admin'),
    ]) {
      expect((await refused).body).toMatchObject({ status: 403, errorCode: 'FORBIDDEN' });
    }
  });

  it('an address that is too long is told so', async () => {
    const long = await admin.get(`/queries/${'x'.repeat(3_000)}`);
    expect(long.body).toMatchObject({ status: 400, errorCode: 'INVALID_REQUEST' });
    const longer = await admin.get(`/queries?property=${'x'.repeat(70_000)}`);
    expect(longer.body).toMatchObject({ status: 431, errorCode: 'TOO_LARGE' });
  });
});
