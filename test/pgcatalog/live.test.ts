import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { readCaptures } from './support/captures.ts';

/** What the catalog says of a server that runs: what stays, what moves, and what never shows. */
describe('the catalog of a running server', () => {
  let server: TestServer;
  let client: pg.Client;

  beforeAll(async () => {
    server = await startServer();
    client = await connect(server, 'first tool');
    await client.query(
      'CREATE TABLE stays (id bigint PRIMARY KEY, who struct<name: string, age: int>, nights int DEFAULT 1)',
    );
    await client.query('CREATE VIEW long_stays AS SELECT id FROM stays WHERE nights > 7');
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  it('keeps every OID over a rename and a restart', async () => {
    const before = await rows(client, OIDS.replaceAll('$table', 'stays'));
    expect(before).toHaveLength(7);
    await client.query('ALTER TABLE stays RENAME TO visits');
    expect(await rows(client, OIDS.replaceAll('$table', 'visits'))).toEqual(before);
    await client.end();
    server = await server.restart();
    client = await connect(server, 'first tool');
    expect(await rows(client, OIDS.replaceAll('$table', 'visits'))).toEqual(before);
    await client.query('ALTER TABLE visits RENAME TO stays');
  });

  it('shows who is connected and what they do', async () => {
    const other = await connect(server, 'second tool');
    await other.query('BEGIN');
    await other.query('SELECT 42 AS answer');
    const look = `SELECT usename, datname, state, query, backend_type, xact_start <= query_start, client_port > 0
                  FROM pg_stat_activity WHERE application_name = 'second tool'`;
    expect(await rows(client, look)).toEqual([
      ['admin', 'all', 'idle in transaction', 'SELECT 42 AS answer', 'client backend', 't', 't'],
    ]);
    await other.query('ROLLBACK');
    expect((await rows(client, look))[0]?.slice(2, 4)).toEqual(['idle', 'ROLLBACK']);
    await other.end();
    await expect.poll(() => rows(client, look)).toEqual([]);
  });

  it('counts rows and bytes as they are', async () => {
    const look = `SELECT pg_total_relation_size('stays') > 0, n_live_tup FROM pg_stat_user_tables WHERE relname = 'stays'`;
    expect(await rows(client, look)).toEqual([['f', '0']]);
    await client.query('INSERT INTO stays SELECT x, NULL, 2 FROM generate_series(1, 5000) g(x)');
    expect(await rows(client, look)).toEqual([['t', '5000']]);
  });

  it('never shows the columns and tables that keep history', async () => {
    const columns = `SELECT attname FROM pg_attribute WHERE attrelid = 'stays'::regclass AND attnum > 0 ORDER BY attnum`;
    expect((await rows(client, columns)).flat()).toEqual(['id', 'who', 'nights']);
    const information = `SELECT column_name FROM information_schema.columns WHERE table_name = 'stays' ORDER BY ordinal_position`;
    expect((await rows(client, information)).flat()).toEqual(['id', 'who', 'nights']);
    const relations = `SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                       WHERE c.oid > 16383 AND relkind IN ('r', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;
    expect((await rows(client, relations)).flat()).toEqual(['public.long_stays', 'public.stays']);
  });

  it("takes Npgsql's batches: types at the start, and the reset of a pooled connection", async () => {
    for (const { sql } of readCaptures('npgsql')) expect((await client.query(sql)).command).toBe('SELECT');
    await client.query("SET search_path = pg_catalog; SET application_name = 'third tool'");
    await client.query(
      'SET SESSION AUTHORIZATION DEFAULT;RESET ALL;CLOSE ALL;UNLISTEN *;SELECT pg_advisory_unlock_all();DISCARD SEQUENCES;DISCARD TEMP',
    );
    expect(await rows(client, "SELECT current_setting('search_path'), current_setting('application_name')")).toEqual([
      ['"$user", public', 'first tool'],
    ]);
  });

  it('reads only when told so', async () => {
    await client.query('BEGIN READ ONLY');
    await expect(client.query('INSERT INTO stays VALUES (1, NULL, 1)')).rejects.toMatchObject({ code: '25006' });
    await client.query('ROLLBACK');
  });

  it.each(SHOWN)('SHOW %s', async (name) => {
    const { rows: shown } = await client.query({ text: `SHOW ${name}`, rowMode: 'array' });
    expect(shown).toHaveLength(1);
  });

  it.each(KEPT)('SET %s', async (assignment) => {
    await client.query('BEGIN');
    await client.query(`SET ${assignment}`);
    await client.query('ROLLBACK');
  });
});

async function connect(server: TestServer, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.url, application_name: name });
  await client.connect();
  return client;
}

async function rows(client: pg.Client, text: string): Promise<readonly (readonly string[])[]> {
  const types = { getTypeParser: () => (value: string) => value };
  return (await client.query<string[]>({ text, rowMode: 'array', types })).rows;
}

/** The table, its row type and that one's array, the type of the struct, the key, its index, the default. */
const OIDS = `SELECT oid::text FROM pg_class WHERE relname = '$table'
  UNION ALL SELECT reltype::text FROM pg_class WHERE relname = '$table'
  UNION ALL SELECT t.typarray::text FROM pg_class c JOIN pg_type t ON t.oid = c.reltype WHERE relname = '$table'
  UNION ALL SELECT atttypid::text FROM pg_attribute WHERE attrelid = '$table'::regclass AND attname = 'who'
  UNION ALL SELECT oid::text FROM pg_constraint WHERE conrelid = '$table'::regclass
  UNION ALL SELECT indexrelid::text FROM pg_index WHERE indrelid = '$table'::regclass
  UNION ALL SELECT oid::text FROM pg_attrdef WHERE adrelid = '$table'::regclass`;

const SHOWN = [
  'TIME ZONE',
  'TRANSACTION ISOLATION LEVEL',
  'SESSION AUTHORIZATION',
  ...`server_version server_version_num max_identifier_length password_encryption is_superuser DateStyle IntervalStyle
    TimeZone client_encoding server_encoding integer_datetimes standard_conforming_strings application_name search_path
    transaction_isolation transaction_read_only default_transaction_isolation default_transaction_read_only
    extra_float_digits bytea_output client_min_messages statement_timeout lock_timeout in_hot_standby
    idle_in_transaction_session_timeout idle_session_timeout row_security xmloption default_tablespace role
    default_table_access_method check_function_bodies synchronous_commit jit geqo enable_seqscan work_mem temp_buffers
    max_parallel_workers_per_gather plan_cache_mode lc_messages lc_monetary lc_numeric lc_time lc_collate lc_ctype
    escape_string_warning backslash_quote array_nulls timezone_abbreviations max_index_keys block_size`.split(/\s+/),
];

const KEPT = [
  "TIME ZONE 'Europe/Oslo'",
  'TIME ZONE LOCAL',
  'TIME ZONE DEFAULT',
  "TIME ZONE INTERVAL '+02:00' HOUR TO MINUTE",
  "NAMES 'UTF8'",
  "SCHEMA 'public'",
  'ROLE NONE',
  'SESSION AUTHORIZATION DEFAULT',
  'TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE',
  'SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'LOCAL work_mem = 65536',
  'SESSION search_path TO "$user", public',
  'search_path TO DEFAULT',
  'extra_float_digits = 3',
  "DateStyle = 'ISO'",
  "client_min_messages TO 'notice'",
  'enable_nestloop TO off',
  "my.setting = 'x'",
];
