import { DuckDBDecimalValue, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { parseBinaryArray } from './binary-array.ts';
import { checkRange, parseInteger } from './codec/integer-text.ts';
import { expectLength, invalidBinary } from './codec-error.ts';
import { codecOf, pgTypeOf } from './codecs.ts';
import type { DataType } from './data-type.ts';
import { type DecimalNumber, parseBinaryDecimal, parseDecimal, rescale, type SpecialNumber } from './decimal-number.ts';
import { DEFAULT_ENCODE_CONTEXT, type EncodeContext } from './encode-context.ts';
import { OID } from './oid.ts';
import { decodeUtf8 } from './utf8.ts';

const MAX_PRECISION = 38;

/** A parameter's value and the type to bind it as. */
export interface BoundValue {
  readonly value: DuckDBValue;
  readonly type: DataType;
}

/**
 * Reads a parameter. `oid` is what the client knows the parameter as, 0 when it was told nothing; `type` what the
 * statement makes of it. The answer has `type`, except for numeric: PostgreSQL's is unconstrained, so it is bound as a
 * DECIMAL with the digits that were sent, or as DOUBLE for NaN and the infinities. Throws 22P02, 22P03, 22003, 22007,
 * 22008, 22021.
 */
export function decodeParameter(
  bytes: Buffer | null,
  format: 0 | 1,
  oid: number,
  type: DataType,
  context: EncodeContext,
): BoundValue {
  if (bytes === null) return { value: null, type };
  if (isNumeric(type)) {
    return numericParameter(format === 1 ? parseBinaryDecimal(bytes) : parseDecimal(decodeUtf8(bytes)), type);
  }
  if (format === 0) return { value: codecOf(type).decodeText(textOf(bytes, oid), type, context), type };
  switch (oid) {
    case OID.oid:
    case OID.xid:
    case OID.regproc:
    case OID.regprocedure:
    case OID.regoper:
    case OID.regclass:
    case OID.regtype:
    case OID.regnamespace:
    case OID.regrole:
      expectLength(bytes, 4);
      return { value: codecOf(type).decodeText(bytes.readUInt32BE().toString(), type, context), type };
    case OID.jsonb:
      if (bytes[0] !== 1) throw invalidBinary('unsupported jsonb version number');
      return { value: codecOf(type).decodeBinary(bytes.subarray(1), type, context), type };
    case OID.void:
      return { value: null, type };
    default: {
      const elementOid = ELEMENT_OIDS.get(oid);
      if (elementOid !== undefined && type.kind === 'list' && parameterOid(type.element) !== elementOid) {
        return { value: listParameter(bytes, elementOid, type.element, context), type };
      }
      return { value: codecOf(type).decodeBinary(bytes, type, context), type };
    }
  }
}

/** The type of a parameter that a client declared by OID; undefined for an OID that the server does not know. */
export function dataTypeOfOid(oid: number): DataType | undefined {
  return TYPES.get(oid);
}

/** What ParameterDescription says about a parameter; a parameter that nothing has decided is text. */
export function parameterOid(type: DataType): number {
  return pgTypeOf(type, DEFAULT_ENCODE_CONTEXT).oid;
}

type NumericType = DataType & { readonly kind: 'decimal' | 'ubigint' | 'hugeint' | 'uhugeint' | 'bignum' };

function isNumeric(type: DataType): type is NumericType {
  return pgTypeOf(type, DEFAULT_ENCODE_CONTEXT).oid === OID.numeric;
}

function numericParameter(number: DecimalNumber | SpecialNumber, type: NumericType): BoundValue {
  if (typeof number === 'string') return { value: Number(number), type: { kind: 'double' } };
  if (type.kind !== 'decimal' && number.scale === 0) {
    return { value: type.kind === 'bignum' ? number.unscaled : checkRange(number.unscaled, type.kind), type };
  }
  const whole = digitsOf(number.unscaled / 10n ** BigInt(number.scale));
  if (whole > MAX_PRECISION) throw new SqlError(SQLSTATE.numericValueOutOfRange, 'value overflows numeric format');
  const scale = Math.min(number.scale, MAX_PRECISION - whole);
  const unscaled = rescale(number, scale);
  const precision = Math.min(MAX_PRECISION, Math.max(whole + scale, digitsOf(unscaled)));
  return { value: new DuckDBDecimalValue(unscaled, precision, scale), type: { kind: 'decimal', precision, scale } };
}

/** An array whose elements are sent as another type than they are kept as: `oid[]`, `jsonb[]`. */
function listParameter(bytes: Buffer, elementOid: number, element: DataType, context: EncodeContext): DuckDBListValue {
  const items = parseBinaryArray(bytes, elementOid);
  return new DuckDBListValue(
    items.map((item) => (item === null ? null : decodeParameter(item, 1, elementOid, element, context).value)),
  );
}

function digitsOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}

