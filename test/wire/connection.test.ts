import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SQLSTATE } from '../../src/core/sql-state.ts';
import { type FakeServer, startFakeServer, USER } from './support/fake-server.ts';
import { frontend } from './support/frontend.ts';
import { RawClient } from './support/raw-client.ts';
import { until } from './support/until.ts';

const PARAMETERS = { user: USER, database: 'shop', application_name: 'a test' };

describe('a connection', () => {
  let fake: FakeServer;
  let client: RawClient;

  beforeAll(async () => {
    fake = await startFakeServer({ auth: 'trust' });
  });

  afterAll(async () => {
    await fake.server.close({ graceMs: 0 });
  });

  beforeEach(async () => {
    ({ client } = await RawClient.started(fake.port, PARAMETERS));
    return () => client.destroy();
  });

  test('says nothing of a bug but where the log has it', async () => {
    client.send('Query', { sql: 'bug' });
    const [error, ready] = await client.readUntil('ReadyForQuery');
    expect(error).toMatchObject({ fields: { severity: 'ERROR', code: 'XX000', message: 'internal error' } });
    const entry = fake.log.find(({ message }) => message === 'internal error');
    expect(String(error?.fields.hint)).toContain(String(entry?.fields.requestId));
    expect(entry?.fields.err).toBeInstanceOf(SyntaxError);
    expect(ready).toEqual({ kind: 'ReadyForQuery', fields: { status: 'I' } });
  });

  test('answers a client that has closed its own side already', async () => {
    client.socket.end(Buffer.concat([frontend('Query', { sql: 'SELECT 1' }), frontend('Terminate')]));
    const kinds = (await client.readUntil('never')).map(({ kind }) => kind);
    expect(kinds).toEqual(['RowDescription', 'DataRow', 'CommandComplete', 'ReadyForQuery']);
  });

  test('ends by itself when a client that closed its side has been answered', async () => {
    client.socket.end(frontend('Query', { sql: 'SELECT 1' }));
    expect(await client.readUntil('never')).toHaveLength(4);
  });

  test('tells an idle client of notices and notifications at once', async () => {
    const session = [...fake.sessions.live].at(-1);
    session?.host.notice({ severity: 'WARNING', sqlState: SQLSTATE.warning, message: 'soon' });
    expect(await client.read()).toMatchObject({ kind: 'NoticeResponse', fields: { message: 'soon' } });
    session?.host.notification(7, 'channel', 'payload');
    expect(await client.read()).toMatchObject({ kind: 'NotificationResponse', fields: { processId: 7 } });
  });

  test('keeps no more for an idle client that does not read than a bound', async () => {
    client.socket.pause();
    const session = [...fake.sessions.live].at(-1);
    const payload = 'x'.repeat(7000);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 20_000; i++) session?.host.notification(7, 'channel', payload);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });

  test('is logged when it opens and when it closes, without SQL', async () => {
    client.send('Query', { sql: 'SELECT $1::text' });
    client.send('Query', { sql: 'SELECT 1' });
    await client.readUntil('CommandComplete');
    client.send('Terminate');
    await client.readUntil('never');
    const opened = fake.log.filter(({ message }) => message === 'connection opened').at(-1);
    expect(opened).toMatchObject({
      level: 'info',
      fields: { address: '127.0.0.1', user: USER, database: 'shop', application: 'a test', tls: false },
    });
    const processId = opened?.fields.processId;
    const closed = () =>
      fake.log.find(({ message, fields }) => message === 'connection closed' && fields.processId === processId);
    await until(() => closed() !== undefined);
    expect(closed()).toMatchObject({ level: 'info', fields: { statements: 2, end: 'closed by the client' } });
    expect(JSON.stringify(fake.log)).not.toContain('SELECT');
  });

  test('gets the settings of its client, in lower case', () => {
    expect(fake.sessions.requests.at(-1)).toMatchObject({
      door: 'wire',
      settings: new Map([['application_name', 'a test']]),
      client: { address: '127.0.0.1' },
    });
  });

  test('answers pipelined queries in their order', async () => {
    const sent = Array.from({ length: 500 }, (_, i) => frontend('Query', { sql: `SELECT ${i}` }));
    client.sendBytes(Buffer.concat(sent));
    const rows: unknown[] = [];
    for (let i = 0; i < 500; i++) {
      const messages = await client.readUntil('ReadyForQuery');
      rows.push(messages[1]?.fields.values);
    }
    expect(rows).toEqual(Array.from({ length: 500 }, (_, i) => [String(i)]));
  });
});
