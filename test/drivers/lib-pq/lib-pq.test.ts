import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { go, goAbsent } from '../../support/go.ts';
import { startServer, type TestServer } from '../../support/server.ts';

describe.skipIf(goAbsent('github.com/lib/pq', 'golang-github-lib-pq-dev'))('lib/pq', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('reads, writes, prepares, copies, listens and cancels', async () => {
    const done = await go(server, join(import.meta.dirname, 'main.go'));
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'types: 7 1099511627776 12.30 0.1 true naïve 雪 00ff 2026-04-01T12:30:00.25Z NULL',
      'arrays: [1 2 3] ["a" "b,c"]',
      'columns: n INT4, t TEXT, d NUMERIC',
      'prepared statement: 20 executions',
      'copy: 500 rows',
      'several results: 1 then x',
      'transaction: pq 42P01 undefined_table, then 25P02, rolled back',
      'error: 42703 at 8',
      'cancel: 57014',
      'notification: pq_news it is ready',
      '',
    ]);
  });
});
