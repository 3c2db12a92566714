import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directRow } from '../../src/pgcatalog/direct-row.ts';
import { parseQuery } from '../../src/sql/parse.ts';
import { openSession, type Session } from '../support/session.ts';

let folder: string;
let session: Session;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-test-'));
  session = await openSession(folder, { now: () => Date.UTC(2026, 0, 1) });
});

afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

/** A LIMIT sends the same query through the engine. */
async function bothWays(sql: string): Promise<readonly [unknown, unknown]> {
  const answer = async (text: string): Promise<unknown> => {
    try {
      return await session.run(text);
    } catch (error) {
      const { sqlState, message } = error as { readonly sqlState?: string; readonly message?: string };
      return { sqlState, message };
    }
  };
  return [await answer(sql), await answer(`${sql} LIMIT 1`)];
}

describe('a row of functions of the server is what the engine would answer', () => {
  it.each([
    'SELECT version()',
    "SELECT current_database(), current_schema(), current_user, session_user, 'text', pg_backend_pid()",
    "SELECT current_setting('TimeZone') AS zone, current_setting('DateStyle')",
    "SELECT current_setting('no.such', true), current_setting(NULL)",
    "SELECT current_setting('nonsense')",
    'SELECT current_schemas(true)',
    "SELECT set_config('application_name', current_setting('TimeZone'), false)",
    "SELECT pg_is_in_recovery(), pg_encoding_to_char(6), has_database_privilege('prod', 'CONNECT')",
    "SELECT to_regclass('pg_class'), 'pg_class'::regclass, obj_description(1, 'pg_class')",
    "SELECT has_schema_privilege('nonsense', 'USAGE')",
    'SELECT inet_client_addr(), inet_server_port()',
  ])('%s', async (sql) => {
    const [direct, byEngine] = await bothWays(sql);
    expect(direct).toEqual(byEngine);
  });

  it('does what it does each time', async () => {
    await session.run("SELECT set_config('application_name', 'first', false)");
    expect(await session.run("SELECT current_setting('application_name')")).toEqual([['first']]);
    await session.run("SET application_name = 'second'");
    expect(await session.run("SELECT current_setting('application_name')")).toEqual([['second']]);
  });

  it('is no query with more than calls in it', () => {
    for (const sql of ['SELECT 1 LIMIT 1', 'SELECT a FROM t', 'SELECT 1 WHERE false', 'SELECT lower(a)']) {
      expect(directRow(parseQuery(sql), new Map())).toBeUndefined();
    }
  });
});
