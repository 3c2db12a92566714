import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeServer, startFakeServer, USER } from './support/fake-server.ts';
import { frontend } from './support/frontend.ts';
import { RawClient } from './support/raw-client.ts';
import { until } from './support/until.ts';

/*
 * Streams of messages, some of them damaged, against a whole server. Whatever is sent: the connection ends or answers a last
 * Query, no promise is rejected unseen, nothing stays behind, and nothing is taken for a bug of the server's own.
 */

const RUNS = 8000;
const SEED = 20_261_122;
const PARAMETERS = { user: USER, database: 'shop' };

const SQL = fc.constantFrom(
  'SELECT 1',
  'SELECT generate_series(1,5)',
  'SELECT 1; SELECT 1/0; SELECT 2',
  'SELECT $1::text',
  'COPY copied FROM STDIN',
  'COPY copied FROM STDIN; SELECT 1',
  'COPY (SELECT generate_series(1,3)) TO STDOUT',
  'BEGIN',
  'ROLLBACK',
  'no such statement',
  '',
);
const NAME = fc.constantFrom('', 's', 'p', 'other');
const FORMATS = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 });

const MESSAGE = fc.oneof(
  SQL.map((sql) => frontend('Query', { sql })),
  fc.record({ statement: NAME, sql: SQL }).map((fields) => frontend('Parse', fields)),
  fc
    .record({
      portal: NAME,
      statement: NAME,
      parameters: fc.array(fc.constantFrom('1', 'text', null), { maxLength: 2 }),
      parameterFormats: FORMATS,
      resultFormats: FORMATS,
    })
    .map((fields) => frontend('Bind', fields)),
  NAME.map((name) => frontend('DescribeStatement', { name })),
  NAME.map((name) => frontend('DescribePortal', { name })),
  fc.record({ portal: NAME, maxRows: fc.integer({ min: -1, max: 3 }) }).map((fields) => frontend('Execute', fields)),
  NAME.map((name) => frontend('CloseStatement', { name })),
  NAME.map((name) => frontend('ClosePortal', { name })),
  fc
    .constantFrom('Flush', 'Sync', 'Sync', 'Sync', 'FunctionCall', 'CopyDone', 'CopyFail', 'Terminate')
    .map((kind) => frontend(kind)),
  fc.constantFrom('1\n', 'bad\n', '').map((data) => frontend('CopyData', { data })),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);

/** Where, and what is done there. */
const DAMAGE = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('change', 'remove', 'insert', 'cut'),
  byte: fc.integer({ min: 0, max: 255 }),
});

interface Damage {
  readonly at: number;
  readonly how: string;
  readonly byte: number;
}

function damaged(bytes: Buffer, { at, how, byte }: Damage): Buffer {
  const place = at % (bytes.length + 1);
  const before = bytes.subarray(0, place);
  switch (how) {
    case 'change':
      return Buffer.concat([before, Buffer.from([byte]), bytes.subarray(place + 1)]);
    case 'remove':
      return Buffer.concat([before, bytes.subarray(place + 1)]);
    case 'insert':
      return Buffer.concat([before, Buffer.from([byte]), bytes.subarray(place)]);
    default:
      return before;
  }
}

let fake: FakeServer;
const unhandled: unknown[] = [];
const remember = (reason: unknown): void => {
  unhandled.push(reason);
};

beforeAll(async () => {
  process.on('unhandledRejection', remember);
  fake = await startFakeServer({ auth: 'trust', limits: { maxMessageBytes: 1024 * 1024 } });
});

afterAll(async () => {
  await fake.server.close({ graceMs: 0 });
  process.off('unhandledRejection', remember);
});

/** Sends everything and closes this side: then the server has to come to an end. */
async function playToTheEnd(client: RawClient, bytes: Buffer): Promise<void> {
  client.socket.end(bytes);
  await client.readUntil('never');
  client.destroy();
}

test('damaged streams of messages', async () => {
  const property = fc.asyncProperty(
    fc.array(MESSAGE, { maxLength: 12 }),
    fc.array(DAMAGE, { maxLength: 2 }),
    async (messages, damages) => {
      const { client } = await RawClient.started(fake.port, PARAMETERS);
      await playToTheEnd(client, damages.reduce(damaged, Buffer.concat(messages)));
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: RUNS });
  await until(() => fake.sessions.live.size === 0);
  expect(unhandled).toEqual([]);
  expect(fake.log.filter(({ level }) => level === 'error')).toEqual([]);
}, 300_000);

test('damaged start-ups', async () => {
  const packet = fc.oneof(
    fc.constantFrom('SSLRequest', 'GSSENCRequest').map((kind) => frontend(kind)),
    fc.constant(frontend('Startup', { parameters: { ...PARAMETERS, options: '-c a=b' } })),
    fc.constant(frontend('Startup', { protocol: 196_610, parameters: PARAMETERS })),
    fc.constant(frontend('CancelRequest', { processId: 1, key: '00000000' })),
    fc.constant(Buffer.from('160301', 'hex')),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  );
  const property = fc.asyncProperty(
    fc.array(packet, { maxLength: 4 }),
    fc.array(DAMAGE, { maxLength: 2 }),
    async (packets, damages) => {
      const client = await RawClient.connect(fake.port);
      const bytes = damages.reduce(damaged, Buffer.concat(packets));
      const ended = new Promise((resolve) => client.socket.once('close', resolve));
      client.socket.resume();
      client.socket.end(bytes);
      await ended;
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: RUNS / 4 });
  await until(() => fake.sessions.live.size === 0);
  expect(unhandled).toEqual([]);
  expect(fake.log.filter(({ level }) => level === 'error')).toEqual([]);
}, 300_000);

test('the server is as good as new', async () => {
  const { client } = await RawClient.started(fake.port, PARAMETERS);
  client.send('Query', { sql: 'SELECT 1' });
  expect(await client.readUntil('ReadyForQuery')).toHaveLength(4);
  client.destroy();
});
