import type { DataType, ScalarKind, StructField } from '../types/data-type.ts';

/** Types as values, and how Spark 3.5 (not ANSI) widens them. Source: Spark's TypeCoercion.scala, DecimalPrecision.scala. */

const scalar = (kind: ScalarKind): DataType => ({ kind });
export const UNKNOWN = scalar('unknown');
export const BOOLEAN = scalar('boolean');
export const TINYINT = scalar('tinyint');
export const SMALLINT = scalar('smallint');
export const INTEGER = scalar('integer');
export const BIGINT = scalar('bigint');
export const FLOAT = scalar('float');
export const DOUBLE = scalar('double');
export const VARCHAR = scalar('varchar');
export const BLOB = scalar('blob');
export type DatetimeType = { readonly kind: 'date' } | { readonly kind: 'timestamp' };
export const DATE: DatetimeType = { kind: 'date' };
export const TIMESTAMP: DatetimeType = { kind: 'timestamp' };
export const INTERVAL = scalar('interval');

export const listOf = (element: DataType): DataType => ({ kind: 'list', element });
export const mapOf = (key: DataType, value: DataType): DataType => ({ kind: 'map', key, value });
export const structOf = (fields: readonly StructField[]): DataType => ({ kind: 'struct', fields });

/** A decimal no wider than 38 digits; digits of the scale go before those of the integer part, as Spark's `bounded`. */
export function decimal(precision: number, scale: number): DataType {
  return { kind: 'decimal', precision: Math.min(precision, 38), scale: Math.min(scale, 38) };
}

const INTEGER_DIGITS: ReadonlyMap<string, number> = new Map([
  ['utinyint', 3],
  ['tinyint', 3],
  ['smallint', 5],
  ['usmallint', 5],
  ['integer', 10],
  ['uinteger', 10],
  ['bigint', 20],
  ['ubigint', 20],
  ['hugeint', 38],
  ['uhugeint', 38],
]);
const NUMERIC_RANK = ['tinyint', 'smallint', 'integer', 'bigint', 'hugeint', 'float', 'double'];

export const isUnknown = (type: DataType): boolean => type.kind === 'unknown';
export const isInteger = (type: DataType): boolean => INTEGER_DIGITS.has(type.kind) || type.kind === 'bignum';
export const isFloating = (type: DataType): boolean => type.kind === 'float' || type.kind === 'double';
export const isNumeric = (type: DataType): boolean => isInteger(type) || isFloating(type) || type.kind === 'decimal';
export const isText = (type: DataType): boolean =>
  type.kind === 'varchar' || type.kind === 'enum' || type.kind === 'uuid' || type.kind === 'json';
export const isTimestamp = (type: DataType): boolean => type.kind.startsWith('timestamp');
export const isDatetime = (type: DataType): boolean => type.kind === 'date' || isTimestamp(type);
export const isList = (type: DataType): boolean => type.kind === 'list' || type.kind === 'array';
export const isNested = (type: DataType): boolean =>
  isList(type) || type.kind === 'struct' || type.kind === 'map' || type.kind === 'union';

/** Element type of a list, or unknown. */
export function elementOf(type: DataType | undefined): DataType {
  return type?.kind === 'list' || type?.kind === 'array' ? type.element : UNKNOWN;
}
export function keyOf(type: DataType | undefined): DataType {
  return type?.kind === 'map' ? type.key : UNKNOWN;
}
export function mapValueOf(type: DataType | undefined): DataType {
  return type?.kind === 'map' ? type.value : UNKNOWN;
}

/** The decimal that holds every value of an integer or decimal type; undefined for others. */
export function asDecimalType(type: DataType): { readonly precision: number; readonly scale: number } | undefined {
  if (type.kind === 'decimal') return type;
  const digits = INTEGER_DIGITS.get(type.kind);
  return digits === undefined ? undefined : { precision: digits, scale: 0 };
}

/**
 * The type two branches of COALESCE, CASE, UNION or an array share; undefined where Spark has none. Text wins over
 * numbers and dates, the wider number over the narrower, a timestamp over a date.
 */
