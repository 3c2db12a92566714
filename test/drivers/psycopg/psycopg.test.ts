import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { python, pythonAbsent } from '../../support/python.ts';
import { startServer, type TestServer } from '../../support/server.ts';

describe.skipIf(pythonAbsent('psycopg'))('psycopg 3', () => {
  const server = serverOfItsOwn();

  it('reads, writes, prepares, copies, pages and cancels', async () => {
    const done = await python('psycopg', server(), [join(import.meta.dirname, 'with-psycopg3.py')]);
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'types: text',
      'types: binary, as parameters and as results',
      'prepared statement: 8 executions',
      'executemany: 20 rows in one pipeline',
      'copy: 1000 rows in, 2 out',
      'server-side cursor: 1020 rows by 300',
      'transaction: rolled back on error',
      'nested transactions: one undone, one failed, the outer kept',
      'error: 22P02',
      'cancel: 57014, and the session goes on',
      '',
    ]);
  });
});

describe.skipIf(pythonAbsent('psycopg2'))('psycopg2', () => {
  const server = serverOfItsOwn();

  it('reads, writes, copies, pages and cancels', async () => {
    const done = await python('psycopg2', server(), [join(import.meta.dirname, 'with-psycopg2.py')]);
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'types',
      'execute_values: 250 rows',
      'copy: in and out',
      'named cursor: 252 rows by 100',
      'errors: 42P01, then 25P02, then rolled back',
      'cancel: 57014',
      '',
    ]);
  });
});

function serverOfItsOwn(): () => TestServer {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server?.stop();
  });
  return () => server ?? expect.fail('the server has not started');
}
