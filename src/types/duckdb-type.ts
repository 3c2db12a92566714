import {
  ARRAY,
  BIGINT,
  BIGNUM,
  BIT,
  BLOB,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBStructType,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionType,
  DuckDBVarCharType,
  ENUM,
  FLOAT,
  HUGEINT,
  INTEGER,
  INTERVAL,
  LIST,
  MAP,
  SMALLINT,
  TIME,
  TIME_NS,
  TIMESTAMP,
  TIMESTAMP_MS,
  TIMESTAMP_NS,
  TIMESTAMP_S,
  TIMESTAMPTZ,
  TIMETZ,
  TINYINT,
  UBIGINT,
  UHUGEINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  UUID,
  VARCHAR,
} from '@duckdb/node-api';
import type { DataType, ScalarKind, StructField } from './data-type.ts';

/**
 * The DataType of a type that the binding reports. NULL's own type, ANY and the literal types become `unknown`. GEOMETRY
 * and VARIANT have no DataType: they become `varchar`, and only a cast to VARCHAR in the query makes their values text
 * (see `needsTextCast`).
 */
export function dataTypeOf(type: DuckDBType): DataType {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return type.alias === 'JSON' ? { kind: 'json' } : { kind: 'varchar' };
    case DuckDBTypeId.DECIMAL:
      return { kind: 'decimal', precision: type.width, scale: type.scale };
    case DuckDBTypeId.ENUM:
      return { kind: 'enum', values: type.values };
    case DuckDBTypeId.LIST:
      return { kind: 'list', element: dataTypeOf(type.valueType) };
    case DuckDBTypeId.ARRAY:
      return { kind: 'array', element: dataTypeOf(type.valueType), length: type.length };
    case DuckDBTypeId.STRUCT:
      return { kind: 'struct', fields: fieldsOf(type.entryNames, type.entryTypes) };
    case DuckDBTypeId.MAP:
      return { kind: 'map', key: dataTypeOf(type.keyType), value: dataTypeOf(type.valueType) };
    case DuckDBTypeId.UNION:
      return { kind: 'union', members: fieldsOf(type.memberTags, type.memberTypes) };
    default:
      return { kind: SCALAR_KINDS[type.typeId] };
  }
}

/** True for engine-only types, also inside of nested ones: their values reach a client only by a cast to VARCHAR. */
export function needsTextCast(type: DuckDBType): boolean {
  switch (type.typeId) {
    case DuckDBTypeId.GEOMETRY:
    case DuckDBTypeId.VARIANT:
      return true;
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
      return needsTextCast(type.valueType);
    case DuckDBTypeId.STRUCT:
      return type.entryTypes.some(needsTextCast);
    case DuckDBTypeId.MAP:
      return needsTextCast(type.keyType) || needsTextCast(type.valueType);
    case DuckDBTypeId.UNION:
      return type.memberTypes.some(needsTextCast);
    default:
      return false;
  }
}

/** The binding's type object, for binding a parameter or appending. `unknown` becomes VARCHAR. */
export function duckdbTypeOf(type: DataType): DuckDBType {
  switch (type.kind) {
    case 'decimal':
      return DECIMAL(type.precision, type.scale);
    case 'enum':
      return ENUM(type.values);
    case 'list':
      return LIST(duckdbTypeOf(type.element));
    case 'array':
      return ARRAY(duckdbTypeOf(type.element), type.length);
    case 'struct':
      return new DuckDBStructType(namesOf(type.fields), typesOf(type.fields));
    case 'map':
      return MAP(duckdbTypeOf(type.key), duckdbTypeOf(type.value));
    case 'union':
      return new DuckDBUnionType(namesOf(type.members), typesOf(type.members));
    default:
      return SCALAR_TYPES[type.kind];
  }
}

function fieldsOf(names: readonly string[], types: readonly DuckDBType[]): readonly StructField[] {
  return types.map((type, index) => ({ name: names[index] ?? '', type: dataTypeOf(type) }));
}

function namesOf(fields: readonly StructField[]): readonly string[] {
  return fields.map((field) => field.name);
}

