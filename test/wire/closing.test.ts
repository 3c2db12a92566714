import { expect, test } from 'vitest';
import { startFakeServer, USER } from './support/fake-server.ts';
import { RawClient } from './support/raw-client.ts';
import { until } from './support/until.ts';

const PARAMETERS = { user: USER, database: 'shop' };
const SHUTDOWN = {
  kind: 'ErrorResponse',
  fields: { severity: 'FATAL', code: '57P01', message: 'terminating connection due to administrator command' },
};

test('idle clients are told at once', async () => {
  const { server, port } = await startFakeServer({ auth: 'trust' });
  const { client } = await RawClient.started(port, PARAMETERS);
  const closing = server.close({ graceMs: 60_000 });
  expect(await client.readUntil('never')).toEqual([SHUTDOWN]);
  client.destroy();
  await closing;
});

test('a cycle that has begun may end', async () => {
  const { server, port } = await startFakeServer({ auth: 'trust' });
  const { client } = await RawClient.started(port, PARAMETERS);
  client.send('Parse', { sql: 'SELECT 1' });
  client.send('Flush');
  await client.readUntil('ParseComplete');
  const closing = server.close({ graceMs: 60_000 });
  client.send('Bind');
  client.send('Execute');
  client.send('Sync');
  const kinds = (await client.readUntil('never')).map(({ kind }) => kind);
  expect(kinds).toEqual(['BindComplete', 'DataRow', 'CommandComplete', 'ReadyForQuery', 'ErrorResponse']);
  client.destroy();
  await closing;
});

test('a statement that outlasts the grace is cancelled', async () => {
  const { server, sessions, port } = await startFakeServer({ auth: 'trust' });
  const { client } = await RawClient.started(port, PARAMETERS);
  client.send('Query', { sql: 'SELECT pg_sleep(60)' });
  await until(() => [...sessions.live].some(({ running }) => running));
  const closing = server.close({ graceMs: 20 });
  expect((await client.readUntil('never')).at(-1)).toEqual(SHUTDOWN);
  client.destroy();
  await closing;
  expect(sessions.live.size).toBe(0);
});

test('a copy that waits for its client is abandoned after the grace', async () => {
  const { server, sessions, port } = await startFakeServer({ auth: 'trust' });
  const { client } = await RawClient.started(port, PARAMETERS);
  client.send('Query', { sql: 'COPY copied FROM STDIN' });
  await client.readUntil('CopyInResponse');
  const closing = server.close({ graceMs: 20 });
  expect(await client.readUntil('never')).toEqual([SHUTDOWN]);
  client.destroy();
  await closing;
  expect(sessions.live.size).toBe(0);
});

test('a client in the middle of start-up is told, and nobody new gets in', async () => {
  const { server, port } = await startFakeServer();
  const client = await RawClient.connect(port);
  client.send('Startup', { parameters: PARAMETERS });
  await client.readUntil('AuthenticationSASL');
  const closing = server.close({ graceMs: 60_000 });
  expect(await client.readUntil('never')).toEqual([SHUTDOWN]);
  client.destroy();
  await closing;
  await expect(RawClient.connect(port)).rejects.toThrow();
});

test('a client that reads nothing is cut off in the end', async () => {
  const { server, sessions, port } = await startFakeServer({ auth: 'trust' });
  const { client } = await RawClient.started(port, PARAMETERS);
  client.socket.pause();
  client.send('Query', { sql: 'SELECT generate_series(1,2000000)' });
  await until(() => [...sessions.live].some(({ running }) => running));
  await server.close({ graceMs: 20 });
  expect(sessions.live.size).toBe(0);
  client.destroy();
});
