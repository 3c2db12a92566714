import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from '../http/support/api.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** What the system catalog has not: the client is told what is missing, and the operator by whom it was missed. */
describe('a catalog query that is not covered', () => {
  let server: TestServer;
  let client: pg.Client;

  beforeAll(async () => {
    server = await startServer();
    client = new pg.Client({ connectionString: server.url, application_name: 'Quarterly Report' });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  const missing: readonly (readonly [sql: string, code: string, message: string])[] = [
    ['SELECT * FROM pg_nothing', '42P01', 'relation "pg_nothing" does not exist'],
    ['SELECT * FROM pg_catalog.pg_nothing n', '42P01', 'relation "pg_catalog.pg_nothing" does not exist'],
    [
      'SELECT * FROM pg_class JOIN information_schema.nothing USING (oid)',
      '42P01',
      'relation "information_schema.nothing" does not exist',
    ],
    [
      'SELECT pg_catalog.pg_get_nothing(oid, true) FROM pg_class',
      '42883',
      'function pg_catalog.pg_get_nothing(oid, boolean) does not exist',
    ],
    ['SELECT pg_get_nothing()', '42883', 'function pg_get_nothing() does not exist'],
    ['SELECT relname @> oid FROM pg_class', '42883', 'operator does not exist: name @> oid'],
    ['SELECT relnothing FROM pg_class', '42703', 'column "relnothing" does not exist'],
    ['SELECT oid::regnothing FROM pg_class', '42704', 'type "regnothing" does not exist'],
  ];

  it.each(missing)('%s', async (sql, code, message) => {
    const simple = client.query(sql);
    await expect(simple).rejects.toMatchObject({ code, message });
    const prepared = client.query({ name: `p ${sql}`.slice(0, 60), text: sql });
    await expect(prepared).rejects.toMatchObject({ code, message });
  });

  it('is logged once, with the name of the client', async () => {
    const expected = missing.map(([, code, message]) => ['Quarterly Report', code, message]);
    await expect.poll(() => logged(server)).toEqual(expected);
    await client.query("SET application_name = 'Another Tool'");
    await expect(client.query('SELECT * FROM pg_nothing')).rejects.toMatchObject({ code: '42P01' });
    const another = ['Another Tool', '42P01', 'relation "pg_nothing" does not exist'];
    await expect.poll(() => logged(server)).toEqual([...expected, another]);
  });

  it('is counted', async () => {
    const { body } = await Api.basic(server, server.user, server.password).get('//metrics');
    const counted = [
      ...String(body).matchAll(/^stillhouse_catalog_queries_not_answered_total\{code="(\w+)"\} (\d+)$/gm),
    ];
    expect(counted.map(([, code, count]) => `${code} ${count}`)).toEqual([
      '42P01 7',
      '42883 6',
      '42703 2',
      '42704 2',
      '0A000 0',
      'XX000 0',
    ]);
  });

  it('is something else than a wrong value', async () => {
    for (const [sql, code] of [
      ["SELECT 'no_such_table'::regclass", '42P01'],
      ["SELECT to_regclass('no_such_table')::regclass, has_table_privilege('no_such_table', 'SELECT')", '42P01'],
      ["SELECT current_setting('no.such')", '42704'],
      ["SELECT relname FROM pg_class WHERE oid = 'twelve'", '22P02'],
    ] as const) {
      await expect(client.query(sql), sql).rejects.toMatchObject({ code });
    }
    // The last one is logged: had the others been, they would stand before it.
    await expect(client.query('SELECT * FROM pg_none')).rejects.toMatchObject({ code: '42P01' });
    const last = ['Another Tool', '42P01', 'relation "pg_none" does not exist'];
    await expect.poll(() => logged(server).slice(missing.length + 1)).toEqual([last]);
  });

  it('is logged in part when a name is endless', async () => {
    await client.query(`SET application_name = '${'x'.repeat(5_000)}'`);
    await expect(client.query(`SELECT pg_catalog.${'f'.repeat(5_000)}()`)).rejects.toMatchObject({ code: '42883' });
    const last = (): readonly number[] =>
      logged(server)
        .at(-1)
        ?.map((text) => text.length) ?? [];
    await expect.poll(last).toEqual([501, 5, 501]);
  });
});

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly application: string;
  readonly code: string;
  readonly error: string;
}

/** Client, code and text of each warning about a catalog query. */
function logged(server: TestServer): readonly (readonly string[])[] {
  const lines = server.output().stderr.split('\n').slice(0, -1);
  return lines
    .map((line): Line => JSON.parse(line))
    .filter(({ level, msg }) => level === 40 && msg === 'catalog query not answered')
    .map(({ application, code, error }) => [application, code, error]);
}
