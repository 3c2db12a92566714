import { expect, test } from 'vitest';
import { openServer } from './harness.ts';

const BLOCK = `$$ BEGIN
  CREATE TABLE t AS SELECT 1 AS a;
  IF table_exists('t') THEN
    INSERT INTO t
      SELECT 2;
  END IF;
  INSERT INTO t SELECT a + 1 FROM t WHERE a > 100 AND a < 1000 ORDER BY a DESC LIMIT 10;
END $$`;

test.each<[level: string, expected: readonly string[]]>([
  [
    'debug1',
    [
      'DEBUG block statement 1 of 3: CREATE TABLE t AS SELECT 1 AS a',
      "DEBUG block statement 2 of 3: IF table_exists('t') THEN INSERT INTO t SELECT 2; END IF",
      'DEBUG block statement 1 of 1: INSERT INTO t SELECT 2',
      'DEBUG block statement 3 of 3: INSERT INTO t SELECT a + 1 FROM t WHERE a > 100 AND a < 1000…',
    ],
  ],
  ['info', []],
  ['notice', []],
])('progress of a block at client_min_messages %s', async (level, expected) => {
  const server = await openServer();
  const { run, notices } = await server.connect();
  await run(`SET client_min_messages = ${level}`);
  expect(await run(BLOCK)).not.toMatch(/^\d\w{4} /m);
  expect(notices.map(({ severity, message }) => `${severity} ${message}`)).toEqual(expected);
  await server.close();
});
