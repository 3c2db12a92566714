import { DuckDBListValue, DuckDBMapValue, DuckDBStructValue } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { codecOf } from '../../../src/types/codecs.ts';
import type { DataType } from '../../../src/types/data-type.ts';
import type { EncodeContext } from '../../../src/types/encode-context.ts';
import { TestEngine } from '../rows/batches.ts';
import { BERLIN, failure } from './codec/check-codec.ts';

const COMPOSITE: EncodeContext = { ...BERLIN, complexAs: 'composite' };
const RECORD: DataType = {
  kind: 'struct',
  fields: [
    { name: 'a', type: { kind: 'integer' } },
    { name: 'b', type: { kind: 'varchar' } },
    { name: 'c', type: { kind: 'varchar' } },
  ],
};

// Scalars as PostgreSQL 15's to_json writes them.
test.each([
  ["TIMESTAMPTZ '2000-07-01 12:00:00.5+00'", '"2000-07-01T14:00:00.5+02:00"'],
  ["TIMESTAMPTZ '1800-01-01 00:00:00+00'", '"1800-01-01T00:53:28+00:53:28"'],
  ["TIMESTAMP '2000-07-01 12:00:00'", '"2000-07-01T12:00:00"'],
  ["'infinity'::TIMESTAMP", '"infinity"'],
  ["'nan'::DOUBLE", '"NaN"'],
  ['1e20::DOUBLE', '1e+20'],
  ["DATE '0044-03-15 (BC)'", '"0044-03-15 BC"'],
  ['INTERVAL 1 DAY', '"1 day"'],
  ["'\\xAB'::BLOB", '"\\\\xab"'],
  ['true', 'true'],
  ['9007199254740993', '9007199254740993'],
  ['1.50::DECIMAL(5, 2)', '1.50'],
  ['NULL::INTEGER', 'null'],
  [`'{"a": 1}'::JSON`, '{"a": 1}'],
  ["{'a b': 1, 'c': [1, NULL]}", '{"a b":1,"c":[1,null]}'],
  ["MAP {'k\"': 1}", '{"k\\"":1}'],
  ["MAP {1: 'x'}", '[{"key":1,"value":"x"}]'],
  ["union_value(n := 'x')", '"x"'],
  ['[[1], [], NULL]', '[[1],[],null]'],
])('%s within a struct is %s', async (sql, expected) => {
  await using engine = await TestEngine.open();
  const { columns, batches } = await engine.read(`SELECT {'v': ${sql}} AS a`);
  const type = columns[0]?.type ?? RECORD;
  const value = batches[0]?.getColumnVector(0).getItem(0) ?? null;
  const text = codecOf(type).encodeText(value, type, BERLIN);
  expect(text).toBe(`{"v":${expected}}`);
  expect(() => JSON.parse(text)).not.toThrow();
});

// As PostgreSQL 15 writes and reads row(1, NULL, 'a b') and others.
test.each([
  [[1, null, 'a b'], '(1,,"a b")', '0000000300000017000000040000000100000019ffffffff0000001900000003612062'],
  [[null, '', 'q"\\,'], '(,"","q""\\\\,")', '0000000300000017ffffffff0000001900000000000000190000000471225c2c'],
])('record %j', ([a = null, b = null, c = null], text, bytes) => {
  const codec = codecOf(RECORD);
  const value = new DuckDBStructValue({ a, b, c });
  expect(codec.encodeText(value, RECORD, COMPOSITE)).toBe(text);
  expect(Buffer.from(codec.encodeBinary(value, RECORD, COMPOSITE)).toString('hex')).toBe(bytes);
  expect(codec.decodeText(text, RECORD, COMPOSITE)).toEqual(value);
  expect(codec.decodeBinary(Buffer.from(bytes, 'hex'), RECORD, COMPOSITE)).toEqual(value);
});

test('an array of records', () => {
  const type: DataType = { kind: 'list', element: RECORD };
  const value = new DuckDBListValue([new DuckDBStructValue({ a: 1, b: 'x', c: null }), null]);
  expect(codecOf(type).encodeText(value, type, COMPOSITE)).toBe('{"(1,x,)",NULL}');
});

test.each([
  ['(1,2)', '22P02', 'malformed record literal: "(1,2)"'],
  ['(1,2,3,4)', '22P02', 'malformed record literal: "(1,2,3,4)"'],
  ['(1,"a,b)', '22P02', 'malformed record literal: "(1,"a,b)"'],
])('%s is no such record', (text, sqlState, message) => {
  expect(failure(() => codecOf(RECORD).decodeText(text, RECORD, COMPOSITE))).toEqual({ sqlState, message });
});

test('nested values are read from JSON, no digit lost', () => {
  const type: DataType = {
    kind: 'struct',
    fields: [
      { name: 'n', type: { kind: 'bigint' } },
      {
        name: 'm',
        type: { kind: 'map', key: { kind: 'varchar' }, value: { kind: 'list', element: { kind: 'double' } } },
      },
      { name: 'missing', type: { kind: 'varchar' } },
    ],
  };
  const value = codecOf(type).decodeText('{"m": {"k": [1.5, null, "NaN"]}, "n": 9007199254740993}', type, BERLIN);
  const list = new DuckDBListValue([1.5, null, Number.NaN]);
  const map = new DuckDBMapValue([{ key: 'k', value: list }]);
  expect(value).toEqual(new DuckDBStructValue({ n: 9007199254740993n, m: map, missing: null }));
});

test('an array of arrays is read from either notation', () => {
  const type: DataType = { kind: 'list', element: { kind: 'list', element: { kind: 'integer' } } };
  const expected = new DuckDBListValue([new DuckDBListValue([1, 2]), new DuckDBListValue([3])]);
  expect(codecOf(type).decodeText('{{1,2},{3}}', type, BERLIN)).toEqual(expected);
  expect(codecOf(type).decodeText('[[1,2],[3]]', type, BERLIN)).toEqual(expected);
});
