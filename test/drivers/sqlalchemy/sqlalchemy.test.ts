import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { psql } from '../../support/psql.ts';
import { pythonTool, pythonToolAbsent } from '../../support/python-tool.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { reasonOf } from './differences.ts';
import { readKnown, readSuiteRun, writeKnown } from './suite-run.ts';

/**
 * SQLAlchemy's own compliance suite for dialects, with its dialect for PostgreSQL and psycopg2, in a database of the
 * accelerated store. What does not pass on PostgreSQL 15 either is in not-passed-postgresql-15.txt; what does not pass here
 * is in not-passed.txt, and has a reason in differences.ts where PostgreSQL passes. UPDATE=1 rewrites the list;
 * DRIVERS_AGAINST=host:port with it the other one.
 */
const PEER = 'not-passed-postgresql-15.txt';
const OURS = 'not-passed.txt';

describe.skipIf(pythonToolAbsent('sqlalchemy', 'pytest'))('SQLAlchemy', { timeout: 900_000 }, () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('passes its compliance suite but for known differences', async () => {
    const peer = Boolean(process.env.DRIVERS_AGAINST);
    const database = peer ? 'all' : 'alchemy';
    const type = peer ? '' : ' WITH (TYPE = QSACCEL, ACCOUNT = acp_query_batch)';
    await psql(server, ['-c', `CREATE DATABASE ${database}${type}`]);
    await psql(server, ['-d', database, '-c', 'CREATE SCHEMA test_schema']);
    const url = new URL(server.url.replace('postgres://', 'postgresql+psycopg2://'));
    url.pathname = `/${database}`;
    const args = ['-q', '--dburi', url.href, '--maxfail', '5000', '--tb', 'no', '-r', 'fE'];
    const folder = join(import.meta.dirname, 'suite');
    const done = await pythonTool('sqlalchemy', 'pytest', server, args, {
      cwd: folder,
      env: { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
      timeoutMs: 880_000,
    });
    const { summary, notPassed } = readSuiteRun(done.output);
    console.log(`SQLAlchemy's suite: ${summary}`);
    const list = peer ? PEER : OURS;
    if (process.env.UPDATE === '1') writeKnown(list, notPassed);
    expect(notPassed).toEqual(readKnown(list));
  });

  it('differs from PostgreSQL 15 for a reason each time', () => {
    const there = new Set(readKnown(PEER));
    const without = readKnown(OURS).filter((name) => !there.has(name) && reasonOf(name) === undefined);
    expect(without).toEqual([]);
  });
});
