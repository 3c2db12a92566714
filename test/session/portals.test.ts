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
