import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopyOptions } from '../../../src/session/client-session.ts';
import { codecOf } from '../../../src/types/codecs.ts';
import { DEFAULT_ENCODE_CONTEXT, type EncodeContext } from '../../../src/types/encode-context.ts';
import { OutputBuffer } from '../../../src/wire/output-buffer.ts';
import { createCopyEncoder } from '../../../src/wire/row-copy.ts';
import { copyText } from '../../../src/wire/row-copy-text.ts';
import { createPlainRowEncoder } from '../../../src/wire/row-plain.ts';
import { difference, encodeAll, type Result, TestEngine } from './batches.ts';
import { SAMPLE_COLUMNS, samplesSql } from './sample-columns.ts';

const BERLIN: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, timeZone: 'Europe/Berlin' };
const TEXT: CopyOptions = {
  format: 'text',
  delimiter: '\t',
  nullText: '\\N',
  header: false,
  quote: '"',
  escape: '"',
  forceQuote: new Set(),
  forceNotNull: new Set(),
  forceNull: new Set(),
};
const CSV: CopyOptions = { ...TEXT, format: 'csv', delimiter: ',', nullText: '' };

let engine: TestEngine;

beforeAll(async () => {
  engine = await TestEngine.open();
  await engine.connection.run(samplesSql(500));
  await engine.connection.run(`CREATE TABLE t AS SELECT * FROM (VALUES
    ('', 'a' || chr(9) || 'b\\c', 1), (NULL, 'x,y', NULL), ('li' || chr(10) || 'ne' || chr(13), 'say "hi"', -5),
    ('\\.', '\\N', 0), (chr(8) || chr(12) || 'v' || chr(127), 'NULL', 7), ('grün', ' pad ', 8)) AS v(a, b, n)`);
});

afterAll(() => engine[Symbol.asyncDispose]());

describe('as PostgreSQL 15 writes it', () => {
  const strange = "SELECT true AS b, -5 AS n, 1.5::DOUBLE AS d, DATE '2000-01-01' AS t";
  test.each<[name: string, sql: string, options: CopyOptions, expected: string]>([
    [
      'text',
      'FROM t',
      TEXT,
      '\ta\\tb\\\\c\t1\n\\N\tx,y\t\\N\nli\\nne\\r\tsay "hi"\t-5\n\\\\.\t\\\\N\t0\n\\b\\fv\x7f\tNULL\t7\ngrün\t pad \t8\n',
    ],
    [
      'csv with header',
      'FROM t',
      { ...CSV, header: true },
      'a,b,n\n"",a\tb\\c,1\n,"x,y",\n"li\nne\r","say ""hi""",-5\n\\.,\\N,0\n\b\fv\x7f,NULL,7\ngrün, pad ,8\n',
    ],
    [
      'csv, everything else than usual',
      'FROM t',
      { ...CSV, delimiter: ';', nullText: 'NULL', quote: "'", escape: '\\', forceQuote: new Set([0, 2]) },
      "'';a\tb\\c;'1'\nNULL;x,y;NULL\n'li\nne\r';say \"hi\";'-5'\n'\\\\.';\\N;'0'\n'\b\fv\x7f';'NULL';'7'\n'grün'; pad ;'8'\n",
    ],
    ['csv of one column', 'SELECT a FROM t', CSV, '""\n\n"li\nne\r"\n"\\."\n\b\fv\x7f\ngrün\n'],
    [
      'text, other delimiter',
      'FROM t',
      { ...TEXT, delimiter: '|', nullText: 'x' },
      '|a\\tb\\\\c|1\nx|x,y|x\nli\\nne\\r|say "hi"|-5\n\\\\.|\\\\N|0\n\\b\\fv\x7f|NULL|7\ngrün| pad |8\n',
    ],
    ['csv, delimiter within numbers', strange, { ...CSV, delimiter: '-' }, 't-"-5"-1.5-"2000-01-01"\n'],
    ['csv, NULL as true is written', strange, { ...CSV, delimiter: ';', nullText: 't' }, '"t";-5;1.5;2000-01-01\n'],
    [
      'other types in text',
      `SELECT true AS a, 1.50::DECIMAL(5,2) AS b, '\\xDE\\xAD\\x5C'::BLOB AS c, ['1', 'a b'] AS d, INTERVAL 1 DAY AS e, 'nan'::DOUBLE AS f`,
      TEXT,
      't\t1.50\t\\\\xdead5c\t{1,"a b"}\t1 day\tNaN\n',
    ],
    [
      'other types in csv',
      `SELECT true AS a, 1.50::DECIMAL(5,2) AS b, '\\xDE\\xAD\\x5C'::BLOB AS c, ['1', 'a b'] AS d, INTERVAL 1 DAY AS e, 'nan'::DOUBLE AS f`,
      CSV,
      't,1.50,\\xdead5c,"{1,""a b""}",1 day,NaN\n',
    ],
  ])('%s', async (_name, sql, options, expected) => {
    expect(copied(await engine.read(sql), options)).toBe(expected);
  });
});

