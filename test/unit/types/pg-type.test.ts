import { describe, expect, test } from 'vitest';
import { columnCodec, columnPgType } from '../../../src/types/announced.ts';
import { pgTypeOf } from '../../../src/types/codecs.ts';
import type { DataType } from '../../../src/types/data-type.ts';
import { dataTypeOf, duckdbTypeOf, needsTextCast } from '../../../src/types/duckdb-type.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../../../src/types/encode-context.ts';
import { OID } from '../../../src/types/oid.ts';
import { TestEngine } from '../rows/batches.ts';

const COMPOSITE = { ...DEFAULT_ENCODE_CONTEXT, complexAs: 'composite' } as const;
const INTEGER: DataType = { kind: 'integer' };
const POINT: DataType = { kind: 'struct', fields: [{ name: 'x', type: INTEGER }] };

/** DuckDB's name, DataType, then OID, array OID, typlen, typmod. */
const TYPES: readonly (readonly [string, DataType, readonly [number, number, number, number]])[] = [
  ['BOOLEAN', { kind: 'boolean' }, [16, 1000, 1, -1]],
  ['TINYINT', { kind: 'tinyint' }, [21, 1005, 2, -1]],
  ['UTINYINT', { kind: 'utinyint' }, [21, 1005, 2, -1]],
  ['SMALLINT', { kind: 'smallint' }, [21, 1005, 2, -1]],
  ['USMALLINT', { kind: 'usmallint' }, [23, 1007, 4, -1]],
  ['INTEGER', INTEGER, [23, 1007, 4, -1]],
  ['UINTEGER', { kind: 'uinteger' }, [20, 1016, 8, -1]],
  ['BIGINT', { kind: 'bigint' }, [20, 1016, 8, -1]],
  ['UBIGINT', { kind: 'ubigint' }, [1700, 1231, -1, -1]],
  ['HUGEINT', { kind: 'hugeint' }, [1700, 1231, -1, -1]],
  ['UHUGEINT', { kind: 'uhugeint' }, [1700, 1231, -1, -1]],
  ['BIGNUM', { kind: 'bignum' }, [1700, 1231, -1, -1]],
  ['FLOAT', { kind: 'float' }, [700, 1021, 4, -1]],
  ['DOUBLE', { kind: 'double' }, [701, 1022, 8, -1]],
  ['DECIMAL(10, 3)', { kind: 'decimal', precision: 10, scale: 3 }, [1700, 1231, -1, 655_367]],
  ['VARCHAR', { kind: 'varchar' }, [25, 1009, -1, -1]],
  ['BLOB', { kind: 'blob' }, [17, 1001, -1, -1]],
  ['BIT', { kind: 'bit' }, [1562, 1563, -1, -1]],
  ['UUID', { kind: 'uuid' }, [2950, 2951, 16, -1]],
  ['JSON', { kind: 'json' }, [114, 199, -1, -1]],
  ['DATE', { kind: 'date' }, [1082, 1182, 4, -1]],
  ['TIME', { kind: 'time' }, [1083, 1183, 8, -1]],
  ['TIME_NS', { kind: 'time_ns' }, [1083, 1183, 8, -1]],
  ['TIMETZ', { kind: 'timetz' }, [1266, 1270, 12, -1]],
  ['TIMESTAMP', { kind: 'timestamp' }, [1114, 1115, 8, -1]],
  ['TIMESTAMP_S', { kind: 'timestamp_s' }, [1114, 1115, 8, -1]],
  ['TIMESTAMP_MS', { kind: 'timestamp_ms' }, [1114, 1115, 8, -1]],
  ['TIMESTAMP_NS', { kind: 'timestamp_ns' }, [1114, 1115, 8, -1]],
  ['TIMESTAMPTZ', { kind: 'timestamptz' }, [1184, 1185, 8, -1]],
  ['INTERVAL', { kind: 'interval' }, [1186, 1187, 16, -1]],
  ["ENUM('a', 'b')", { kind: 'enum', values: ['a', 'b'] }, [25, 1009, -1, -1]],
  ['INTEGER[]', { kind: 'list', element: INTEGER }, [1007, 1007, -1, -1]],
  ['JSON[]', { kind: 'list', element: { kind: 'json' } }, [199, 199, -1, -1]],
  ['INTEGER[3]', { kind: 'array', element: INTEGER, length: 3 }, [1007, 1007, -1, -1]],
  ['INTEGER[][]', { kind: 'list', element: { kind: 'list', element: INTEGER } }, [114, 199, -1, -1]],
  ['STRUCT(x INTEGER)', POINT, [114, 199, -1, -1]],
  ['STRUCT(x INTEGER)[]', { kind: 'list', element: POINT }, [114, 199, -1, -1]],
  ['MAP(VARCHAR, INTEGER)', { kind: 'map', key: { kind: 'varchar' }, value: INTEGER }, [114, 199, -1, -1]],
  ['UNION(n INTEGER)', { kind: 'union', members: [{ name: 'n', type: INTEGER }] }, [114, 199, -1, -1]],
];

