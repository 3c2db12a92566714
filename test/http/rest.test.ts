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

describe('who may ask', () => {
  it('needs a proof', async () => {
    const anybody = new Api(server);
    const { status, body, headers } = await anybody.get('/queries');
    expect(status).toBe(401);
    expect(body.errorCode).toBe('UNAUTHORIZED');
    expect(headers.get('www-authenticate')).toContain('Basic');
    expect((await Api.basic(server, 'admin', 'wrong').get('/queries')).status).toBe(401);
    expect((await anybody.get('//health')).status).toBe(200);
    expect((await anybody.get('//ready')).body).toEqual({ ready: true });
    expect((await anybody.get('//metrics')).status).toBe(401);
  });

  it('takes tokens', async () => {
    const { status, body } = await admin.post('//data/foundation/queryauth/tokens', { expiresInSeconds: 60 });
    expect(status).toBe(200);
    const bearer = new Api(server, `Bearer ${body.token}`);
    expect((await bearer.get('/queries')).status).toBe(200);
    expect((await bearer.post('//data/foundation/queryauth/tokens', {})).status).toBe(403);
    expect((await admin.post('//data/foundation/queryauth/tokens', { expiresInSeconds: 90_000 })).status).toBe(400);
  });

  it('keeps a token however often the parameters of a connection are asked for', async () => {
    const { body } = await bob.post('//data/foundation/queryauth/tokens', { expiresInSeconds: 60 });
    const first = await bob.get('/connection_parameters');
    for (let i = 0; i < 100; i++) await bob.get('/connection_parameters');
    expect((await new Api(server, `Bearer ${body.token}`).get('/queries')).status).toBe(200);
    expect((await new Api(server, `Bearer ${first.body.token}`).get('/queries')).status).toBe(401);
  });

  it('lets only the owner change', async () => {
    const { body } = await admin.post('/query-templates', { name: 'of admin', sql: 'SELECT 1' });
    expect((await bob.get(`/query-templates/${body.id}`)).status).toBe(200);
    expect((await bob.delete(`/query-templates/${body.id}`)).status).toBe(403);
    expect((await admin.delete(`/query-templates/${body.id}`)).status).toBe(202);
    expect(
      (await bob.post('//data/foundation/queryauth/accounts', { accountName: 'x', assignedToUser: 'x' })).status,
    ).toBe(403);
  });
});

