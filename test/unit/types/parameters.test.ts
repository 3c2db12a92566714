import { DuckDBDecimalValue, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import type { DataType } from '../../../src/types/data-type.ts';
import { OID } from '../../../src/types/oid.ts';
import { dataTypeOfOid, decodeParameter, parameterOid } from '../../../src/types/parameters.ts';
import { BERLIN, failure } from './codec/check-codec.ts';

const NUMERIC: DataType = { kind: 'decimal', precision: 38, scale: 10 };

function decode(oid: number, type: DataType, format: 0 | 1, input: string): unknown {
  return decodeParameter(Buffer.from(input, format === 1 ? 'hex' : 'utf8'), format, oid, type, BERLIN);
}

test('NULL is NULL of its type', () => {
  const type: DataType = { kind: 'date' };
  expect(decodeParameter(null, 0, 0, type, BERLIN)).toEqual({ value: null, type });
});

describe('numeric is bound with the digits that were sent', () => {
  test.each<[DataType, 0 | 1, string, DuckDBValue, DataType]>([
    [NUMERIC, 0, '12.345', new DuckDBDecimalValue(12345n, 5, 3), { kind: 'decimal', precision: 5, scale: 3 }],
    [NUMERIC, 0, '-0.005', new DuckDBDecimalValue(-5n, 4, 3), { kind: 'decimal', precision: 4, scale: 3 }],
    [NUMERIC, 0, '5', new DuckDBDecimalValue(5n, 1, 0), { kind: 'decimal', precision: 1, scale: 0 }],
    [NUMERIC, 0, 'NaN', Number.NaN, { kind: 'double' }],
    [
      NUMERIC,
      1,
      '0003000100000003000109291a7c',
      new DuckDBDecimalValue(12345678n, 8, 3),
      { kind: 'decimal', precision: 8, scale: 3 },
    ],
    [
      NUMERIC,
      0,
      `0.${'1'.repeat(50)}`,
      new DuckDBDecimalValue(BigInt('1'.repeat(37)), 38, 37),
      { kind: 'decimal', precision: 38, scale: 37 },
    ],
    [{ kind: 'hugeint' }, 0, '12', 12n, { kind: 'hugeint' }],
    [{ kind: 'hugeint' }, 0, '12.5', new DuckDBDecimalValue(125n, 3, 1), { kind: 'decimal', precision: 3, scale: 1 }],
  ])('%o format %i: %s', (type, format, input, value, bound) => {
    expect(decode(OID.numeric, type, format, input)).toEqual({ value, type: bound });
  });

  test('more than 38 whole digits are out of range', () => {
    expect(failure(() => decode(OID.numeric, NUMERIC, 0, '1'.repeat(39))).sqlState).toBe('22003');
  });
});

test.each<[name: keyof typeof OID, 0 | 1, string, DuckDBValue]>([
  ['oid', 0, '4294967295', 4294967295n],
  ['oid', 0, '-1', 4294967295n],
  ['oid', 1, 'ffffffff', 4294967295n],
  ['regclass', 0, 'pg_class', 'pg_class'],
  ['regclass', 1, '000004eb', '1259'],
  ['jsonb', 1, '017b2261223a20317d', '{"a": 1}'],
  ['json', 1, '7b2261223a20317d', '{"a": 1}'],
  ['name', 1, '61', 'a'],
  ['bpchar', 0, 'ab ', 'ab '],
  ['unknown', 0, 'x', 'x'],
  ['void', 1, '', null],
  ['int2vector', 0, '{1,2}', new DuckDBListValue([1, 2])],
  ['varcharArray', 0, '{a,NULL}', new DuckDBListValue(['a', null])],
  ['varcharArray', 1, '00000001000000000000041300000001000000010000000161', new DuckDBListValue(['a'])],
])('%s format %i: %s', (name, format, input, value) => {
  const type = dataTypeOfOid(OID[name]) ?? NUMERIC;
  expect(decode(OID[name], type, format, input)).toEqual({ value, type });
});

test.each<[name: keyof typeof OID, 0 | 1, string, sqlState: string]>([
  ['int4', 1, '0001', '22P03'],
  ['oid', 1, '00', '22P03'],
  ['jsonb', 1, '027b7d', '22P03'],
  ['text', 1, 'ff', '22021'],
  ['text', 1, '6100', '22021'],
  ['int4Array', 1, '000000010000000000000014000000010000000100000008', '42804'],
  ['int4', 0, 'x', '22P02'],
])('%s format %i: %s fails with %s', (name, format, input, sqlState) => {
  expect(failure(() => decode(OID[name], dataTypeOfOid(OID[name]) ?? NUMERIC, format, input)).sqlState).toBe(sqlState);
});

test('an OID that is not known has no type', () => {
  expect(dataTypeOfOid(99_999)).toBeUndefined();
  expect(dataTypeOfOid(OID.int4Array)).toEqual({ kind: 'list', element: { kind: 'integer' } });
});

test('parameters are described by the OID of their type, as text when nothing decided one', () => {
  expect(parameterOid({ kind: 'unknown' })).toBe(OID.text);
  expect(parameterOid({ kind: 'ubigint' })).toBe(OID.numeric);
  expect(parameterOid({ kind: 'list', element: { kind: 'date' } })).toBe(OID.dateArray);
});

test.each<[name: keyof typeof OID, string, readonly DuckDBValue[]]>([
  [
    'oidArray',
    '0000000100000000000000' + '1a' + '0000000200000001' + '00000004ffffffff' + '0000000400000001',
    [4294967295n, 1n],
  ],
  ['jsonbArray', '00000001000000000000' + '0eda' + '0000000200000001' + '00000002' + '0131' + 'ffffffff', ['1', null]],
  ['varcharArray', '00000001000000000000' + '0413' + '0000000100000001' + '00000001' + '61', ['a']],
])('%s: elements as they are sent', (name, input, items) => {
  const type = dataTypeOfOid(OID[name]);
  if (type === undefined) throw new Error(name);
  expect(decode(OID[name], type, 1, input)).toEqual({ value: new DuckDBListValue(items), type });
});
