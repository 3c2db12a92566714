import { codecOf } from '../../types/codecs.ts';
import type { DataType } from '../../types/data-type.ts';
import type { EncodeContext } from '../../types/encode-context.ts';
import { isPlainBoolean, isPlainDate, isPlainTime, isPlainTimestamp, isPlainUuid } from './plain-forms.ts';
import { isPlainInteger, isPlainNumber } from './plain-numbers.ts';
import type { SpoolBuffer } from './spool-buffer.ts';
import { spoolText } from './spool-text.ts';

/** Writes a field that is not NULL into the spool. Throws 22P02, 22003, 22007, 22008 for what the type does not take. */
export type FieldWriter = (source: Buffer, from: number, to: number) => void;

/** Whether DuckDB reads these bytes as PostgreSQL does, and takes them. */
type IsPlain = (source: Buffer, from: number, to: number) => boolean;

/**
 * The writer of a column. The usual forms of the usual types go into the spool as they are, after a look at their bytes;
 * everything else is decoded by the type's codec, which knows PostgreSQL's input syntax, and written in the engine's own.
 */
export function fieldWriter(type: DataType, context: EncodeContext, spool: SpoolBuffer): FieldWriter {
  switch (type.kind) {
    case 'varchar':
    case 'unknown':
      return (source, from, to) => spool.text(source, from, to);
    case 'json':
      return jsonWriter(type, context, spool);
    default: {
      const isPlain = plainForm(type);
      const codec = codecOf(type);
      return (source, from, to) => {
        if (isPlain?.(source, from, to) === true) {
          spool.plain(source, from, to);
          return;
        }
        const text = Buffer.from(spoolText(codec.decodeText(source.toString('utf8', from, to), type, context), type));
        spool.text(text, 0, text.length);
      };
    }
  }
}

function jsonWriter(type: DataType, context: EncodeContext, spool: SpoolBuffer): FieldWriter {
  const codec = codecOf(type);
  return (source, from, to) => {
    codec.decodeText(source.toString('utf8', from, to), type, context);
    spool.text(source, from, to);
  };
}

/** Digits that every value of so many digits fits the type with. */
const SAFE_DIGITS = {
  tinyint: 2,
  utinyint: 2,
  smallint: 4,
  usmallint: 4,
  integer: 9,
  uinteger: 9,
  bigint: 18,
  ubigint: 19,
  hugeint: 38,
  uhugeint: 38,
  bignum: 100,
} as const;

function plainForm(type: DataType): IsPlain | undefined {
  switch (type.kind) {
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'hugeint':
    case 'bignum':
      return isPlainInteger(SAFE_DIGITS[type.kind], true);
    case 'utinyint':
    case 'usmallint':
    case 'uinteger':
    case 'ubigint':
    case 'uhugeint':
      return isPlainInteger(SAFE_DIGITS[type.kind], false);
    case 'decimal':
      return isPlainNumber(type.precision - type.scale, type.scale);
    case 'double':
      return isPlainNumber(15, 15);
    case 'float':
      return isPlainNumber(7, 7);
    case 'boolean':
      return isPlainBoolean;
    case 'date':
      return isPlainDate;
    case 'time':
      return isPlainTime;
    case 'timestamp':
      return isPlainTimestamp;
    case 'uuid':
      return isPlainUuid;
    default:
      return undefined;
  }
}
