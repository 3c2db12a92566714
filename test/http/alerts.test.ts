import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';
import { mailSink, webSink } from './support/sinks.ts';

let server: TestServer;
let admin: Api;
let mail: Awaited<ReturnType<typeof mailSink>>;
let web: Awaited<ReturnType<typeof webSink>>;

beforeAll(async () => {
  mail = await mailSink();
  web = await webSink([500]);
  server = await startServer({ env: { STILLHOUSE_SMTP_URL: mail.url } });
  admin = Api.basic(server, server.user, server.password);
  await admin.put('//data/foundation/queryauth/accounts/admin', { emails: ['ops@example.net'] });
  await admin.run('CREATE TABLE t AS SELECT 1 AS a');
});

afterAll(async () => {
  await server?.stop();
  mail?.close();
  web?.close();
});

/** Mails that hold a text. */
function mailsWith(text: string): number {
  return mail.mails.filter((each) => each.replaceAll('\r\n ', ' ').includes(text)).length;
}

async function makeSchedule(name: string, sql: string): Promise<string> {
  const { body } = await admin.post('/schedules', {
    query: { dbName: 'prod:all', name, sql },
    schedule: { schedule: '0 0 1 1 *', startDate: '2026-01-01T00:00:00Z', quarantine: true },
  });
  return body.id;
}

describe('an alert', () => {
  it('goes to its web address, signed, and again after a failure, and by mail', async () => {
    const id = await makeSchedule('told', 'INSERT INTO t SELECT 2');
    const { status, body } = await admin.post('/alert-subscriptions', {
      assetId: id,
      alertType: 'success',
      subscriptions: { emailIds: ['ops@example.net'], emailNotifications: true, webhooks: [web.url] },
    });
    expect(status).toBe(202);
    await admin.post(`/schedules/${id}/runs`);
    const log = await admin.until(
      `/alert-subscriptions/log?property=assetId%3D%3D${id}`,
      ({ alerts }) => alerts[0]?.state === 'DELIVERED',
    );
    expect(log.alerts[0].deliveries).toEqual([
      { channel: 'email', to: 'ops@example.net', attempts: 1, state: 'DELIVERED' },
      { channel: 'webhook', to: web.url, attempts: 2, state: 'DELIVERED' },
    ]);
    expect(web.posted).toHaveLength(2);
    const [, second] = web.posted;
    const signature = createHmac('sha256', body.webhookKey)
      .update(second?.body ?? '')
      .digest('hex');
    expect(second?.headers['x-stillhouse-signature']).toBe(`sha256=${signature}`);
    expect(JSON.parse(second?.body ?? '')).toMatchObject({ alertType: 'success', assetId: id, state: 'SUCCESS' });
    expect(mailsWith('Schedule "told" succeeded')).toBe(1);
  });

  it('comes to whoever made a batch query when it ends, without a subscription', async () => {
    const done = await admin.run('INSERT INTO t SELECT 5');
    const failed = await admin.run("INSERT INTO t SELECT raise_error('no')");
    const told = async (id: string) => {
      const path = `/alert-subscriptions/log?property=assetId%3D%3D${id}`;
      const { alerts } = await admin.until(path, ({ alerts: found }) => found[0]?.state === 'DELIVERED');
      return alerts.map(({ alertType, deliveries }: { alertType: string; deliveries: { to: string }[] }) => [
        alertType,
        deliveries.map(({ to }) => to),
      ]);
    };
    expect(await told(done.id)).toEqual([['success', ['ops@example.net']]]);
    expect(await told(failed.id)).toEqual([['failed', ['ops@example.net']]]);
    expect([mailsWith(`Query ${done.id} succeeded`), mailsWith(`Query ${failed.id} failed`)]).toEqual([1, 1]);
    // Who has no address has the bell alone.
    const made = await admin.post('//data/foundation/queryauth/accounts', { accountName: 'eve', assignedToUser: 'E' });
    const eve = Api.basic(server, 'eve', made.body.credential);
    const { id } = await eve.run('SELECT 1');
    expect(await told(id)).toEqual([['success', []]]);
    expect(mailsWith(id)).toBe(0);
  });

  it('can be read, disabled and deleted', async () => {
    const id = await makeSchedule('read', 'INSERT INTO t SELECT 3');
    const wanted = { assetId: id, alertType: 'failure', subscriptions: { emailIds: ['ops@example.net'] } };
    expect((await admin.post('/alertSubscriptions', wanted)).body.alertType).toBe('failed');
    const path = `/alert-subscriptions/${id}/failed`;
    expect((await admin.get(path)).body.alerts[0].subscriptions.inContextNotifications).toEqual(['ops@example.net']);
    expect((await admin.get('/alert-subscriptions/user-subscriptions/ops@example.net')).body.items).toHaveLength(2);
    const patched = await admin.patch(path, { op: 'replace', path: '/status', value: 'disable' });
    expect(patched).toMatchObject({ status: 200, body: { status: 'disabled' } });
    expect((await admin.get(`/alert-subscriptions?property=status%3D%3Ddisabled`)).body.alerts).toHaveLength(1);
    expect((await admin.delete(path)).status).toBe(200);
    expect((await admin.get(path)).status).toBe(404);
  });

  it('is listed page by page, with links forth and back that keep the filter', async () => {
    const id = await makeSchedule('paged', 'INSERT INTO t SELECT 4');
    const types = ['start', 'success', 'failed', 'quarantine', 'delay'];
    for (const alertType of types) {
      expect((await admin.post('/alert-subscriptions', { assetId: id, alertType, subscriptions: {} })).status).toBe(
        202,
      );
    }
    const below = (href: string): string => href.replace('/data/foundation/query/', '/');
    const first = await admin.get(`/alert-subscriptions?pagesize=2&property=assetId%3D%3D${id}`);
    expect(first.body._page).toEqual({ page: 1, pagesize: 2, count: 2, totalCount: 5 });
    expect(first.body._links.prev).toBeUndefined();
    const second = await admin.get(below(first.body._links.next.href));
    const third = await admin.get(below(second.body._links.next.href));
    expect(third.body._links.next).toBeUndefined();
    const found = [first, second, third].flatMap(({ body }) => body.alerts);
    expect(found.map(({ alertType }: { alertType: string }) => alertType)).toEqual(types);
    expect((await admin.get(below(third.body._links.prev.href))).body).toEqual(second.body);
    expect((await admin.get('/alert-subscriptions?pagesize=51')).status).toBe(400);
    expect((await admin.get('/alert-subscriptions?page=0')).status).toBe(400);
  });

  it.each([
    ['UNKNOWN_ADDRESS', { alertType: 'failed', subscriptions: { emailIds: ['who@example.net'] } }],
    ['INVALID_ALERT_TYPE', { alertType: 'sometimes', subscriptions: {} }],
    ['INVALID_WEBHOOK', { alertType: 'failed', subscriptions: { webhooks: ['http://example.net/x'] } }],
    ['INVALID_WEBHOOK', { alertType: 'failed', subscriptions: { webhooks: ['file:///etc/passwd'] } }],
    ['NOT_FOUND', { assetId: 'none', alertType: 'failed', subscriptions: {} }],
  ])('is refused: %s', async (errorCode, more) => {
    const { body } = await admin.get('/schedules?limit=1');
    const answer = await admin.post('/alert-subscriptions', { assetId: body.schedules[0].id, ...more });
    expect(answer.body.errorCode).toBe(errorCode);
  });
});
