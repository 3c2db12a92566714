import type { DuckDBValue } from '@duckdb/node-api';
import type { DataType } from './data-type.ts';
import type { EncodeContext } from './encode-context.ts';

/** What pg_type and RowDescription say about a type. */
export interface PgType {
  readonly oid: number;
  /** The type of its arrays; 0 when it has none. */
  readonly arrayOid: number;
  /** Bytes of a value; -1 variable, -2 a C string. */
  readonly typlen: number;
  /** What qualifies the type: numeric's precision and scale; -1 none. */
  readonly typmod: number;
}

/**
 * A type's two wire formats, both directions. Values are what the engine hands out and takes for the DataType, never null.
 * Encoding fails only with 22008, for a date that PostgreSQL's epoch cannot hold. Decoding throws 22P02, 22003, 22007 or
 * 22008 for bad text and 22P03 for bytes of the wrong shape.
 */
export interface Codec<Value extends DuckDBValue = DuckDBValue, Type extends DataType = DataType> {
  pgType(type: Type, context: EncodeContext): PgType;
  encodeText(value: Value, type: Type, context: EncodeContext): string;
  encodeBinary(value: Value, type: Type, context: EncodeContext): Uint8Array;
  decodeText(text: string, type: Type, context: EncodeContext): Value;
  decodeBinary(bytes: Buffer, type: Type, context: EncodeContext): Value;
}

/** A pgType that depends on nothing. */
export function fixedPgType(oid: number, arrayOid: number, typlen: number): () => PgType {
  const pgType: PgType = { oid, arrayOid, typlen, typmod: -1 };
  return () => pgType;
}
