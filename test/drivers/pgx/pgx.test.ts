import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { go, goAbsent } from '../../support/go.ts';
import { startServer, type TestServer } from '../../support/server.ts';

describe.skipIf(goAbsent('github.com/jackc/pgx/v4', 'golang-github-jackc-pgx-v4-dev'))('pgx 4', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('reads, writes, prepares, batches, copies, listens and cancels', async () => {
    const done = await go(server, join(import.meta.dirname, 'main.go'));
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'types: 7 1099511627776 12.30 0.1 true naïve 雪 00ff 2026-04-01T12:30:00.25Z NULL',
      'arrays: [1 2 3] ["a" "b,c"]',
      'prepared statement: 1 parameter, OID 23; 20 executions',
      'batch: 3 rows inserted, 3 counted, 42P01',
      'copy: 1000 rows in binary',
      'copy out: 1,piece 1',
      'rows: 1003 in order',
      'transaction: 42P01, then 25P02, rolled back',
      'simple protocol: it’s 5',
      'cancel: the session goes on',
      'notification: pgx_news it is ready',
      'pool: 40 queries over 4 connections',
      '',
    ]);
  });
});
