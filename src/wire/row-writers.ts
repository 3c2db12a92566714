import type { Format } from '../session/client-session.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import { OID } from '../types/oid.ts';
import { timeZoneOf } from '../types/time-zone.ts';
import { BooleanBinaryWriter, IntegerBinaryWriter, SwappedBinaryWriter, UuidBinaryWriter } from './row-binary.ts';
import { DateBinaryWriter, TimestampBinaryWriter } from './row-binary-dates.ts';
import { DecimalBinaryWriter } from './row-binary-decimal.ts';
import { CodecWriter } from './row-codec.ts';
import { StringWriter } from './row-strings.ts';
import { DateTextWriter } from './row-text-dates.ts';
import { LargeDecimalTextWriter, SmallDecimalTextWriter } from './row-text-decimal.ts';
import { DoubleTextWriter } from './row-text-float.ts';
import { Int64TextWriter, IntegerTextWriter, Uint64TextWriter } from './row-text-integers.ts';
import { BooleanTextWriter, UuidTextWriter } from './row-text-small.ts';
import { TimestampTextWriter } from './row-text-timestamps.ts';
import type { ColumnWriter } from './row-writer.ts';

/** How the values of a column are written: directly where its type has a writer, by its codec where not. */
export function columnWriter(column: Column, index: number, format: Format, context: EncodeContext): ColumnWriter {
  const direct = format === 1 ? binaryWriter(column, index) : plainTextWriter(column, index, context);
  if (direct !== undefined) return direct;
  if (hasStringMemory(column, format)) return new StringWriter(index);
  return new CodecWriter(column, index, context, format === 1 ? 'binary' : (text) => text);
}

/** True for columns whose bytes are those of the engine's strings. */
export function hasStringMemory({ type, announced }: Column, format: Format): boolean {
  if (type.kind !== 'varchar' && type.kind !== 'json') return false;
  return format === 0 || announced === undefined || TEXT_OIDS.has(announced.oid);
}

/** Announced types whose binary form is the text. */
const TEXT_OIDS: ReadonlySet<number> = new Set([OID.text, OID.varchar, OID.bpchar, OID.name, OID.char]);

/** Writers whose text consists of digits, ASCII letters, space and `+-.:` only; undefined for other types. */
export function plainTextWriter(column: Column, index: number, context: EncodeContext): ColumnWriter | undefined {
  const { type } = column;
  switch (type.kind) {
    case 'boolean':
      return new BooleanTextWriter(index);
    case 'tinyint':
      return new IntegerTextWriter(index, Int8Array);
    case 'utinyint':
      return new IntegerTextWriter(index, Uint8Array);
    case 'smallint':
      return new IntegerTextWriter(index, Int16Array);
    case 'usmallint':
      return new IntegerTextWriter(index, Uint16Array);
    case 'integer':
      return new IntegerTextWriter(index, Int32Array);
    case 'uinteger':
      return new IntegerTextWriter(index, Uint32Array);
    case 'bigint':
      return new Int64TextWriter(index);
    case 'ubigint':
      return new Uint64TextWriter(index);
    case 'hugeint':
      return new LargeDecimalTextWriter(index, 38, 0);
    case 'decimal':
      return type.precision <= 9
        ? new SmallDecimalTextWriter(index, type.precision, type.scale)
        : new LargeDecimalTextWriter(index, type.precision, type.scale);
    case 'double':
      return new DoubleTextWriter(index, context.extraFloatDigits);
    case 'uuid':
      return new UuidTextWriter(index);
    case 'date':
      return new DateTextWriter(index);
    case 'timestamp':
      return new TimestampTextWriter(index, 1, undefined);
    case 'timestamp_ms':
      return new TimestampTextWriter(index, 1000, undefined);
    case 'timestamp_s':
      return new TimestampTextWriter(index, 1_000_000, undefined);
    case 'timestamp_ns':
      return new TimestampTextWriter(index, 0.001, undefined);
    case 'timestamptz':
      return new TimestampTextWriter(index, 1, timeZoneOf(context.timeZone));
    default:
      return undefined;
  }
}

/** Columns that are announced as another type than their own are left to the codec, which knows its bytes. */
export function binaryWriter({ type, announced }: Column, index: number): ColumnWriter | undefined {
  if (announced !== undefined) return undefined;
  switch (type.kind) {
    case 'boolean':
      return new BooleanBinaryWriter(index);
    case 'tinyint':
      return new IntegerBinaryWriter(index, Int8Array, 2);
    case 'utinyint':
      return new IntegerBinaryWriter(index, Uint8Array, 2);
    case 'smallint':
      return new IntegerBinaryWriter(index, Int16Array, 2);
    case 'usmallint':
      return new IntegerBinaryWriter(index, Uint16Array, 4);
    case 'integer':
      return new IntegerBinaryWriter(index, Int32Array, 4);
    case 'uinteger':
      return new IntegerBinaryWriter(index, Uint32Array, 8);
    case 'float':
      return new SwappedBinaryWriter(index, 4);
    case 'bigint':
    case 'double':
    case 'time':
      return new SwappedBinaryWriter(index, 8);
    case 'hugeint':
      return new DecimalBinaryWriter(index, 38, 0);
    case 'decimal':
      return new DecimalBinaryWriter(index, type.precision, type.scale);
    case 'uuid':
      return new UuidBinaryWriter(index);
    case 'date':
      return new DateBinaryWriter(index);
    case 'timestamp':
    case 'timestamptz':
      return new TimestampBinaryWriter(index, 1);
    case 'timestamp_ms':
      return new TimestampBinaryWriter(index, 1000);
    case 'timestamp_s':
      return new TimestampBinaryWriter(index, 1_000_000);
    case 'timestamp_ns':
      return new TimestampBinaryWriter(index, 0.001);
    default:
      return undefined;
  }
}
