import fc from 'fast-check';
import { frontend, message } from '../wire/support/frontend.ts';
import { RawClient } from '../wire/support/raw-client.ts';
import { Neighbour, SECRET } from './fuzz-neighbour.ts';
import { within } from './server.ts';

/*
 * Messages, statements and start-ups made at random and damaged, against a whole server with its engine. Whatever is sent,
 * the conversation comes to an end, and no answer is XX000, which would be a mistake of the server's own.
 */

/** Longer than any statement limit of the servers under test. */
const PATIENCE_MS = 40_000;
/** A damaged stream may wait for bytes that never come. */
const QUIET_MS = 150;

export interface FuzzTarget {
  readonly port: number;
  readonly user: string;
}

/** Statements of every kind, none of which takes long. */
const STATEMENTS: readonly string[] = [
  'SELECT 1',
  'SELECT id, name, price * 2 AS twice FROM fuzz WHERE id > 3 ORDER BY price DESC NULLS LAST LIMIT 5',
  'SELECT count(*), sum(price), max(name) FROM fuzz GROUP BY id % 3 HAVING count(*) > 1',
  'WITH a AS (SELECT * FROM fuzz), b AS (SELECT id FROM a) SELECT * FROM a JOIN b USING (id) LEFT JOIN fuzz c ON c.id = a.id',
  'SELECT CAST($1 AS integer) + id, $2 FROM fuzz WHERE name = $3',
  "SELECT explode(array(1, 2, 3)) AS n, struct(1 AS a, 'x' AS b).b AS s, map('k', 1)['k'] AS m",
  'SELECT id, row_number() OVER (PARTITION BY id % 2 ORDER BY price ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM fuzz',
  "SELECT CASE WHEN id IS NULL THEN E'a\\n' ELSE U&'\\0041' END || $$text$$, DATE '2026-01-01' + INTERVAL '1 day' FROM fuzz",
  'SELECT * FROM (VALUES (1, NULL), (2, TRUE)) v(a, b) UNION ALL SELECT id, name IS NULL FROM fuzz EXCEPT SELECT 1, NULL',
  "SELECT c.relname, a.attname FROM pg_catalog.pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'r'",
  'SELECT table_name FROM information_schema.tables LIMIT 3; SELECT 2; SELECT 1/0',
  'BEGIN; INSERT INTO fuzz VALUES (99, NULL, 1.5); SELECT count(*) FROM fuzz; ROLLBACK',
  'BEGIN; DECLARE c CURSOR FOR SELECT * FROM fuzz; FETCH 2 FROM c; MOVE 1 FROM c; FETCH ALL FROM c; CLOSE c; COMMIT',
  'PREPARE p (int, text) AS SELECT $1 + 1, $2; EXECUTE p(1, 2); DEALLOCATE p',
  'CREATE TEMP TABLE scratch (a int); INSERT INTO scratch SELECT id FROM fuzz; DROP TABLE scratch',
  'BEGIN; CREATE TABLE fuzz2 AS SELECT * FROM fuzz; ALTER TABLE fuzz2 ADD COLUMN z text; DROP TABLE fuzz2; ROLLBACK',
  "COPY fuzz FROM STDIN (FORMAT csv, NULL 'none')",
  "COPY (SELECT * FROM fuzz) TO STDOUT WITH CSV HEADER DELIMITER ';'",
  "SET search_path TO public, x; SET TIME ZONE 'Europe/Berlin'; SHOW ALL; RESET ALL; DISCARD ALL",
  "LISTEN news; NOTIFY news, 'x'; UNLISTEN *",
  'EXPLAIN SELECT * FROM fuzz; EXPLAIN (FORMAT JSON) SELECT 1',
  'DESCRIBE fuzz; SHOW TABLES; SHOW COLUMNS FROM fuzz',
  "SELECT * FROM fuzz SNAPSHOT BETWEEN 'HEAD' AND 'TAIL'; SELECT history_meta('fuzz')",
  "SELECT * FROM fuzz PIVOT (sum(price) FOR name IN ('piece 1', 'piece 2')); SELECT * FROM fuzz TABLESAMPLE (10 PERCENT)",
  'BEGIN SET @v = SELECT max(id) FROM fuzz; SELECT @v; EXCEPTION WHEN OTHER THEN SELECT 0; END',
  '',
  ';;',
  '/* /* */ SELECT',
];