/** OIDs are read as numbers of 32 bits, without a sign or with one. */
function textOf(bytes: Buffer, oid: number): string {
  const text = decodeUtf8(bytes);
  if (oid !== OID.oid && oid !== OID.xid) return text;
  return BigInt.asUintN(32, parseInteger(text, 'bigint')).toString();
}

const BIGINT: DataType = { kind: 'bigint' };
const VARCHAR: DataType = { kind: 'varchar' };
const JSON_TYPE: DataType = { kind: 'json' };
/** What numeric without a typmod is planned as. */
const NUMERIC: DataType = { kind: 'decimal', precision: 38, scale: 10 };

const SCALARS: readonly (readonly [oid: number, arrayOid: number, type: DataType])[] = [
  [OID.bool, OID.boolArray, { kind: 'boolean' }],
  [OID.bytea, OID.byteaArray, { kind: 'blob' }],
  [OID.char, OID.charArray, VARCHAR],
  [OID.name, OID.nameArray, VARCHAR],
  [OID.int8, OID.int8Array, BIGINT],
  [OID.int2, OID.int2Array, { kind: 'smallint' }],
  [OID.int4, OID.int4Array, { kind: 'integer' }],
  [OID.regproc, OID.regprocArray, VARCHAR],
  [OID.text, OID.textArray, VARCHAR],
  [OID.oid, OID.oidArray, BIGINT],
  [OID.xid, OID.xidArray, BIGINT],
  [OID.json, OID.jsonArray, JSON_TYPE],
  [OID.xml, OID.xmlArray, VARCHAR],
  [OID.float4, OID.float4Array, { kind: 'float' }],
  [OID.float8, OID.float8Array, { kind: 'double' }],
  [OID.unknown, 0, VARCHAR],
  [OID.bpchar, OID.bpcharArray, VARCHAR],
  [OID.varchar, OID.varcharArray, VARCHAR],
  [OID.date, OID.dateArray, { kind: 'date' }],
  [OID.time, OID.timeArray, { kind: 'time' }],
  [OID.timestamp, OID.timestampArray, { kind: 'timestamp' }],
  [OID.timestamptz, OID.timestamptzArray, { kind: 'timestamptz' }],
  [OID.interval, OID.intervalArray, { kind: 'interval' }],
  [OID.timetz, OID.timetzArray, { kind: 'timetz' }],
  [OID.bit, OID.bitArray, { kind: 'bit' }],
  [OID.varbit, OID.varbitArray, { kind: 'bit' }],
  [OID.numeric, OID.numericArray, NUMERIC],
  [OID.regprocedure, 0, VARCHAR],
  [OID.regoper, 0, VARCHAR],
  [OID.regclass, OID.regclassArray, VARCHAR],
  [OID.regtype, OID.regtypeArray, VARCHAR],
  [OID.regnamespace, 0, VARCHAR],
  [OID.regrole, 0, VARCHAR],
  [OID.void, 0, { kind: 'unknown' }],
  [OID.uuid, OID.uuidArray, { kind: 'uuid' }],
  [OID.jsonb, OID.jsonbArray, JSON_TYPE],
];

const TYPES: ReadonlyMap<number, DataType> = new Map([
  ...SCALARS.map(([oid, , type]): [number, DataType] => [oid, type]),
  ...SCALARS.filter(([, arrayOid]) => arrayOid !== 0).map(([, arrayOid, type]): [number, DataType] => [
    arrayOid,
    { kind: 'list', element: type },
  ]),
  [OID.int2vector, { kind: 'list', element: { kind: 'smallint' } }],
  [OID.oidvector, { kind: 'list', element: BIGINT }],
]);

const ELEMENT_OIDS: ReadonlyMap<number, number> = new Map(
  SCALARS.filter(([, arrayOid]) => arrayOid !== 0).map(([oid, arrayOid]) => [arrayOid, oid]),
);