export function commonType(a: DataType, b: DataType): DataType | undefined {
  if (isUnknown(a)) return b;
  if (isUnknown(b)) return a;
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
  if (isList(a) && isList(b)) return mapType(commonType(elementOf(a), elementOf(b)), listOf);
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && mapOf(key, value);
  }
  if (a.kind === 'struct' && b.kind === 'struct') return commonStruct(a.fields, b.fields);
  if (a.kind === b.kind) return a;
  if (isText(a) && isText(b)) return VARCHAR;
  if (isDatetime(a) && isDatetime(b))
    return a.kind === 'timestamptz' || b.kind === 'timestamptz' ? scalar('timestamptz') : TIMESTAMP;
  if (isText(a) || isText(b)) {
    const other = isText(a) ? b : a;
    return isNested(other) || other.kind === 'blob' || other.kind === 'boolean' ? undefined : VARCHAR;
  }
  return undefined;
}

/** `commonType` of many; unknown where there is none. */
export function commonTypeOf(types: readonly DataType[]): DataType {
  let result: DataType | undefined = UNKNOWN;
  for (const type of types) result = result && commonType(result, type);
  return result ?? UNKNOWN;
}

function commonNumber(a: DataType, b: DataType): DataType {
  if (a.kind === 'decimal' || b.kind === 'decimal') {
    const [x, y] = [asDecimalType(a), asDecimalType(b)];
    if (x === undefined || y === undefined) return DOUBLE;
    const scale = Math.max(x.scale, y.scale);
    const whole = Math.max(x.precision - x.scale, y.precision - y.scale);
    return decimal(whole + scale, scale);
  }
  const [rankA, rankB] = [NUMERIC_RANK.indexOf(a.kind), NUMERIC_RANK.indexOf(b.kind)];
  if (rankA < 0 || rankB < 0) return a.kind === b.kind ? a : BIGINT;
  return rankA >= rankB ? a : b;
}

function commonStruct(a: readonly StructField[], b: readonly StructField[]): DataType | undefined {
  if (a.length !== b.length) return undefined;
  const fields: StructField[] = [];
  for (const [i, field] of a.entries()) {
    const other = b[i];
    if (other === undefined || other.name.toLowerCase() !== field.name.toLowerCase()) return undefined;
    const type = commonType(field.type, other.type);
    if (type === undefined) return undefined;
    fields.push({ name: field.name, type });
  }
  return structOf(fields);
}

function mapType(type: DataType | undefined, wrap: (type: DataType) => DataType): DataType | undefined {
  return type && wrap(type);
}

/** Equal in every part; names of struct fields are compared without regard to case. */
export function sameType(a: DataType, b: DataType): boolean {
  if (a.kind === 'decimal' && b.kind === 'decimal') return a.precision === b.precision && a.scale === b.scale;
  if (a.kind === 'list' && b.kind === 'list') return sameType(a.element, b.element);
  if (a.kind === 'map' && b.kind === 'map') return sameType(a.key, b.key) && sameType(a.value, b.value);
  if (a.kind === 'struct' && b.kind === 'struct') {
    return (
      a.fields.length === b.fields.length &&
      a.fields.every((field, i) => {
        const other = b.fields[i];
        return other?.name.toLowerCase() === field.name.toLowerCase() && sameType(field.type, other.type);
      })
    );
  }
  return a.kind === b.kind;
}

/** A type as the dialect's users write it, for messages and `typeof`: `array<int>`, `decimal(10,2)`, `string`. */
export function sparkTypeName(type: DataType): string {
  switch (type.kind) {
    case 'integer':
      return 'int';
    case 'varchar':
    case 'enum':
    case 'uuid':
    case 'json':
      return 'string';
    case 'blob':
      return 'binary';
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'hugeint':
      return 'decimal(38,0)';
    case 'list':
    case 'array':
      return `array<${sparkTypeName(type.element)}>`;
    case 'map':
      return `map<${sparkTypeName(type.key)},${sparkTypeName(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((field) => `${field.name}:${sparkTypeName(field.type)}`).join(',')}>`;
    case 'timestamptz':
    case 'timestamp_s':
    case 'timestamp_ms':
    case 'timestamp_ns':
      return 'timestamp';
    default:
      return type.kind;
  }
}
