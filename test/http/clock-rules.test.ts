import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestClock } from '../support/clock.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Api } from './support/api.ts';

const MINUTE_MS = 60_000;
const clock = new TestClock(Date.UTC(2026, 0, 1, 12, 0, 30));
let server: TestServer;
let admin: Api;

beforeAll(async () => {
  server = await startServer({ env: clock.env });
  admin = Api.basic(server, server.user, server.password);
  await admin.run('CREATE TABLE t (a bigint)');
});

afterAll(async () => {
  await server?.stop();
  clock.remove();
});

/** A schedule of every minute, with the bell for one kind of alert, if any. */
async function everyMinute(name: string, sql: string, alertType: string | undefined, more: object): Promise<string> {
  const { body } = await admin.post('/schedules', {
    query: { dbName: 'prod:all', name, sql },
    schedule: { schedule: '* * * * *', startDate: '2026-01-01T00:00:00Z', ...more },
  });
  if (alertType === undefined) return body.id;
  const subscriptions = { inContextNotifications: true };
  expect((await admin.post('/alert-subscriptions', { assetId: body.id, alertType, subscriptions })).status).toBe(202);
  return body.id;
}

function bell(id: string): string {
  return `/alert-subscriptions/log?property=assetId%3D%3D${id}`;
}

it('ten failures in a row put a schedule in quarantine, and enabling takes it out', { timeout: 120_000 }, async () => {
  const id = await everyMinute('fails', "INSERT INTO t SELECT raise_error('no')", 'quarantine', { quarantine: true });
  for (let failures = 1; failures <= 10; failures++) {
    clock.advance(MINUTE_MS);
    const { quarantine, state } = await admin.until(
      `/schedules/${id}`,
      ({ quarantine: now }) => now.consecutiveFailures === failures,
    );
    expect(state).toBe(failures < 10 ? 'ENABLED' : 'DISABLED');
    expect(quarantine.since === null).toBe(failures < 10);
  }
  const { alerts } = await admin.until(bell(id), (log) => log.alerts.length > 0);
  expect(alerts.map(({ title }: { title: string }) => title)).toEqual(['Schedule "fails" was put in quarantine']);
  expect((await admin.post(`/schedules/${id}/runs`)).body.errorCode).toBe('SCHEDULE_DISABLED');
  expect((await admin.patch(`/schedules/${id}`, { op: 'enable' })).status).toBe(202);
  const enabled = await admin.get(`/schedules/${id}`);
  expect(enabled.body).toMatchObject({ state: 'ENABLED', quarantine: { consecutiveFailures: 0, since: null } });
  await admin.patch(`/schedules/${id}`, { op: 'disable' });
});

it('a run that takes longer than its threshold rings once, without a subscription, and shows how far it is', {
  timeout: 60_000,
}, async () => {
  const slow = 'INSERT INTO t SELECT count(*) FROM range(1000000000000) WHERE id % 7 = 8';
  const id = await everyMinute('slow', slow, undefined, { delayThresholdMinutes: 5 });
  clock.advance(MINUTE_MS);
  const { runsSchedules } = await admin.until(`/schedules/${id}/runs`, (page) => page.runsSchedules.length > 0);
  const path = `/schedules/${id}/runs/${runsSchedules[0].id}`;
  const run = await admin.until(path, ({ taskStatusList }) => taskStatusList[0].state === 'IN_PROGRESS');
  const query = await admin.until(
    `/queries/${run.taskStatusList[0].taskId}`,
    ({ progress, state }) => progress !== undefined && state === 'IN_PROGRESS',
  );
  expect(query.progress).toBeLessThan(100);
  clock.advance(6 * MINUTE_MS);
  const { alerts } = await admin.until(bell(id), (log) => log.alerts.length > 0);
  expect(alerts.map(({ alertType, title }: { alertType: string; title: string }) => [alertType, title])).toEqual([
    ['delay', 'Schedule "slow" takes longer than it should'],
  ]);
  await admin.patch(`/schedules/${id}`, { op: 'disable' });
  expect((await admin.patch(path, { op: 'cancel' })).status).toBe(202);
  expect((await admin.until(path, ({ state }) => state !== 'IN_PROGRESS')).state).toBe('FAILED');
});
