import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type FakeServer, startFakeServer, USER } from './support/fake-server.ts';
import { frontend } from './support/frontend.ts';
import { RawClient } from './support/raw-client.ts';
import { until } from './support/until.ts';

const PARAMETERS = { user: USER, database: 'shop' };

let fake: FakeServer | undefined;
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await fake?.server.close({ graceMs: 0 });
});

async function serve(options: Parameters<typeof startFakeServer>[0]): Promise<FakeServer> {
  fake = await startFakeServer(options);
  return fake;
}

async function connect(port: number): Promise<RawClient> {
  const client = await RawClient.connect(port);
  clients.push(client);
  return client;
}

async function started(port: number): Promise<RawClient> {
  const { client } = await RawClient.started(port, PARAMETERS);
  clients.push(client);
  return client;
}

test('who says nothing is dropped without a word', async () => {
  const { port } = await serve({ limits: { authenticationMs: 50 } });
  const client = await connect(port);
  expect(await client.bytes(1)).toBeUndefined();
});

test('who sends its start-up packet byte by byte is dropped too', async () => {
  const { port } = await serve({ limits: { authenticationMs: 100 } });
  const client = await connect(port);
  const packet = frontend('Startup', { parameters: { ...PARAMETERS, application_name: 'x'.repeat(9000) } });
  const dropped = client.bytes(1);
  let sent = 0;
  while (!client.socket.destroyed && sent < 30) {
    client.sendBytes(packet.subarray(sent, ++sent));
    await sleep(10);
  }
  expect(await dropped).toBeUndefined();
});

test('who does not answer the password request is told why', async () => {
  const { port } = await serve({ limits: { authenticationMs: 50 } });
  const client = await connect(port);
  client.send('Startup', { parameters: PARAMETERS });
  expect(await client.readUntil('never')).toMatchObject([
    { kind: 'AuthenticationSASL' },
    { kind: 'ErrorResponse', fields: { severity: 'FATAL', code: '57014' } },
  ]);
});

test('a session does not end with the time for authentication', async () => {
  const { port } = await serve({ auth: 'trust', limits: { authenticationMs: 50 } });
  const client = await started(port);
  await sleep(100);
  client.send('Query', { sql: 'SELECT 1' });
  expect(await client.readUntil('ReadyForQuery')).toHaveLength(4);
});

test('strangers beyond the bound push out the one that has been there longest', async () => {
  const { port } = await serve({ auth: 'trust', limits: { maxUnauthenticated: 2 } });
  const first = await connect(port);
  first.sendBytes(Buffer.from([0]));
  const second = await connect(port);
  second.sendBytes(Buffer.from([0]));
  const third = await started(port);
  expect(await first.bytes(1)).toBeUndefined();
  third.send('Query', { sql: 'SELECT 1' });
  expect(await third.readUntil('ReadyForQuery')).toHaveLength(4);
});

test('sessions beyond the bound are refused, and a place that is left is free again', async () => {
  const { port, sessions } = await serve({ auth: 'trust', limits: { maxConnections: 1 } });
  const first = await started(port);
  const second = await connect(port);
  second.send('Startup', { parameters: PARAMETERS });
  expect(await second.readUntil('never')).toMatchObject([
    { kind: 'ErrorResponse', fields: { severity: 'FATAL', code: '53300', message: 'sorry, too many clients already' } },
  ]);
  first.destroy();
  await until(() => sessions.live.size === 0);
  await until(() => (fake?.log ?? []).some(({ message }) => message === 'connection closed'));
  await started(port);
});

test('a message over the limit ends its connection and no other', async () => {
  const { port } = await serve({ auth: 'trust', limits: { maxMessageBytes: 1000 } });
  const [bad, good] = [await started(port), await started(port)];
  bad.send('Query', { sql: `SELECT '${'x'.repeat(1000)}'` });
  expect(await bad.readUntil('never')).toMatchObject([{ fields: { severity: 'FATAL', code: '08P01' } }]);
  good.send('Query', { sql: 'SELECT 1' });
  expect(await good.readUntil('ReadyForQuery')).toHaveLength(4);
});

test('a password message over the limit is refused before it is collected', async () => {
  const { port } = await serve({});
  const client = await connect(port);
  client.send('Startup', { parameters: PARAMETERS });
  await client.readUntil('AuthenticationSASL');
  client.sendBytes(Buffer.from('7000010005', 'hex'));
  expect(await client.readUntil('never')).toMatchObject([{ fields: { severity: 'FATAL', code: '08P01' } }]);
});

test('a client that does not read is sent no more than it takes', async () => {
  const { port, sessions } = await serve({ auth: 'trust' });
  const client = await started(port);
  client.socket.pause();
  const before = process.memoryUsage().arrayBuffers;
  client.send('Query', { sql: 'SELECT generate_series(1,3000000)' });
  await until(() => [...sessions.live].some(({ running }) => running));
  await sleep(200);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  const last = lastBytes(client, 'SELECT 3000000');
  client.socket.resume();
  await last;
});

test('a client that sends while its statement runs is read no further than the bound', async () => {
  const { port, sessions } = await serve({ auth: 'trust', limits: { readAheadBytes: 64 * 1024 } });
  const client = await started(port);
  client.send('Query', { sql: 'SELECT pg_sleep(60)' });
  await until(() => [...sessions.live].some(({ running }) => running));
  const megabytes = Buffer.concat(new Array(5_000_000).fill(frontend('Sync')));
  client.sendBytes(megabytes);
  await sleep(200);
  expect(client.socket.writableLength).toBeGreaterThan(10_000_000);
});

test.each([
  ['outside of a transaction', 'SELECT 1', '57P05'],
  ['inside of one', 'BEGIN', '25P03'],
])('a client that idles too long is told so, %s', async (_, sql, code) => {
  const { port } = await serve({ auth: 'trust', limits: { idleSessionMs: 50 } });
  const client = await started(port);
  client.send('Query', { sql });
  await client.readUntil('ReadyForQuery');
  expect(await client.readUntil('never')).toMatchObject([{ fields: { severity: 'FATAL', code } }]);
});

test('a statement may take longer than a client may idle', async () => {
  const { port, sessions } = await serve({ auth: 'trust', limits: { idleSessionMs: 50 } });
  const client = await started(port);
  client.send('Query', { sql: 'SELECT pg_sleep(60)' });
  await sleep(150);
  for (const session of sessions.live) session.cancel();
  expect((await client.readUntil('ReadyForQuery')).at(-2)).toMatchObject({ fields: { code: '57014' } });
});

/** Reads without looking, up to a chunk that holds `text`. */
function lastBytes(client: RawClient, text: string): Promise<void> {
  return new Promise((resolve) => {
    client.socket.removeAllListeners('data');
    client.socket.on('data', (chunk) => {
      if (chunk.includes(text)) resolve();
    });
  });
}
