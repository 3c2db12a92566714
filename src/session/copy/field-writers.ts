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
export type IsPlain = (source: Buffer, from: number, to: number) => boolean;

export interface ColumnWriter {
  /** For a field in a line that may be taken as it is. Throws as `write` does. */
  readonly isPlain: IsPlain;
  readonly write: FieldWriter;
}

/**
 * The writer of a column. The usual forms of the usual types go into the spool as they are, after a look at their bytes;
 * everything else is decoded by the type's codec, which knows PostgreSQL's input syntax, and written in the engine's own.
 */
export function columnWriter(type: DataType, context: EncodeContext, spool: SpoolBuffer): ColumnWriter {
  const codec = codecOf(type);
  const text: FieldWriter = (source, from, to) => spool.text(source, from, to);
  switch (type.kind) {
    case 'varchar':
    case 'unknown':
      return { isPlain: () => true, write: text };
    case 'json': {
      const check: FieldWriter = (source, from, to) => {
        codec.decodeText(source.toString('utf8', from, to), type, context);
      };
      return {
        isPlain: (source, from, to) => {
          check(source, from, to);
          return true;
        },
        write: (source, from, to) => {
          check(source, from, to);
          text(source, from, to);
        },
      };
    }
    default: {
      const isPlain = plainForm(type);
      return {
        isPlain,
        write: (source, from, to) => {
          if (isPlain(source, from, to)) {
            spool.plain(source, from, to);
            return;
          }
          const value = codec.decodeText(source.toString('utf8', from, to), type, context);
          const bytes = Buffer.from(spoolText(value, type));
          spool.text(bytes, 0, bytes.length);
        },
      };
    }
  }
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

function plainForm(type: DataType): IsPlain {
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
      return () => false;
  }
}
