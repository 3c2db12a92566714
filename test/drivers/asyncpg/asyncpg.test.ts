import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { python, pythonAbsent } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';

/** asyncpg has a protocol implementation of its own, and sends and reads everything in binary. */
describe.skipIf(pythonAbsent('asyncpg', true))('asyncpg', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('reads, writes, prepares, copies, pages, listens and cancels', async () => {
    const done = await python('asyncpg', server, [join(import.meta.dirname, 'with-asyncpg.py')]);
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'types: both ways in binary',
      'arrays: integers, text with a NULL, timestamps',
      'prepared statement: parameters int4, text; 50 executions',
      'executemany: 500 rows',
      'copy: 300 records in binary, 3 lines of csv out',
      'cursor: 800 rows by 120, moved over 10',
      'transaction: rolled back, 42P01',
      'errors: 22P02 42601 25P02 42703 at 8',
      'time limit: 57014 at the server',
      'notification: news it is ready',
      'pool: 60 queries over 4 connections, each reset',
      'settings: application_name shop, UTC',
      '',
    ]);
  });
});
