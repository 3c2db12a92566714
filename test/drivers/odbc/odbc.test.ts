import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absent, type Finished, run, works } from '../../support/program.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const DRIVER = 'PostgreSQL Unicode';

const reason = absent('ODBC', () => {
  if (!works('isql', ['--version'])) return 'there is no isql on the path (Debian: unixodbc)';
  const drivers = spawnSync('odbcinst', ['-q', '-d'], { encoding: 'utf8' }).stdout;
  return drivers.includes(`[${DRIVER}]`) ? undefined : 'psqlODBC is not installed (Debian: odbc-postgresql)';
});

/** psqlODBC, by unixODBC's own client: what Excel, Tableau and Power BI connect with. */
describe.skipIf(reason)('psqlODBC', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(async () => {
    await server.stop();
  });

  it('connects, writes and reads', async () => {
    const done = await isql(
      'CREATE TABLE odbc_gear (id integer, name varchar(20), price decimal(10,2), sold date)',
      "INSERT INTO odbc_gear VALUES (1, 'tent', 249.00, DATE '2026-03-01'), (2, 'näve 雪', NULL, NULL)",
      'SELECT * FROM odbc_gear ORDER BY id',
      'DROP TABLE odbc_gear',
    );
    expect(done.stdout.split('\n').filter((line) => line.includes('\t'))).toEqual([
      '1\ttent\t249.00\t2026-03-01',
      '2\tnäve 雪\t\t',
    ]);
  });

  it('reports the SQLSTATE', async () => {
    expect((await isql('SELECT * FROM no_such_table')).output).toContain('[42P01]');
  });

  it('pages through a result by DECLARE and FETCH, and sets its savepoints', async () => {
    const done = await isql('-declare', 'SELECT x FROM generate_series(1, 500) g(x) ORDER BY x');
    expect(done.stdout.split('\n').filter((line) => /^\d+$/.test(line))).toHaveLength(500);
  });

  it('lists tables and the columns of one', async () => {
    await isql('CREATE TABLE odbc_yard (id bigint, sort varchar(20), planted date)');
    const tables = await isql('help');
    expect(tables.stdout.split('\n').filter((line) => line.includes('odbc_yard'))).toHaveLength(1);
    const columns = await isql('help odbc_yard');
    const rows = columns.stdout.split('\n').filter((line) => line.includes('odbc_yard'));
    expect(rows.map((line) => line.split('\t').slice(1, 7).join(' '))).toEqual([
      'public odbc_yard id -5 int8 19',
      'public odbc_yard sort 12 varchar 20',
      'public odbc_yard planted 9 date 10',
    ]);
  });

  /** Statements, one a line, to isql; a first argument `-declare` asks the driver for cursors. */
  function isql(...lines: readonly string[]): Promise<Finished> {
    const cursors = lines[0] === '-declare';
    const options = {
      DRIVER: `{${DRIVER}}`,
      SERVER: server.host,
      PORT: server.port,
      DATABASE: 'all',
      UID: server.user,
      PWD: server.password,
      ...(cursors ? { UseDeclareFetch: 1, Fetch: 100 } : {}),
    };
    const connection = Object.entries(options)
      .map(([name, value]) => `${name}=${value}`)
      .join(';');
    const input = `${lines.filter((line) => line !== '-declare').join('\n')}\n`;
    // -b: no prompts; -x9: values parted by tabs; -k: a connection string, not the name of a source.
    return run('isql', ['-v', '-b', '-x9', '-k', connection], { input, env: { LC_ALL: 'C.UTF-8' } });
  }
});
