import { DuckDBStructValue } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { columnCodec } from '../../../src/types/announced.ts';
import type { Column } from '../../../src/types/column.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../../../src/types/encode-context.ts';

function binary(column: Column, value: Parameters<ReturnType<typeof columnCodec>['encodeBinary']>[0]): string {
  return Buffer.from(columnCodec(column).encodeBinary(value, column.type, DEFAULT_ENCODE_CONTEXT)).toString('hex');
}

test('regclass: its name in text, its OID in binary', () => {
  const oidOf = (name: string) => (name === 'pg_class' ? 1259 : 0);
  const column: Column = { name: 'c', type: { kind: 'varchar' }, announced: { oid: 2205, typmod: -1, oidOf } };
  expect(columnCodec(column).encodeText('pg_class', column.type, DEFAULT_ENCODE_CONTEXT)).toBe('pg_class');
  expect(binary(column, 'pg_class')).toBe('000004eb');
  expect(binary(column, 'dropped')).toBe('00000000');
});

test('oid: digits are the number', () => {
  const column: Column = { name: 'o', type: { kind: 'bigint' }, announced: { oid: 26, typmod: -1 } };
  expect(binary(column, 4294967295n)).toBe('ffffffff');
});

test('record: a record also where structs of the dialect are JSON', () => {
  const type = {
    kind: 'struct',
    fields: [
      { name: 'f1', type: { kind: 'boolean' } },
      { name: 'f2', type: { kind: 'varchar' } },
    ],
  } as const;
  const column: Column = { name: 'r', type, announced: { oid: 2249, typmod: -1 } };
  const value = new DuckDBStructValue({ f1: true, f2: null });
  expect(columnCodec(column).encodeText(value, type, DEFAULT_ENCODE_CONTEXT)).toBe('(t,)');
  expect(binary(column, value)).toBe('0000000200000010000000010100000019ffffffff');
});
