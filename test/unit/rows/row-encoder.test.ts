import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch } from '../../../src/types/batch.ts';
import type { Column } from '../../../src/types/column.ts';
import { dataTypeOf } from '../../../src/types/duckdb-type.ts';
import { DEFAULT_ENCODE_CONTEXT, type EncodeContext } from '../../../src/types/encode-context.ts';
import { OutputBuffer } from '../../../src/wire/output-buffer.ts';
import type { RowEncoder } from '../../../src/wire/row-encoder.ts';
import { createPlainRowEncoder } from '../../../src/wire/row-plain.ts';
import { createRowEncoder } from '../../../src/wire/rows.ts';
import { SAMPLE_COLUMNS, samplesSql } from './sample-columns.ts';

const ROWS = 3000;
const BERLIN: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, timeZone: 'Europe/Berlin' };

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(samplesSql(ROWS));
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

describe.each([
  { format: 0, context: BERLIN },
  { format: 0, context: { ...BERLIN, extraFloatDigits: 0, byteaOutput: 'escape', complexAs: 'composite' } },
  { format: 1, context: BERLIN },
  { format: 1, context: { ...BERLIN, complexAs: 'composite' } },
] as const)(
  'format $format, $context.complexAs, extra_float_digits $context.extraFloatDigits',
  ({ format, context }) => {
    test.each(SAMPLE_COLUMNS)('$type $name is written as by its codec', async ({ name }) => {
      await expectEqual(`SELECT ${name} FROM samples`, format, context);
    });

    test('all columns together are written as by their codecs', async () => {
      await expectEqual('SELECT * FROM samples', format, context);
    });
  },
);

test('an untyped NULL is written as NULL, whatever it was described as', async () => {
  const { batches } = await read('SELECT NULL AS a FROM range(3)');
  const columns: Column[] = [{ name: 'a', type: { kind: 'varchar' } }];
  const out = bytesOf(createRowEncoder(columns, [0], BERLIN), batches, 3);
  expect(out.toString('hex')).toBe('440000000a0001ffffffff'.repeat(3));
});

test('fields of the same name are all written', async () => {
  const { batches, columns } = await read("SELECT row(1, 'x') AS a");
  const out = bytesOf(createRowEncoder(columns, [0], BERLIN), batches, 1);
  expect(out.subarray(11).toString()).toBe('{"f1":1,"f2":"x"}');
});

async function expectEqual(sql: string, format: 0 | 1, context: EncodeContext): Promise<void> {
  const { columns, batches } = await read(sql);
  const formats = columns.map(() => format);
  const expected = bytesOf(createPlainRowEncoder(columns, formats, context), batches, 2048);
  for (const step of [2048, 97]) {
    const actual = bytesOf(createRowEncoder(columns, formats, context), batches, step);
    const at = firstDifference(actual, expected);
    expect({ at, near: actual.subarray(at - 40, at + 40).toString('latin1') }).toEqual({
      at,
      near: expected.subarray(at - 40, at + 40).toString('latin1'),
    });
    expect(actual.equals(expected)).toBe(true);
  }
}

async function read(sql: string): Promise<{ columns: Column[]; batches: Batch[] }> {
  const result = await connection.stream(sql);
  const columns = result.columnNames().map((name, index) => ({ name, type: dataTypeOf(result.columnType(index)) }));
  const batches: Batch[] = [];
  for (;;) {
    const batch = await result.fetchChunk();
    if (batch === null || batch.rowCount === 0) return { columns, batches };
    batches.push(batch);
  }
}

function bytesOf(encoder: RowEncoder, batches: readonly Batch[], step: number): Buffer {
  const out = new OutputBuffer();
  for (const batch of batches) {
    for (let from = 0; from < batch.rowCount; from += step) {
      encoder.encode({ batch, from, to: Math.min(from + step, batch.rowCount) }, out);
    }
  }
  return out.take();
}

function firstDifference(left: Buffer, right: Buffer): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left[at] === right[at]) at++;
  return at;
}
