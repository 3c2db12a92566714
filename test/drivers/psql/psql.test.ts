import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchFor } from '../../support/proxy.ts';
import { checkTranscript, psql, psqlAbsent } from '../../support/psql.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const here = import.meta.dirname;

describe.skipIf(psqlAbsent())('psql', () => {
  let server: TestServer;
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stillhouse-psql-'));
    await writeFile(join(dir, 'with-header.csv'), 'id,name,price\n1,tent,249.00\n2,"stove, small",49.50\n');
    await writeFile(join(dir, 'without-header.csv'), '3,"said ""rope""",80.00\n4,,\n5,"two\nlines",1\n');
    await writeFile(join(dir, 'wrong-type.csv'), '6,tarp,35.00\nseven,peg,0.50\n8,pole,12.00\n');
    await writeFile(join(dir, 'too-few.csv'), '6,tarp\n');
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it('makes, fills and reads a table', () => checkTranscript(join(here, 'first-steps.psql'), server));
  it('prints values and types as PostgreSQL does', () => checkTranscript(join(here, 'types.psql'), server));
  it('makes, shows, changes and drops schedules and templates', () =>
    checkTranscript(join(here, 'schedules.psql'), server));
  it('puts in the texts of templates, with the caret at their name', () =>
    checkTranscript(join(here, 'templates.psql'), server));
  it('shows codes, and a caret below the mistake', () => checkTranscript(join(here, 'errors.psql'), server));
  it('loads CSV by \\copy, all of a file or nothing', () => checkTranscript(join(here, 'copy.psql'), server, { dir }));

  it('runs a schedule by hand, and shows its run', async () => {
    const answer = async (...statements: readonly string[]): Promise<string> =>
      (await psql(server, ['-Atq', ...statements.flatMap((statement) => ['-c', statement])])).output;
    const id = await answer(
      'CREATE TABLE ran (n integer)',
      "CREATE SCHEDULE by_hand CRON '@yearly' AS $$ INSERT INTO ran SELECT 7 $$",
      'RUN SCHEDULE by_hand',
    );
    await expect.poll(() => answer('SHOW RUNS FOR by_hand'), { timeout: 20_000 }).toContain('|SUCCESS|1|true|');
    expect(await answer('SHOW RUNS FOR by_hand')).toContain(`|${id.trim()}|`);
    expect(await answer('SELECT n FROM ran')).toBe('7\n');
    expect(await answer('SHOW SCHEDULES')).toMatch(/^by_hand\|sch_[0-9a-f]{24}\|@yearly\|UTC\|admin\|ENABLED\|/m);
    expect(
      await answer("SELECT state, account, door, row_count FROM system.query_log WHERE client = 'Scheduler'"),
    ).toBe('SUCCESS|admin|scheduler|1\n');
  });

  it('runs several statements of -c as one, and prints each answer', async () => {
    expect(await psql(server, ['-At', '-c', 'SELECT 1; SELECT 2', '-c', 'SELECT 3'])).toMatchObject({
      status: 0,
      output: '1\n2\n3\n',
    });
  });

  it('ends with 1 after a failed -c, with 3 after a failed script that is to stop, with 2 without a server', async () => {
    expect((await psql(server, ['-c', 'SELEC'])).status).toBe(1);
    expect((await psql(server, ['-v', 'ON_ERROR_STOP=1'], { input: 'SELEC;\nSELECT 1;\n' })).status).toBe(3);
    expect((await psql(server, ['-c', 'SELECT 1'], { env: { PGPORT: '1' } })).status).toBe(2);
  });

  it('undoes the first statement of -c when the second fails', async () => {
    const failed = await psql(server, ['-c', 'CREATE TABLE half (a integer); SELECT * FROM no_such_table']);
    expect(failed).toMatchObject({ status: 1, stderr: expect.stringContaining('no_such_table') });
    const look = await psql(server, ['-c', '\\set VERBOSITY sqlstate', '-c', 'SELECT * FROM half']);
    expect(look).toMatchObject({ status: 1, stderr: 'ERROR:  42P01\n' });
  });

  it('refuses a wrong password and an unknown account alike', async () => {
    for (const user of ['admin', 'nobody']) {
      const refused = await psql(server, ['-c', 'SELECT 1'], { env: { PGUSER: user, PGPASSWORD: 'wrong' } });
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain(`FATAL:  password authentication failed for user "${user}"`);
    }
  });

  it('refuses an unknown database', async () => {
    const refused = await psql(server, ['-c', 'SELECT 1'], { env: { PGDATABASE: 'no_such_database' } });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('FATAL:  database "no_such_database" does not exist');
  });

  it('stops a running statement at Ctrl-C', async () => {
    const slow =
      'SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0';
    const proxy = await watchFor('FROM generate_series', server);
    const done = await psql({ ...server, port: proxy.port }, ['-v', 'VERBOSITY=sqlstate', '-c', slow], {
      interruptAfter: proxy.seen,
    });
    expect(done).toMatchObject({ status: 1, output: expect.stringMatching(/ERROR: {2}57014\n/) });
    expect(await psql(server, ['-At', '-c', "SELECT 'still here'"])).toMatchObject({
      status: 0,
      output: 'still here\n',
    });
    proxy.close();
  });

  it('tells about the connection', async () => {
    const told = await psql(server, [
      '-At',
      '-c',
      '\\conninfo',
      '-c',
      '\\echo :SERVER_VERSION_NUM :ENCODING :USER :DBNAME',
    ]);
    expect(told.stdout).toContain('You are connected to database "all" as user "admin"');
    expect(told.stdout).toMatch(/^15\d{4} UTF8 admin all$/m);
  });

  it('answers each of its backslash commands', async () => {
    const commands = join(import.meta.dirname, 'backslash-commands.psql');
    const done = await psql(server, ['-f', commands]);
    expect(done.stderr).not.toContain('ERROR');
    expect(done.stdout).toContain('Table "public.parent"');
    expect(server.output().stderr).not.toContain('catalog query not answered');
  });
});
