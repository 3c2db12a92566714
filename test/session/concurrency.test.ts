import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './harness.ts';

/** Several sessions at once: what one of them waits for, what it sees, and what it is told. */
describe('sessions side by side', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await openServer();
  });

  afterEach(async () => {
    await server.close();
  });

  it('lets one of two make a name', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    expect(await a.run('BEGIN; CREATE TABLE t (x int)')).toBe('BEGIN\nCREATE TABLE');
    const second = b.run('CREATE TABLE t (x int)');
    expect(await a.run('COMMIT')).toBe('COMMIT');
    expect(await second).toBe('42P07 relation "t" already exists');
  });

  it('gives the name to the second when the first rolls back', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('BEGIN; CREATE TABLE t (x int)');
    const second = b.run('CREATE TABLE t (y text)');
    await a.run('ROLLBACK');
    expect(await second).toBe('CREATE TABLE');
    expect(await a.run('SHOW COLUMNS FROM t')).toBe('y|string|NULL');
  });

  it('lets writers of one dataset in one after the other, each with a snapshot of its own', async () => {
    const first = await server.connect();
    await first.run('CREATE TABLE t (x int)');
    const writers = await Promise.all(Array.from({ length: 8 }, () => server.connect()));
    const tags = await Promise.all(writers.map((writer, index) => writer.run(`INSERT INTO t VALUES (${index})`)));
    expect(new Set(tags)).toEqual(new Set(['INSERT 0 1']));
    expect(await first.run('SELECT count(*), sum(x) FROM t')).toBe('8|28');
    expect(await first.run("SELECT count(DISTINCT snapshot_id) FROM (SELECT history_meta('t'))")).toBe('8');
    const chain =
      "SELECT count(*) FROM (SELECT history_meta('t')) a JOIN (SELECT history_meta('t')) b ON b.parent_id = a.snapshot_id";
    expect(await first.run(chain)).toBe('7');
  });

  it('does not show a write before its commit', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('CREATE TABLE t (x int); INSERT INTO t VALUES (1)');
    await a.run('BEGIN; INSERT INTO t VALUES (2)');
    expect(await b.run('SELECT count(*) FROM t')).toBe('1');
    await a.run('COMMIT');
    expect(await b.run('SELECT count(*) FROM t')).toBe('2');
  });

  const ROWS = 36_000_000;
  const LARGE = 'SELECT a.id + b.id FROM range(6000) a CROSS JOIN range(6000) b';

  it('keeps the rows of a cursor when it refuses to put them aside', async () => {
    const session = await server.connect();
    await session.run(`BEGIN; DECLARE large CURSOR FOR ${LARGE}; MOVE 1 FROM large`);
    await session.run('SAVEPOINT s');
    expect(await session.run('SELECT count(*) FROM range(3)')).toMatch(/^53400 /);
    expect(await session.run('ROLLBACK TO s')).toBe('ROLLBACK');
    expect(await session.run('MOVE ALL FROM large')).toBe(`MOVE ${ROWS - 1}`);
  });

  it.each(['COMMIT', 'ROLLBACK'])('ends a transaction with a large cursor by %s', async (word) => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('CREATE TABLE t (x int)');
    await a.run(`BEGIN; INSERT INTO t VALUES (1); DECLARE large CURSOR FOR ${LARGE}; MOVE 1 FROM large`);
    expect(await a.run(word)).toBe(word);
    await b.run('INSERT INTO t VALUES (2)');
    expect(await a.run('SELECT count(*) FROM t')).toBe(word === 'COMMIT' ? '2' : '1');
    expect(await a.run('INSERT INTO t VALUES (3)')).toBe('INSERT 0 1');
  });

  it('shows a transaction one moment', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('CREATE TABLE t (x int); INSERT INTO t VALUES (1)');
    await b.run('BEGIN; SELECT count(*) FROM t');
    await a.run('INSERT INTO t VALUES (2); CREATE TABLE later (y int)');
    expect(await b.run("SELECT count(*), (SELECT count(*) FROM (SELECT history_meta('t'))) FROM t")).toBe('1|1');
    expect(await b.run('SELECT * FROM later')).toMatch(/^42P01/);
    await b.run('ROLLBACK');
    expect(await b.run('SELECT count(*) FROM t')).toBe('2');
  });

  it('refuses an overwrite that has not seen everything', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('CREATE TABLE t (x int); INSERT INTO t VALUES (1)');
    await b.run('BEGIN; SELECT * FROM t');
    await a.run('INSERT INTO t VALUES (2)');
    expect(await b.run('INSERT OVERWRITE INTO t SELECT 9')).toBe(
      '40001 could not serialize access due to concurrent update',
    );
    await b.run('ROLLBACK');
    expect(await b.run('INSERT OVERWRITE INTO t SELECT 9')).toBe('INSERT 0 1');
    expect(await a.run('SELECT * FROM t')).toBe('9');
  });

  it('finds a deadlock', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('CREATE TABLE t (x int); CREATE TABLE u (x int)');
    await a.run('BEGIN; INSERT INTO t VALUES (1)');
    await b.run('BEGIN; INSERT INTO u VALUES (1)');
    const waiting = a.run('INSERT INTO u VALUES (2)');
    expect(await b.run('INSERT INTO t VALUES (2)')).toBe('40P01 deadlock detected');
    await b.run('ROLLBACK');
    expect(await waiting).toBe('INSERT 0 1');
    expect(await a.run('COMMIT')).toBe('COMMIT');
  });

  it('lets a wait be cancelled', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('CREATE TABLE t (x int)');
    await a.run('BEGIN; INSERT INTO t VALUES (1)');
    const waiting = b.run('INSERT INTO t VALUES (2)');
    await new Promise((resolve) => setImmediate(resolve));
    b.session.cancel();
    expect(await waiting).toBe('57014 canceling statement due to user request');
    expect(await a.run('COMMIT')).toBe('COMMIT');
    expect(await b.run('SELECT count(*) FROM t')).toBe('1');
  });

  it('cancels a statement at any moment, and goes on', async () => {
    const a = await server.connect();
    for (const delay of [0, 1, 5, 20, 60]) {
      const running = a.run('SELECT count(*) FROM range(100000000) AS r(x), range(1000) AS s(y) WHERE x + y = -1');
      await new Promise((resolve) => setTimeout(resolve, delay));
      a.session.cancel();
      expect(await running).toBe('57014 canceling statement due to user request');
    }
    expect(await a.run('SELECT 1')).toBe('1');
  });

  it('ends a statement at its time limit', async () => {
    const a = await server.connect();
    await a.run('SET statement_timeout = 50');
    const slow = 'SELECT count(*) FROM range(100000000) AS r(x), range(1000) AS s(y) WHERE x + y = -1';
    expect(await a.run(slow)).toBe('57014 canceling statement due to statement timeout');
  });

  it('keeps temporary tables and settings to their session', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run("CREATE TEMP TABLE mine AS SELECT 1 AS x; SET TIME ZONE 'Asia/Tokyo'");
    expect(await b.run('SELECT * FROM mine')).toMatch(/^42P01/);
    expect(await b.run('SHOW timezone')).toBe('UTC');
    expect(await a.run('SELECT * FROM mine')).toBe('1');
  });

  it('keeps what belongs to somebody from others', async () => {
    const admin = await server.connect();
    await admin.run("CREATE USER ann PASSWORD 'x'; CREATE USER bea PASSWORD 'y'");
    const [ann, bea] = [await server.connect('ann'), await server.connect('bea')];
    await ann.run('CREATE TABLE hers AS SELECT 1 AS x');
    expect(await bea.run('DROP TABLE hers')).toBe('42501 must be owner of table hers');
    expect(await bea.run('ALTER TABLE hers ADD COLUMN y int')).toBe('42501 must be owner of table hers');
    expect(await bea.run("CREATE USER eve PASSWORD 'z'")).toBe('42501 permission denied to create role');
    expect(await bea.run("ALTER USER ann PASSWORD 'z'")).toBe('42501 permission denied to alter role');
    expect(await bea.run("ALTER USER bea PASSWORD 'z'")).toBe('ALTER ROLE');
    expect(await admin.run('DROP ROLE ann')).toMatch(/^2BP01/);
    expect(await admin.run('ALTER TABLE hers OWNER TO bea; DROP ROLE ann')).toBe('ALTER TABLE\nDROP ROLE');
    expect(await bea.run('DROP TABLE hers')).toBe('DROP TABLE');
  });

  it('passes notifications on at commit, each once', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await b.run('LISTEN news');
    await a.run("BEGIN; NOTIFY news, 'one'; NOTIFY news, 'one'; NOTIFY news, 'two'");
    expect(b.notifications).toEqual([]);
    await a.run('COMMIT');
    expect(b.notifications).toEqual([`${a.session.processId} news one`, `${a.session.processId} news two`]);
    await b.run('UNLISTEN *');
    await a.run('NOTIFY news');
    expect(b.notifications).toHaveLength(2);
  });

  it('notifies by pg_notify as by NOTIFY', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await b.run('LISTEN news');
    await a.run("BEGIN; SELECT pg_notify('news', 'one'); SELECT pg_notify('news', 'one'); NOTIFY news, 'two'");
    expect(b.notifications).toEqual([]);
    await a.run('COMMIT');
    expect(b.notifications).toEqual([`${a.session.processId} news one`, `${a.session.processId} news two`]);
    await a.run("BEGIN; SELECT pg_notify('news', 'never'); ROLLBACK");
    expect(b.notifications).toHaveLength(2);
    expect(await a.run("SELECT pg_notify('', 'x')")).toBe('22023 channel name cannot be empty');
    expect(await a.run(`SELECT pg_notify('${'n'.repeat(64)}', 'x')`)).toBe('22023 channel name too long');
    expect(await a.run(`SELECT pg_notify('news', '${'x'.repeat(8000)}')`)).toBe('22023 payload string too long');
  });

  it('gives a name again that its own transaction made free', async () => {
    const [a, b] = [await server.connect(), await server.connect()];
    await a.run('CREATE TABLE t (x int); INSERT INTO t VALUES (1)');
    expect(await a.run('BEGIN; DROP TABLE t; CREATE TABLE t (y text)')).toBe('BEGIN\nDROP TABLE\nCREATE TABLE');
    expect(await b.run('SELECT x FROM t')).toBe('1');
    expect(await a.run("INSERT INTO t VALUES ('new'); COMMIT")).toBe('INSERT 0 1\nCOMMIT');
    expect(await b.run('SELECT y FROM t')).toBe('new');
    await a.run('BEGIN; DROP TABLE t; CREATE TABLE t (z int); ROLLBACK');
    expect(await b.run('SELECT y FROM t')).toBe('new');
  });

  it('keeps a result whole while another statement runs on the same connection', async () => {
    const a = await server.connect();
    await a.run('BEGIN; DECLARE c CURSOR FOR SELECT x FROM range(10000) AS r(x) ORDER BY x; FETCH 1 FROM c');
    expect(await a.run('SELECT 42')).toBe('42');
    const rest = await a.run('FETCH ALL FROM c');
    expect(rest.split('\n')).toHaveLength(9999);
    expect(rest.endsWith('9999')).toBe(true);
  });
});