function typesOf(fields: readonly StructField[]): readonly DuckDBType[] {
  return fields.map((field) => duckdbTypeOf(field.type));
}

type ScalarTypeId = Exclude<
  DuckDBType['typeId'],
  | DuckDBTypeId.VARCHAR
  | DuckDBTypeId.DECIMAL
  | DuckDBTypeId.ENUM
  | DuckDBTypeId.LIST
  | DuckDBTypeId.ARRAY
  | DuckDBTypeId.STRUCT
  | DuckDBTypeId.MAP
  | DuckDBTypeId.UNION
>;

const SCALAR_KINDS = {
  [DuckDBTypeId.BOOLEAN]: 'boolean',
  [DuckDBTypeId.TINYINT]: 'tinyint',
  [DuckDBTypeId.SMALLINT]: 'smallint',
  [DuckDBTypeId.INTEGER]: 'integer',
  [DuckDBTypeId.BIGINT]: 'bigint',
  [DuckDBTypeId.HUGEINT]: 'hugeint',
  [DuckDBTypeId.UTINYINT]: 'utinyint',
  [DuckDBTypeId.USMALLINT]: 'usmallint',
  [DuckDBTypeId.UINTEGER]: 'uinteger',
  [DuckDBTypeId.UBIGINT]: 'ubigint',
  [DuckDBTypeId.UHUGEINT]: 'uhugeint',
  [DuckDBTypeId.BIGNUM]: 'bignum',
  [DuckDBTypeId.FLOAT]: 'float',
  [DuckDBTypeId.DOUBLE]: 'double',
  [DuckDBTypeId.BLOB]: 'blob',
  [DuckDBTypeId.BIT]: 'bit',
  [DuckDBTypeId.UUID]: 'uuid',
  [DuckDBTypeId.DATE]: 'date',
  [DuckDBTypeId.TIME]: 'time',
  [DuckDBTypeId.TIME_NS]: 'time_ns',
  [DuckDBTypeId.TIME_TZ]: 'timetz',
  [DuckDBTypeId.TIMESTAMP]: 'timestamp',
  [DuckDBTypeId.TIMESTAMP_S]: 'timestamp_s',
  [DuckDBTypeId.TIMESTAMP_MS]: 'timestamp_ms',
  [DuckDBTypeId.TIMESTAMP_NS]: 'timestamp_ns',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'timestamptz',
  [DuckDBTypeId.INTERVAL]: 'interval',
  [DuckDBTypeId.GEOMETRY]: 'varchar',
  [DuckDBTypeId.VARIANT]: 'varchar',
  [DuckDBTypeId.SQLNULL]: 'unknown',
  [DuckDBTypeId.ANY]: 'unknown',
  [DuckDBTypeId.STRING_LITERAL]: 'varchar',
  [DuckDBTypeId.INTEGER_LITERAL]: 'bigint',
} as const satisfies Record<ScalarTypeId, ScalarKind>;

const SCALAR_TYPES = {
  unknown: VARCHAR,
  boolean: BOOLEAN,
  tinyint: TINYINT,
  smallint: SMALLINT,
  integer: INTEGER,
  bigint: BIGINT,
  hugeint: HUGEINT,
  utinyint: UTINYINT,
  usmallint: USMALLINT,
  uinteger: UINTEGER,
  ubigint: UBIGINT,
  uhugeint: UHUGEINT,
  bignum: BIGNUM,
  float: FLOAT,
  double: DOUBLE,
  varchar: VARCHAR,
  blob: BLOB,
  bit: BIT,
  uuid: UUID,
  json: DuckDBVarCharType.create('JSON'),
  date: DATE,
  time: TIME,
  time_ns: TIME_NS,
  timetz: TIMETZ,
  timestamp: TIMESTAMP,
  timestamp_s: TIMESTAMP_S,
  timestamp_ms: TIMESTAMP_MS,
  timestamp_ns: TIMESTAMP_NS,
  timestamptz: TIMESTAMPTZ,
  interval: INTERVAL,
} as const satisfies Record<ScalarKind, DuckDBType>;
