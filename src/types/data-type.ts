import { assertNever } from '../core/assert-never.ts';

/**
 * A type of the dialect, as the planner reasons about it. `unknown` is the type of a parameter or NULL that nothing has
 * decided yet. Mapped to DuckDB's types in `duckdb-type.ts` and to PostgreSQL's OIDs in `codecs.ts`.
 */
export type DataType =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly element: DataType }
  /** DuckDB's fixed-length ARRAY. */
  | { readonly kind: 'array'; readonly element: DataType; readonly length: number }
  | { readonly kind: 'struct'; readonly fields: readonly StructField[] }
  | { readonly kind: 'map'; readonly key: DataType; readonly value: DataType }
  | { readonly kind: 'union'; readonly members: readonly StructField[] };

export interface StructField {
  readonly name: string;
  readonly type: DataType;
}

export type ScalarKind =
  | 'unknown'
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'hugeint'
  | 'utinyint'
  | 'usmallint'
  | 'uinteger'
  | 'ubigint'
  | 'uhugeint'
  | 'bignum'
  | 'float'
  | 'double'
  | 'varchar'
  | 'blob'
  | 'bit'
  | 'uuid'
  | 'json'
  | 'date'
  | 'time'
  | 'time_ns'
  | 'timetz'
  | 'timestamp'
  | 'timestamp_s'
  | 'timestamp_ms'
  | 'timestamp_ns'
  | 'timestamptz'
  | 'interval';

/** DuckDB's spelling of a type, fit for CAST and CREATE TABLE. `unknown` has none and is written as VARCHAR. */
export function duckdbTypeName(type: DataType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'enum':
      return `ENUM(${type.values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
    case 'list':
      return `${duckdbTypeName(type.element)}[]`;
    case 'array':
      return `${duckdbTypeName(type.element)}[${type.length}]`;
    case 'struct':
      return `STRUCT(${fieldList(type.fields)})`;
    case 'map':
      return `MAP(${duckdbTypeName(type.key)}, ${duckdbTypeName(type.value)})`;
    case 'union':
      return `UNION(${fieldList(type.members)})`;
    case 'unknown':
      return 'VARCHAR';
    case 'timetz':
      return 'TIME WITH TIME ZONE';
    case 'timestamptz':
      return 'TIMESTAMP WITH TIME ZONE';
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'hugeint':
    case 'utinyint':
    case 'usmallint':
    case 'uinteger':
    case 'ubigint':
    case 'uhugeint':
    case 'bignum':
    case 'float':
    case 'double':
    case 'varchar':
    case 'blob':
    case 'bit':
    case 'uuid':
    case 'json':
    case 'date':
    case 'time':
    case 'time_ns':
    case 'timestamp':
    case 'timestamp_s':
    case 'timestamp_ms':
    case 'timestamp_ns':
    case 'interval':
      return type.kind.toUpperCase();
    default:
      return assertNever(type);
  }
}

function fieldList(fields: readonly StructField[]): string {
  return fields.map((field) => `"${field.name.replaceAll('"', '""')}" ${duckdbTypeName(field.type)}`).join(', ');
}