test('a vertical tab is escaped too', async () => {
  expect(
    copied(await engine.read("SELECT chr(11) AS a, 'a text of more than twelve bytes' || chr(11) AS b"), TEXT),
  ).toBe('\\v\ta text of more than twelve bytes\\v\n');
});

test('binary: header, a message per row, trailer', async () => {
  const { columns, batches } = await engine.read("SELECT 1 AS a, NULL::VARCHAR AS b UNION ALL SELECT 2, 'x'");
  const encoder = createCopyEncoder(columns, { ...TEXT, format: 'binary' }, BERLIN);
  const out = new OutputBuffer();
  encoder.start(out);
  out.bytes(encodeAll(encoder, batches));
  encoder.end(out);
  expect(
    out
      .take()
      .toString('hex')
      .match(/64000000(.{2})((?:..)*?)(?=64000000|$)/g),
  ).toEqual([
    '64000000175047434f50590aff0d0a000000000000000000',
    '640000001200020000000400000001ffffffff',
    '6400000013000200000004000000020000000178',
    '6400000006ffff',
  ]);
});

describe.each([
  { name: 'text', options: TEXT },
  { name: 'csv', options: CSV },
  { name: 'csv quoted', options: { ...CSV, forceQuote: new Set([0]) } },
  { name: 'csv odd', options: { ...CSV, delimiter: '.', nullText: 'f', quote: "'", escape: '\\' } },
])('$name', ({ options }) => {
  test.each(SAMPLE_COLUMNS)('$type $name is written as by its codec', async ({ name }) => {
    const { columns, batches } = await engine.read(`SELECT ${name}, ${name} AS again FROM samples`);
    const text = copyText(options, 2);
    const lines: string[] = [];
    for (const batch of batches) {
      for (const row of batch.getRows()) {
        const fields = columns.map(({ type }, index) => {
          const value = row[index] ?? null;
          return value === null
            ? options.nullText
            : text.field(index).ofText(codecOf(type).encodeText(value, type, BERLIN));
        });
        lines.push(`${fields.join(options.delimiter)}\n`);
      }
    }
    expect(difference(Buffer.from(copied({ columns, batches }, options)), Buffer.from(lines.join('')))).toBeUndefined();
  });
});

test('binary rows are those of DataRow', async () => {
  const { columns, batches } = await engine.read('FROM samples');
  const encoder = createCopyEncoder(columns, { ...TEXT, format: 'binary' }, BERLIN);
  const plain = createPlainRowEncoder(
    columns,
    columns.map(() => 1 as const),
    BERLIN,
  );
  const bodies = (bytes: Buffer): Buffer => Buffer.concat(messages(bytes));
  expect(difference(bodies(encodeAll(encoder, batches, 77)), bodies(encodeAll(plain, batches)))).toBeUndefined();
});

/** What a client receives, the header line included. */
function copied({ columns, batches }: Result, options: CopyOptions): string {
  const encoder = createCopyEncoder(columns, options, BERLIN);
  const out = new OutputBuffer();
  encoder.start(out);
  out.bytes(encodeAll(encoder, batches, 100));
  encoder.end(out);
  return Buffer.concat(messages(out.take())).toString();
}

function messages(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    found.push(bytes.subarray(at + 5, end));
    at = end;
  }
  return found;
}
