import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer, within } from '../support/server.ts';
import { converse, type FuzzTarget, fuzzConversations, fuzzStartUps, prepareFuzz } from '../support/wire-fuzz.ts';
import { frontend, message } from './support/frontend.ts';
import { RawClient } from './support/raw-client.ts';

/*
 * What no client sends, to the server as it is shipped: an error or the end of the connection, within a time, and never a
 * mistake of the server's own. `npm run bench -- fuzz` goes on for longer.
 */

const SEED = 20_261_122;
const MAX_MESSAGE_BYTES = 12_000_000;
const PARAMETERS = { user: 'admin', database: 'all' };

let server: TestServer;
let target: FuzzTarget;

beforeAll(async () => {
  server = await startServer({
    flags: ['--auth', 'trust', '--max-message-bytes', `${MAX_MESSAGE_BYTES}`, '--statement-timeout', '10000'],
  });
  target = { port: server.port, user: 'admin' };
  await prepareFuzz(target);
});

afterAll(async () => {
  await server.stop();
});

test('damaged conversations', () => fuzzConversations(target, SEED, 250), 60_000);

test('damaged start-ups', () => fuzzStartUps(target, SEED, 200), 60_000);

test.each<[what: string, sql: string | Buffer, sqlState: string]>([
  ['bytes that are no UTF-8', Buffer.from("SELECT '\xff\xfe'", 'latin1'), '22021'],
  ['half of a character at the end', Buffer.from("SELECT '\xe2\x82", 'latin1'), '22021'],
  ['a NUL in the text', 'SELECT 1\0 + 1', '08P01'],
  ['parentheses in parentheses', `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, '54001'],
  ['calls in calls', `SELECT ${'abs('.repeat(20_000)}1${')'.repeat(20_000)}`, '54001'],
  ['subqueries in subqueries', `SELECT ${'(SELECT '.repeat(5000)}1${')'.repeat(5000)}`, '54001'],
  ['CASE in CASE', `SELECT ${'CASE WHEN true THEN '.repeat(10_000)}1${' END'.repeat(10_000)}`, '54001'],
  ['NOT before NOT', `SELECT ${'NOT '.repeat(50_000)}true`, '54001'],
  ['minus before minus', `SELECT ${'- '.repeat(50_000)}1`, '54001'],
  ['arrays in arrays', `SELECT ${'array('.repeat(20_000)}1${')'.repeat(20_000)}`, '54001'],
])(
  '%s: refused',
  async (_, sql, sqlState) => {
    expect(await refusal(query(sql))).toBe(sqlState);
  },
  30_000,
);

test.each<[what: string, sql: string]>([
  ['10 MB of text', `SELECT length('${'x'.repeat(10_000_000)}')`],
  ['10 MB of a comment', `SELECT 1 /* ${'x'.repeat(10_000_000)} */`],
  ['2000 columns', `SELECT ${Array.from({ length: 2000 }, (_, n) => `${n} AS c${n}`).join(', ')}`],
  ['an IN list of 20 000', `SELECT 1 WHERE 5 IN (${Array.from({ length: 20_000 }, (_, n) => n).join(', ')})`],
  [
    '2000 rows of VALUES',
    `SELECT count(*) FROM (VALUES ${Array.from({ length: 2000 }, (_, n) => `(${n})`).join(', ')}) v(n)`,
  ],
  ['1000 conditions', `SELECT 1 WHERE ${Array.from({ length: 1000 }, (_, n) => `1 = ${n}`).join(' OR ')}`],
  ['a sum of 200', `SELECT ${Array.from({ length: 200 }, (_, n) => n).join(' + ')}`],
  ['500 statements', 'SELECT 1; '.repeat(500)],
])(
  '%s: answered',
  async (_, sql) => {
    expect(await refusal(query(sql))).toBe('');
  },
  60_000,
);

test('a statement over the limit ends the connection before it is read', async () => {
  const { client } = await RawClient.started(target.port, PARAMETERS);
  client.sendBytes(Buffer.concat([Buffer.from('Q'), int32(MAX_MESSAGE_BYTES + 5)]));
  const answers = await within(10_000, client.readUntil('never'), () => 'hangs');
  expect(answers.map(({ fields }) => fields.code)).toEqual(['08P01']);
});

test('70 000 parameters are more than there can be, 3000 are read', async () => {
  const numbered = (count: number): string => Array.from({ length: count }, (_, n) => `$${n + 1}`).join(', ');
  const parse = (count: number): Buffer =>
    Buffer.concat([frontend('Parse', { sql: `SELECT 1 IN (${numbered(count)})`, oids: [23] }), frontend('Sync')]);
  expect(await refusal(parse(70_000))).toBe('54000');
  expect(await refusal(parse(3000))).toBe('');
}, 60_000);

test('a client killed in the middle of a result is forgotten, and its statement stopped', async () => {
  const rows = "SELECT repeat('x', 1000), x FROM generate_series(1, 100000000) g(x)";
  for (const sql of [rows, `COPY (${rows}) TO STDOUT`]) {
    const { client } = await RawClient.started(target.port, PARAMETERS);
    client.send('Query', { sql });
    await client.bytes(100_000);
    client.socket.resetAndDestroy();
  }
  await within(15_000, alone(), () => 'the sessions of killed clients stay');
});

test('half-open start-ups do not keep others out', async () => {
  const waiting = await Promise.all(Array.from({ length: 50 }, () => RawClient.connect(target.port)));
  for (const [n, client] of waiting.entries())
    client.sendBytes(frontend('Startup', { parameters: PARAMETERS }).subarray(0, n));
  expect(await refusal(query('SELECT 1'))).toBe('');
  for (const client of waiting) client.destroy();
});

test('the server is as good as new, and has noted no mistake of its own', async () => {
  expect(await refusal(query('SELECT count(*) FROM fuzz'))).toBe('');
  const mistakes = server
    .output()
    .stderr.split('\n')
    .filter((line) => /"level":[56]0/.test(line));
  expect(mistakes).toEqual([]);
});

function query(sql: string | Buffer): Buffer {
  return message('Q', Buffer.isBuffer(sql) ? sql : Buffer.from(sql), Buffer.from([0]));
}

/** The SQLSTATE of the only error, empty when there is none. */
async function refusal(bytes: Buffer): Promise<string> {
  return (await converse(target, bytes)).join(' ');
}

/** Until the only session is the one that asks. */
async function alone(): Promise<void> {
  for (;;) {
    const { client } = await RawClient.started(target.port, PARAMETERS);
    client.send('Query', { sql: 'SELECT count(*) FROM pg_stat_activity' });
    const answers = await client.readUntil('ReadyForQuery');
    client.destroy();
    const row = answers.find(({ kind }) => kind === 'DataRow');
    if (Array.isArray(row?.fields.values) && row.fields.values[0] === '1') return;
  }
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
