import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { java, jdbcAbsent } from '../../support/java.ts';
import { startServer, type TestServer } from '../../support/server.ts';

describe.skipIf(jdbcAbsent())('pgjdbc', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server.stop();
  });

  it('prepares, describes, batches, pages, fails and cancels', async () => {
    const done = await java(server, join(import.meta.dirname, 'Loop.java'));
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'prepared statement: 12 executions, text then binary',
      'metadata: names, types, precision, scale',
      'batch: 1000 rows, one more rolled back',
      'fetch size: 1000 rows by 64, 7 times',
      'errors: 42P01, 42703, 42601, 22P02, and 22P02 in a batch',
      'autosave: an error between two inserts leaves both',
      'cancel: by timeout and by hand, 57014, and the session goes on',
      'logins: 28P01, 3D000',
      '',
    ]);
  });
});