describe('queries', () => {
  it('run to their end with what they wrote', async () => {
    const made = await admin.run('CREATE TABLE spring AS SELECT 1 AS a UNION ALL SELECT 2');
    expect(made).toMatchObject({ state: 'SUCCESS', isCTAS: true, rowCount: 2, client: 'API', userId: 'admin' });
    expect(made._links.created_dataset.id).toMatch(/^[0-9a-f]{24}$/);
    const inserted = await admin.run('SELECT 7 AS a', { insertIntoParameters: { datasetName: 'spring' } });
    expect(inserted).toMatchObject({ state: 'SUCCESS', isInsertInto: true, rowCount: 1 });
    expect(inserted.effectiveSQL).toBe('INSERT INTO "spring" SELECT 7 AS a');
    expect((await admin.run('SELECT * FROM spring')).rowCount).toBe(3);
  });

  it('take parameters and templates', async () => {
    const template = await admin.post('/query-templates', {
      name: 'by parameter',
      sql: "SELECT '$word' AS w, $n AS n",
      queryParameters: { $n: '1' },
    });
    const sent = await admin.post('/queries', {
      dbName: 'prod:all',
      templateId: template.body.id,
      queryParameters: { word: "it's" },
    });
    expect(sent.body.effectiveSQL).toBe("SELECT 'it''s' AS w, 1 AS n");
    const bad = await admin.post('/queries', {
      dbName: 'prod:all',
      sql: 'SELECT $x',
      queryParameters: { x: 'a; DROP' },
    });
    expect(bad).toMatchObject({ status: 400, body: { sqlState: '22023' } });
    expect((await admin.post('/queries', { dbName: 'prod:all', sql: 'SELECT $none' })).status).toBe(400);
  });

  it('of a schedule show the name that its template has now', async () => {
    const { body: template } = await admin.post('/query-templates', { name: 'early', sql: 'SELECT 1' });
    const made = await admin.post('/schedules', {
      query: { dbName: 'prod:all', templateId: template.id },
      schedule: { schedule: '0 0 1 1 *', startDate: '2026-01-01T00:00:00Z' },
    });
    const nameShown = async (): Promise<string> => {
      const runs = `/schedules/${made.body.id}/runs`;
      const { body: taken } = await admin.post(runs);
      const ended = await admin.until(`${runs}/${taken.runId}`, ({ state }) => state === 'SUCCESS');
      return (await admin.get(`/queries/${ended.taskStatusList[0].taskId}`)).body.templateName;
    };
    expect(await nameShown()).toBe('early');
    await admin.put(`/query-templates/${template.id}`, { name: 'late', sql: 'SELECT 1' });
    expect(await nameShown()).toBe('late');
  });

  it('fail with the SQLSTATE', async () => {
    const failed = await admin.run("SELECT raise_error('no')");
    expect(failed.state).toBe('FAILED');
    expect(failed.errors[0]).toMatchObject({ code: 'P0001', errorType: 'USER_ERROR' });
  });

  it('can be cancelled, and leave nothing', async () => {
    const slow = 'CREATE TABLE never AS SELECT count(*) AS n FROM range(100000000000) a, range(1000) b';
    const { body } = await admin.post('/queries', { dbName: 'prod:all', sql: slow });
    await admin.until(`/queries/${body.id}`, ({ state }) => state === 'IN_PROGRESS');
    expect((await bob.patch(`/queries/${body.id}`, { op: 'cancel' })).status).toBe(403);
    expect((await admin.patch(`/queries/${body.id}`, { op: 'cancel' })).status).toBe(202);
    const ended = await admin.until(`/queries/${body.id}`, ({ state }) => state !== 'IN_PROGRESS');
    expect(ended).toMatchObject({ state: 'KILLED', errors: [{ code: '57014' }] });
    expect((await admin.patch(`/queries/${body.id}`, { op: 'cancel' })).status).toBe(409);
    expect((await admin.run('SELECT * FROM never')).errors[0].code).toBe('42P01');
  });

  it('can be hidden, and still be read', async () => {
    const { id } = await admin.run('SELECT 42');
    expect((await admin.patch(`/queries/${id}`, { op: 'soft_delete' })).status).toBe(202);
    const listed = await admin.get(`/queries?property=id%3D%3D${id}`);
    expect(listed.body.queries).toEqual([]);
    const all = await admin.get(`/queries?excludeSoftDeleted=false&property=id%3D%3D${id}`);
    expect(all.body.queries).toHaveLength(1);
    expect((await admin.get(`/queries/${id}`)).status).toBe(200);
  });
});

describe('lists', () => {
  it('turn page by page, forth and back, over equal times', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `page ${String(index).padStart(2, '0')}`);
    await Promise.all(names.map((name) => admin.post('/query-templates', { name, sql: 'SELECT 1' })));
    const seen: string[] = [];
    let path: string | undefined = '/query-templates?limit=7&property=name~page%20';
    let lastPath = path;
    while (path !== undefined) {
      const { body } = await admin.get(path.replace('/data/foundation/query/', '/'));
      seen.push(...body.templates.map((each: { name: string }) => each.name));
      lastPath = path;
      path = body._links.next?.href;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
    const last = await admin.get(lastPath.replace('/data/foundation/query/', '/'));
    const before = await admin.get(last.body._links.prev.href.replace('/data/foundation/query/', '/'));
    expect(before.body.templates.map((each: { name: string }) => each.name)).toEqual(seen.slice(14, 21));
    expect((await admin.get('/query-templates/count')).body.totalCount).toBeGreaterThanOrEqual(25);
  });
});

