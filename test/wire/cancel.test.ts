import { afterEach, expect, test } from 'vitest';
import type { Backend } from './support/backend.ts';
import { type FakeServer, startFakeServer, USER } from './support/fake-server.ts';
import { RawClient } from './support/raw-client.ts';
import { until } from './support/until.ts';

const PARAMETERS = { user: USER, database: 'shop' };
const PROTOCOL_3_2 = 196_610;

let fake: FakeServer | undefined;

afterEach(async () => {
  await fake?.server.close({ graceMs: 0 });
});

async function started(
  protocol?: number,
): Promise<{ client: RawClient; key: Backend; port: number; server: FakeServer }> {
  fake = await startFakeServer({ auth: 'trust' });
  const client = await RawClient.connect(fake.port);
  client.send('Startup', { protocol, parameters: PARAMETERS });
  const greeting = await client.readUntil('ReadyForQuery');
  const key = greeting.find(({ kind }) => kind === 'BackendKeyData');
  if (key === undefined) throw new Error('no BackendKeyData');
  return { client, key, port: fake.port, server: fake };
}

/** Sends a cancel request and waits until the server has closed its connection without a word. */
async function requestCancel(port: number, processId: unknown, key: unknown): Promise<void> {
  const canceller = await RawClient.connect(port);
  canceller.send('CancelRequest', { processId, key });
  expect(await canceller.bytes(1)).toBeUndefined();
  canceller.destroy();
}

test.each([
  ['3.0', undefined],
  ['3.2', PROTOCOL_3_2],
])('a cancel request interrupts a statement, protocol %s', async (_, protocol) => {
  const { client, key, port, server } = await started(protocol);
  client.send('Query', { sql: 'SELECT pg_sleep(60)' });
  await until(() => [...server.sessions.live].some(({ running }) => running));
  await requestCancel(port, key.fields.processId, key.fields.key);
  expect((await client.readUntil('ReadyForQuery')).slice(-2)).toMatchObject([
    { kind: 'ErrorResponse', fields: { code: '57014', severity: 'ERROR' } },
    { kind: 'ReadyForQuery' },
  ]);
  client.send('Query', { sql: 'SELECT 1' });
  expect(await client.readUntil('ReadyForQuery')).toHaveLength(4);
  client.destroy();
});

test.each([
  ['another key', (key: Backend) => [key.fields.processId, 'deadbeef']],
  ['a longer key', (key: Backend) => [key.fields.processId, `${key.fields.key}00`]],
  ['another process', (key: Backend) => [Number(key.fields.processId) + 1, key.fields.key]],
])('%s interrupts nothing', async (_, wrong) => {
  const { client, key, port, server } = await started();
  client.send('Query', { sql: 'SELECT pg_sleep(60)' });
  await until(() => [...server.sessions.live].some(({ running }) => running));
  const [processId, other] = wrong(key);
  await requestCancel(port, processId, other);
  expect([...server.sessions.live].map(({ cancels }) => cancels)).toEqual([0]);
  client.destroy();
});

test.each([
  ['simple', [['Query', { sql: 'COPY copied FROM STDIN; SELECT 1' }]], []],
  [
    'extended',
    [
      ['Parse', { sql: 'COPY copied FROM STDIN' }],
      ['Bind', {}],
      ['Execute', {}],
    ],
    [['Sync', {}]],
  ],
] as const)('a copy that waits for its client is interrupted too, %s protocol', async (_, begin, end) => {
  const { client, key, port } = await started();
  for (const [kind, fields] of begin) client.send(kind, fields);
  await client.readUntil('CopyInResponse');
  client.send('CopyData', { data: '1\n' });
  await requestCancel(port, key.fields.processId, key.fields.key);
  expect(await client.readUntil('ErrorResponse')).toMatchObject([{ fields: { severity: 'ERROR', code: '57014' } }]);
  client.send('CopyData', { data: '2\n' });
  client.send('CopyDone');
  for (const [kind, fields] of end) client.send(kind, fields);
  expect(await client.readUntil('ReadyForQuery')).toEqual([{ kind: 'ReadyForQuery', fields: { status: 'I' } }]);
  client.send('Query', { sql: 'SELECT 1' });
  expect(await client.readUntil('ReadyForQuery')).toHaveLength(4);
  client.destroy();
});

test('a client that leaves while its statement runs has it interrupted and its session closed', async () => {
  const { client, server } = await started();
  client.send('Query', { sql: 'SELECT pg_sleep(60)' });
  await until(() => [...server.sessions.live].some(({ running }) => running));
  client.destroy();
  await until(() => server.sessions.live.size === 0);
  await until(() => server.log.some(({ message }) => message === 'connection closed'));
});

test('a client that leaves in the middle of a copy has it abandoned', async () => {
  const { client, server } = await started();
  client.send('Query', { sql: 'COPY copied FROM STDIN' });
  await client.readUntil('CopyInResponse');
  client.destroy();
  await until(() => server.sessions.live.size === 0);
});