/** What is put between the words of a statement. */
const SCRAPS: readonly string[] = [
  '(',
  ')',
  ',',
  ';',
  "'",
  '"',
  '$1',
  '$99',
  '$$',
  '--',
  '/*',
  '*/',
  '[',
  ']',
  '{',
  '}',
  '::',
  '.',
  '*',
  '@v',
  '\\',
  '\u0000',
  '\u00e9',
  '\u{1f600}',
  '\ud800',
  'NULL',
  'SELECT',
  'FROM',
  'WHERE',
  'ON',
  'AS',
  'IN',
  'OVER',
  'CASE',
  'END',
  'CAST(',
  '9'.repeat(40),
  '1e999',
  '-0.0',
  'x'.repeat(300),
  'fuzz',
  "interval '1'",
  'struct<a:int>',
  'lambda x',
  '->',
  '=>',
  '||',
  'GROUPING SETS',
  'ROLLBACK',
  'COMMIT',
];

/** A statement with words taken away, doubled, exchanged or put in. */
const SQL = fc
  .tuple(
    fc.constantFrom(...STATEMENTS),
    fc.array(
      fc.record({
        at: fc.nat(),
        how: fc.constantFrom('remove', 'double', 'insert', 'replace', 'cut'),
        scrap: fc.constantFrom(...SCRAPS),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([sql, changes]) => changes.reduce(changed, sql));

function changed(
  sql: string,
  { at, how, scrap }: { readonly at: number; readonly how: string; readonly scrap: string },
) {
  const words = sql.match(/\w+|\s+|[^\w\s]/g) ?? [];
  const place = at % (words.length + 1);
  const before = words.slice(0, place).join('');
  const after = words.slice(place + 1).join('');
  const word = words[place] ?? '';
  switch (how) {
    case 'remove':
      return before + after;
    case 'double':
      return before + word + word + after;
    case 'insert':
      return before + scrap + word + after;
    case 'replace':
      return before + scrap + after;
    default:
      return before;
  }
}

const NAME = fc.constantFrom('', 's', 'p', 'c');
const FORMATS = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 3 });
const OIDS = fc.array(
  fc.constantFrom(0, 16, 20, 23, 25, 26, 700, 1007, 1009, 1082, 1114, 1184, 1700, 2950, 3802, 99_999),
  {
    maxLength: 3,
  },
);

const MESSAGE = fc.oneof(
  { weight: 3, arbitrary: SQL.map((sql) => frontend('Query', { sql })) },
  { weight: 3, arbitrary: fc.record({ statement: NAME, sql: SQL, oids: OIDS }).map((each) => frontend('Parse', each)) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        portal: NAME,
        statement: NAME,
        parameters: fc.array(fc.constantFrom('1', 'text', '\u0000\u0000\u0000\u0001', '{1,2}', '2026-01-01', null), {
          maxLength: 3,
        }),
        parameterFormats: FORMATS,
        resultFormats: FORMATS,
      })
      .map((each) => frontend('Bind', each)),
  },
  NAME.map((name) => frontend('DescribeStatement', { name })),
  NAME.map((name) => frontend('DescribePortal', { name })),
  {
    weight: 2,
    arbitrary: fc
      .record({ portal: NAME, maxRows: fc.integer({ min: -1, max: 3 }) })
      .map((each) => frontend('Execute', each)),
  },
  NAME.map((name) => frontend('CloseStatement', { name })),
  NAME.map((name) => frontend('ClosePortal', { name })),
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('Flush', 'Sync', 'Sync', 'Sync', 'CopyDone', 'CopyFail', 'FunctionCall')
      .map((kind) => frontend(kind)),
  },
  fc.constantFrom('1,a,2\n', '"', 'none,none,none\n', '\\.\n', '1,a', '').map((data) => frontend('CopyData', { data })),
  fc
    .tuple(fc.constantFrom('Q', 'P', 'B', 'E', 'd', 'z'), fc.uint8Array({ maxLength: 30 }))
    .map(([type, bytes]) => message(type, Buffer.from(bytes))),
);

const DAMAGE = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('change', 'remove', 'insert', 'cut'),
  byte: fc.integer({ min: 0, max: 255 }),
});

function damaged(
  bytes: Buffer,
  { at, how, byte }: { readonly at: number; readonly how: string; readonly byte: number },
) {
  const place = at % (bytes.length + 1);
  const before = bytes.subarray(0, place);
  if (how === 'change') return Buffer.concat([before, Buffer.from([byte]), bytes.subarray(place + 1)]);
  if (how === 'remove') return Buffer.concat([before, bytes.subarray(place + 1)]);
  if (how === 'insert') return Buffer.concat([before, Buffer.from([byte]), bytes.subarray(place)]);
  return before;
}

