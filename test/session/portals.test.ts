import { expect, test } from 'vitest';
import { openServer } from './harness.ts';

test('MOVE and FETCH go on in a portal that Bind made', async () => {
  const server = await openServer();
  const { session, run } = await server.connect();
  await run('BEGIN');
  await session.parse('', 'SELECT x FROM generate_series(1, 5) g(x) ORDER BY x', []);
  await session.bind({ portal: 'p', statement: '', parameters: [], parameterFormats: [], resultFormats: [] });
  expect(await run('MOVE FORWARD 2 FROM p')).toBe('MOVE 2');
  expect(await run('FETCH 2 FROM p')).toBe('3\n4');
  expect(await run('MOVE ALL IN p')).toBe('MOVE 1');
  expect(await run('COMMIT; FETCH 1 FROM p')).toBe('COMMIT\n34000 cursor "p" does not exist');
  await server.close();
});

test('a portal of a statement without rows cannot be fetched from', async () => {
  const server = await openServer();
  const { session, run } = await server.connect();
  await run('BEGIN');
  await session.parse('', 'SET jit = off', []);
  await session.bind({ portal: 'p', statement: '', parameters: [], parameterFormats: [], resultFormats: [] });
  expect(await run('FETCH 1 FROM p')).toBe('55000 cursor "p" is not of a query');
  await server.close();
});

test.each<[sql: string, oids: readonly number[]]>([
  ["SELECT 'x', n FROM generate_series($1::int, $2::int) n", [23, 23]],
  ['SELECT CAST($1 AS date) + CAST($2 AS int)', [1082, 23]],
  ['INSERT INTO typed (a) SELECT $1', [1007]],
  ['INSERT INTO typed VALUES ($1, $2)', [1007, 1700]],
])('parameters of %s', async (sql, oids) => {
  const server = await openServer();
  const { session, run } = await server.connect();
  await run('CREATE TABLE typed (a array<int>, b decimal(5,2))');
  await session.parse('', sql, []);
  expect((await session.describeStatement('')).parameterOids).toEqual(oids);
  await server.close();
});

test.each<[sql: string, oids: readonly number[], type: string]>([
  ['SELECT size($1::text[])', [1009], 'integer'],
  ['SELECT array_contains($1::text[], $2)', [1009, 25], 'boolean'],
  ['SELECT concat($1::text, $2)', [25, 25], 'varchar'],
])('columns of %s, which the engine cannot tell', async (sql, oids, type) => {
  const server = await openServer();
  const { session } = await server.connect();
  await session.parse('', sql, []);
  const { parameterOids, columns } = await session.describeStatement('');
  expect([parameterOids, columns?.map((column) => column.type.kind)]).toEqual([oids, [type]]);
  await server.close();
});

test.each<[what: string, sql: string, oids: readonly number[]]>([
  ['four', 'SELECT array($1, $2), CAST($3 AS date) + 1, length($4)', [25, 25, 1082, 25]],
  ['6,000', `SELECT array(${Array.from({ length: 6_000 }, (_, at) => `$${at + 1}`).join()})`, Array(6_000).fill(25)],
])('%s parameters, of which the engine cannot tell all', async (_, sql, oids) => {
  const server = await openServer();
  const { session } = await server.connect();
  await session.parse('', sql, []);
  expect((await session.describeStatement('')).parameterOids).toEqual(oids);
  await server.close();
});

test('names in a statement about tables are looked up when it runs', async () => {
  const server = await openServer();
  const { session, run } = await server.connect();
  await session.parse('make', 'CREATE TABLE soon (id int)', []);
  await session.parse('drop', 'DROP TABLE soon', []);
  await session.parse('alter', 'ALTER TABLE never ADD COLUMN x int', []);
  expect((await session.describeStatement('drop')).columns).toBeUndefined();
  const execute = async (statement: string): Promise<string> => {
    await session.bind({ portal: '', statement, parameters: [], parameterFormats: [], resultFormats: [] });
    const result = await session.execute('', 0);
    return result.kind === 'complete' ? result.tag : result.kind;
  };
  expect(await execute('make')).toBe('CREATE TABLE');
  expect(await execute('drop')).toBe('DROP TABLE');
  await expect(execute('alter')).rejects.toMatchObject({ sqlState: '42P01' });
  await session.sync();
  expect(await run('SELECT 1')).toBe('1');
  await server.close();
});

test('a parameter has to be given a value, and a number that follows the last', async () => {
  const server = await openServer();
  const { session, run } = await server.connect();
  expect(await run('SELECT $1')).toBe('42P02 there is no parameter $1');
  expect(await run("SELECT '$1', $$ $2 $$")).toBe('$1| $2 ');
  expect(await run('PREPARE p AS SELECT $1; EXECUTE p(7); DEALLOCATE p')).toBe('PREPARE\n7\nDEALLOCATE');
  await expect(session.parse('', 'SELECT $2', [])).rejects.toMatchObject({ sqlState: '42P18' });
  await expect(session.parse('', 'SELECT $70000', [])).rejects.toMatchObject({ sqlState: '54000' });
  await server.close();
});