describe('schedules', () => {
  it('go their way', async () => {
    const { status, body } = await admin.post('/schedules', schedule('SELECT 1', {}, 'way'));
    expect(status).toBe(202);
    expect(body.state).toBe('REGISTERING');
    const path = `/schedules/${body.id}`;
    expect((await admin.get(path)).body).toMatchObject({ state: 'ENABLED', quarantine: { enrolled: false } });
    expect((await admin.delete(path)).body.errorCode).toBe('SCHEDULE_NOT_DISABLED');
    expect((await bob.post(`${path}/runs`)).status).toBe(403);
    const { body: taken } = await admin.post(`${path}/runs`);
    const run = await admin.until(`${path}/runs/${taken.runId}`, ({ state }) => state !== 'IN_PROGRESS');
    expect(run).toMatchObject({ state: 'SUCCESS', externalTrigger: true, taskStatusList: [{ state: 'SUCCESS' }] });
    const listed = await admin.get(`${path}/runs?property=state%3D%3DSUCCESS%2CexternalTrigger%3D%3Dtrue`);
    expect(listed.body.runsSchedules.map(({ id }: { id: string }) => id)).toEqual([taken.runId]);
    const patch = { body: [{ op: 'replace', path: '/schedule/schedule', value: '0 */6 * * *' }] };
    expect((await admin.patch(path, patch)).status).toBe(202);
    expect((await admin.patch(path, [{ op: 'replace', path: '/query/sql', value: 'x' }])).status).toBe(400);
    expect((await admin.patch(path, { op: 'disable' })).status).toBe(202);
    expect((await admin.patch(path, { op: 'disable' })).status).toBe(400);
    expect((await admin.post(`${path}/runs`)).status).toBe(400);
    expect((await admin.delete(path)).status).toBe(202);
    expect((await admin.get(path)).status).toBe(404);
  });

  it.each([
    ['INVALID_CRON', { schedule: '0 0 31 2 *' }],
    ['INVALID_CRON', { timeZone: 'Mars/Olympus' }],
    ['INVALID_DATE', { endDate: '2025-01-01T00:00:00Z' }],
    ['INVALID_DATE', { startDate: 'soon' }],
    ['INVALID_DATE', { startDate: '2026-02-30T00:00:00Z' }],
    ['NEVER_RUNS', { endDate: '2026-01-02T00:00:00Z' }],
  ])('are refused: %s', async (errorCode, more) => {
    expect(await admin.post('/schedules', schedule('SELECT 1', more))).toMatchObject({
      status: 400,
      body: { errorCode },
    });
  });

  it('make a dataset first and append to it later', async () => {
    const body = { ...schedule('SELECT 1 AS a', {}, 'grow') };
    const made = await admin.post('/schedules', {
      ...body,
      query: { ...body.query, ctasParameters: { datasetName: 'grown' } },
    });
    for (let round = 0; round < 2; round++) {
      const { body: taken } = await admin.post(`/schedules/${made.body.id}/runs`);
      const path = `/schedules/${made.body.id}/runs/${taken.runId}`;
      expect((await admin.until(path, ({ state }) => state !== 'IN_PROGRESS')).state).toBe('SUCCESS');
    }
    expect((await admin.run('SELECT * FROM grown')).rowCount).toBe(2);
  });

  it('allow one run at a time', async () => {
    const slow = 'SELECT count(*) FROM range(100000000000) a, range(1000) b';
    const { body } = await admin.post('/schedules', schedule(slow, {}, 'slow'));
    const path = `/schedules/${body.id}`;
    const { body: taken } = await admin.post(`${path}/runs`);
    expect(await admin.post(`${path}/runs`)).toMatchObject({ status: 400, body: { errorCode: 'TOO_MANY_RUNS' } });
    const { body: other } = await admin.post('/schedules', schedule(slow, {}, 'slow too'));
    const asked = await Promise.all(Array.from({ length: 5 }, () => admin.post(`/schedules/${other.id}/runs`)));
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 400, 400, 400, 400]);
    const first = asked.find(({ status }) => status === 202);
    await admin.patch(`/schedules/${other.id}/runs/${first?.body.runId}`, { op: 'cancel' });
    await admin.patch(path, { op: 'disable' });
    expect((await admin.delete(path)).body.errorCode).toBe('SCHEDULE_HAS_RUNS');
    expect((await admin.patch(`${path}/runs/${taken.runId}`, { op: 'cancel' })).status).toBe(202);
    const run = await admin.until(`${path}/runs/${taken.runId}`, ({ state }) => state !== 'IN_PROGRESS');
    expect(run.state).toBe('FAILED');
    const { body: query } = await admin.get(`/queries?property=scheduleRunId%3D%3D${taken.runId}`);
    expect(query.queries.map(({ state }: { state: string }) => state)).toEqual(['KILLED']);
  });
});