/** A table that the statements read; call it once, first. */
export async function prepareFuzz(target: FuzzTarget): Promise<void> {
  const sql = `CREATE TABLE IF NOT EXISTS fuzz AS SELECT CAST(x AS integer) AS id, concat('piece ', x) AS name,
    CAST(x AS decimal(10,2)) AS price FROM generate_series(1, 20) g(x)`;
  const answers = await converse(target, Buffer.concat([frontend('Query', { sql }), frontend('Terminate')]));
  if (answers.length > 0) throw new Error(`cannot prepare: ${answers.join()}`);
}

/**
 * Conversations with damage; throws with the bytes in hex for one that hangs, meets a mistake of the server's own, or is told
 * what another session has. That one asks all the while, and gets what is its own.
 */
export async function fuzzConversations(target: FuzzTarget, seed: number, runs: number): Promise<void> {
  const messages = fc.array(MESSAGE, { minLength: 1, maxLength: 10 });
  const neighbour = await Neighbour.movesIn(target.port, target.user);
  const property = fc.asyncProperty(
    messages,
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(DAMAGE, { minLength: 1, maxLength: 2 })),
    async (each, damages) => {
      const bytes = damages.reduce(damaged, Buffer.concat(each));
      const [errors] = await Promise.all([converse(target, bytes), neighbour.asks()]);
      if (errors.includes('XX000')) throw new Error(`XX000 for ${bytes.toString('latin1')}\n${bytes.toString('hex')}`);
    },
  );
  await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
  neighbour.movesOut();
}

/** Start-ups with damage, which the client then leaves half open for the server to end. */
export async function fuzzStartUps(target: FuzzTarget, seed: number, runs: number): Promise<void> {
  const parameters = { user: target.user, database: 'all' };
  const packet = fc.oneof(
    fc.constantFrom('SSLRequest', 'GSSENCRequest').map((kind) => frontend(kind)),
    fc.constant(frontend('Startup', { parameters: { ...parameters, options: '-c a.b=c --jit=off' } })),
    fc.constant(frontend('Startup', { protocol: 196_610, parameters })),
    fc.constant(frontend('CancelRequest', { processId: 1, key: '00000000' })),
    fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
  );
  const damages = fc.array(DAMAGE, { maxLength: 2 });
  const property = fc.asyncProperty(fc.array(packet, { maxLength: 3 }), damages, async (packets, damage) => {
    const client = await RawClient.connect(target.port);
    const bytes = damage.reduce(damaged, Buffer.concat(packets));
    const ended = new Promise<void>((done) => client.socket.once('close', () => done()));
    client.socket.resume();
    client.socket.end(bytes);
    await within(PATIENCE_MS, ended, () => `a start-up hangs: ${bytes.toString('hex')}`);
  });
  await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
}

/**
 * Sends everything and takes leave, then reads until the server closes: the SQLSTATEs of its errors. A server that is told
 * of the end of the stream stops what is running, so the stream stays open while it has something to say; where the bytes
 * pretend that more is to come, nothing but the end of the stream ends the conversation.
 */
export async function converse(target: FuzzTarget, bytes: Buffer): Promise<string[]> {
  const { client } = await RawClient.started(target.port, { user: target.user, database: 'all' });
  client.socket.write(Buffer.concat([bytes, frontend('Sync'), frontend('Terminate')]));
  const reading = client.readUntil('never');
  const leave = setTimeout(() => client.socket.end(), frames(bytes) ? PATIENCE_MS / 2 : QUIET_MS);
  const answers = await within(PATIENCE_MS, reading, () => `the server hangs after ${bytes.toString('hex')}`);
  clearTimeout(leave);
  client.destroy();
  if (JSON.stringify(answers).includes(SECRET)) throw new Error(`another session's data for ${bytes.toString('hex')}`);
  return answers.flatMap((each) => (each.kind === 'ErrorResponse' ? [String(each.fields.code)] : []));
}

/** True for whole messages and nothing else. */
function frames(bytes: Buffer): boolean {
  let at = 0;
  while (at + 5 <= bytes.length) {
    const length = bytes.readInt32BE(at + 1);
    if (length < 4) return true; // the server ends it at once
    at += 1 + length;
  }
  return at === bytes.length;
}
