import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column } from '../../../src/types/column.ts';
import { DEFAULT_ENCODE_CONTEXT, type EncodeContext } from '../../../src/types/encode-context.ts';
import { createPlainRowEncoder } from '../../../src/wire/row-plain.ts';
import { createRowEncoder } from '../../../src/wire/rows.ts';
import { difference, encodeAll, TestEngine } from './batches.ts';
import { SAMPLE_COLUMNS, samplesSql } from './sample-columns.ts';

const ROWS = 3000;
const BERLIN: EncodeContext = { ...DEFAULT_ENCODE_CONTEXT, timeZone: 'Europe/Berlin' };

let engine: TestEngine;

beforeAll(async () => {
  engine = await TestEngine.open();
  await engine.connection.run(samplesSql(ROWS));
});

afterAll(() => engine[Symbol.asyncDispose]());

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
  const { batches } = await engine.read('SELECT NULL AS a FROM range(3)');
  const columns: Column[] = [{ name: 'a', type: { kind: 'varchar' } }];
  const out = encodeAll(createRowEncoder(columns, [0], BERLIN), batches);
  expect(out.toString('hex')).toBe('440000000a0001ffffffff'.repeat(3));
});

test('a byte-order mark is kept, which the binding strips', async () => {
  const { batches, columns } = await engine.read("SELECT chr(65279) || 'x' AS a");
  const out = encodeAll(createRowEncoder(columns, [0], BERLIN), batches);
  expect(out.subarray(11).toString('hex')).toBe('efbbbf78');
});

test('fields of the same name are all written', async () => {
  const { batches, columns } = await engine.read("SELECT row(1, 'x') AS a");
  const out = encodeAll(createRowEncoder(columns, [0], BERLIN), batches);
  expect(out.subarray(11).toString()).toBe('{"f1":1,"f2":"x"}');
});

async function expectEqual(sql: string, format: 0 | 1, context: EncodeContext): Promise<void> {
  const { columns, batches } = await engine.read(sql);
  const formats = columns.map(() => format);
  const expected = encodeAll(createPlainRowEncoder(columns, formats, context), batches);
  for (const step of [2048, 97]) {
    expect(difference(encodeAll(createRowEncoder(columns, formats, context), batches, step), expected)).toBeUndefined();
  }
}
