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

  it('shows tables, columns, keys and relationships as DatabaseMetaData', async () => {
    const done = await java(server, join(import.meta.dirname, 'Metadata.java'));
    expect(done.stderr).toBe('');
    expect(done.stdout.split('\n')).toEqual([
      'catalogs: all',
      'schemas: information_schema; pg_catalog; public; shop',
      'tables: order_lines TABLE null; orders TABLE What was ordered; big_lines VIEW null',
      'columns: order_id -5 int8 19 0 YES 1; line 4 int4 10 0 YES 2; price 2 numeric 10 2 YES 3; note 12 varchar 40 0 YES 4',
      'columns of a view: order_id int8; price numeric',
      'primary key: order_id 1 order_lines_pkey; line 2 order_lines_pkey',
      'imported keys: orders order_id order_lines order_id order_lines_order_id_fkey orders_pkey',
      'exported keys: order_lines order_id',
      'cross reference: order_id',
      'indexes: orders_pkey order_id f',
      'best row: order_id',
      'privileges: admin DELETE; admin INSERT; admin REFERENCES; admin SELECT; admin TRIGGER; admin TRUNCATE; admin UPDATE',
      'hidden columns: ',
      'calls without arguments: 141 work, [] fail',
      '',
    ]);
    expect(server.output().stderr).not.toContain('catalog query not answered');
  });
});