describe('a query object', () => {
  it('tells the client application, and where a COPY wrote', async () => {
    const sql = "COPY (SELECT 1 AS a) TO 'first' (FORMAT csv)";
    const { body } = await admin.post('/queries', { dbName: 'prod:all', sql }, { 'x-api-key': 'my-app' });
    const ended = await admin.until(`/queries/${body.id}`, ({ state }) => state === 'SUCCESS' || state === 'FAILED');
    expect(ended).toMatchObject({ state: 'SUCCESS', client: 'API', clientId: 'my-app', progress: 100 });
    expect(ended.copyURI).toMatch(/^first\/[0-9a-f-]{36}\/data\.csv$/);
    const { body: found } = await admin.get(`/queries?property=created~${body.created.slice(0, 16)}`);
    expect(found.queries.map(({ id }: { id: string }) => id)).toContain(body.id);
  });
});

describe('accelerated queries', () => {
  it('read the reporting store, and are never stale', async () => {
    await admin.run('CREATE DATABASE report WITH (TYPE=QSACCEL, ACCOUNT=acp_query_batch)');
    const ask = () =>
      admin.post('/accelerated-queries', { dbName: 'prod:report:public', sql: 'SELECT n, big FROM facts ORDER BY n' });
    const created = await admin.post('/queries', {
      dbName: 'prod:report',
      sql: 'CREATE TABLE facts AS SELECT 1 AS n, CAST(9007199254740993 AS bigint) AS big',
    });
    await admin.until(`/queries/${created.body.id}`, ({ state }) => state === 'SUCCESS' || state === 'FAILED');
    const first = await ask();
    expect(first.status).toBe(200);
    expect(first.body.results).toEqual([{ n: 1, big: '9007199254740993' }]);
    expect(first.headers.get('x-cache')).toBe('MISS');
    expect((await ask()).headers.get('x-cache')).toBe('HIT');
    const added = await admin.post('/queries', { dbName: 'prod:report', sql: 'INSERT INTO facts SELECT 2, 3' });
    await admin.until(`/queries/${added.body.id}`, ({ state }) => state === 'SUCCESS' || state === 'FAILED');
    const second = await ask();
    expect(second.headers.get('x-cache')).toBe('MISS');
    expect(second.body.results).toHaveLength(2);
  });

  it('read nothing else and write nothing', async () => {
    await admin.run('CREATE TABLE lake_only AS SELECT 1 AS a');
    const ask = (sql: string) => admin.post('/accelerated-queries', { dbName: 'prod:all', sql });
    expect((await ask('SELECT * FROM lake_only')).body).toMatchObject({ status: 400, errorCode: 'NOT_ACCELERATED' });
    expect((await ask('DROP TABLE lake_only')).body).toMatchObject({ status: 400, errorCode: 'NOT_A_QUERY' });
  });
});

describe('the description', () => {
  it('has every route', async () => {
    const { body } = await admin.get('//openapi.json');
    expect(body.openapi).toBe('3.0.3');
    expect(Object.keys(body.paths)).toContain('/data/foundation/query/schedules/{scheduleId}/runs/{runId}');
    const { body: page } = await admin.get('//docs');
    for (const [path, methods] of Object.entries<Record<string, { deprecated?: boolean }>>(body.paths)) {
      for (const [method, { deprecated = false }] of Object.entries(methods)) {
        expect(page.includes(`id="${method} ${path}"`), `${method} ${path}`).toBe(!deprecated);
      }
    }
    expect(page).toContain('<code class="must">schedule.startDate</code>');
    expect(page).toContain('<td>SUBMITTED | IN_PROGRESS | SUCCESS | FAILED | KILLED | TIMEOUT</td>');
    expect(page).not.toContain('<script');
    expect((await admin.get('//metrics')).body).toContain('stillhouse_batch_queued 0');
  });
});