describe("the engine's types", async () => {
  await using engine = await TestEngine.open();
  for (const [name] of TYPES) await engine.connection.run(`CREATE TABLE "${name.replaceAll('"', '')}" (a ${name})`);
  const found = new Map<string, DataType | undefined>();
  for (const [name] of TYPES) found.set(name, (await engine.read(`FROM "${name}"`)).columns[0]?.type);

  test.each(TYPES)('%s', (name, type, [oid, arrayOid, typlen, typmod]) => {
    expect(found.get(name)).toEqual(type);
    expect(dataTypeOf(duckdbTypeOf(type))).toEqual(type);
    expect(pgTypeOf(type, DEFAULT_ENCODE_CONTEXT)).toEqual({ oid, arrayOid, typlen, typmod });
  });
});

test('structs and their lists are records in composite mode', () => {
  expect(pgTypeOf(POINT, COMPOSITE).oid).toBe(OID.record);
  expect(pgTypeOf({ kind: 'list', element: POINT }, COMPOSITE).oid).toBe(OID.recordArray);
});

test('what has no type of its own is known to need a cast', async () => {
  await using engine = await TestEngine.open();
  const result = await engine.connection.stream('SELECT 1::VARIANT AS a, [1::VARIANT] AS b, 1 AS c');
  const types = [0, 1, 2].map((index) => result.columnType(index));
  expect(types.map(needsTextCast)).toEqual([true, true, false]);
  expect(types.map(dataTypeOf)).toEqual([{ kind: 'varchar' }, { kind: 'list', element: { kind: 'varchar' } }, INTEGER]);
});

describe('announced types', () => {
  const bigint: DataType = { kind: 'bigint' };
  const numbers: DataType = { kind: 'list', element: bigint };
  const names: DataType = { kind: 'list', element: { kind: 'varchar' } };
  // Bytes as PostgreSQL 15 sends them.
  test.each<[name: keyof typeof OID, DataType, input: string, text: string, bytes: string]>([
    ['oid', bigint, '4294967295', '4294967295', 'ffffffff'],
    ['regclass', bigint, '1259', '1259', '000004eb'],
    ['name', { kind: 'varchar' }, 'pg_class', 'pg_class', '70675f636c617373'],
    ['char', { kind: 'varchar' }, 'r', 'r', '72'],
    ['int2vector', numbers, '{1,2}', '1 2', '0000000100000000000000150000000200000000000000020001000000020002'],
    [
      'oidvector',
      numbers,
      '{23,25}',
      '23 25',
      '00000001000000000000001a000000020000000000000004000000170000000400000019',
    ],
    [
      'oidArray',
      numbers,
      '{1,4294967295}',
      '{1,4294967295}',
      '00000001000000000000001a0000000200000001000000040000000100000004ffffffff',
    ],
    ['nameArray', names, '{a,b}', '{a,b}', '000000010000000000000013000000020000000100000001610000000162'],
  ])('%s', (name, type, input, text, bytes) => {
    const codec = columnCodec({ name: 'a', type, announced: { oid: OID[name], typmod: -1 } });
    const value = codec.decodeText(input, type, DEFAULT_ENCODE_CONTEXT);
    expect(codec.encodeText(value, type, DEFAULT_ENCODE_CONTEXT)).toBe(text);
    expect(Buffer.from(codec.encodeBinary(value, type, DEFAULT_ENCODE_CONTEXT)).toString('hex')).toBe(bytes);
  });

  test('typlen and typmod are those of the announced type', () => {
    const announced = { oid: OID.name, typmod: -1 };
    const column = { name: 'a', type: { kind: 'varchar' }, announced } as const;
    expect(columnPgType(column, DEFAULT_ENCODE_CONTEXT)).toMatchObject({ oid: 19, typlen: 64 });
    const limited = { name: 'a', type: { kind: 'varchar' }, announced: { oid: OID.varchar, typmod: 14 } } as const;
    expect(columnPgType(limited, DEFAULT_ENCODE_CONTEXT)).toMatchObject({ oid: 1043, typlen: -1, typmod: 14 });
  });
});
