import { codecOf } from '../../types/codecs.ts';
import type { DataType } from '../../types/data-type.ts';
import type { EncodeContext } from '../../types/encode-context.ts';
import type { FieldWriter } from './field-writers.ts';
import type { SpoolBuffer } from './spool-buffer.ts';
import { spoolText } from './spool-text.ts';
import { checkUtf8, invalidBytes } from './utf8-check.ts';

/**
 * Writes a field in its type's binary form into the spool. Throws 22P03 for bytes of another shape, 22021 for text that is
 * no UTF-8, 22003, 22008. Numbers and text are read here, because drivers send them by the million; the rest by the codecs.
 */
export function binaryFieldWriter(type: DataType, context: EncodeContext, spool: SpoolBuffer): FieldWriter {
  const codec = codecOf(type);
  const decoded: FieldWriter = (source, from, to) => {
    const value = codec.decodeBinary(source.subarray(from, to), type, context);
    const text = Buffer.from(spoolText(value, type));
    spool.text(text, 0, text.length);
  };
  switch (type.kind) {
    case 'varchar':
    case 'unknown':
      return (source, from, to) => {
        checkText(source, from, to);
        spool.text(source, from, to);
      };
    case 'smallint':
      return sized(2, decoded, (source, from) => spool.ascii(String(source.readInt16BE(from))));
    case 'integer':
      return sized(4, decoded, (source, from) => spool.ascii(String(source.readInt32BE(from))));
    case 'bigint':
      return sized(8, decoded, (source, from) => spool.ascii(String(source.readBigInt64BE(from))));
    case 'double':
      return sized(8, decoded, (source, from) => spool.ascii(spoolText(source.readDoubleBE(from), type)));
    default:
      return decoded;
  }
}

/** `write` for the right number of bytes; the codec refuses any other. */
function sized(length: number, refuse: FieldWriter, write: FieldWriter): FieldWriter {
  return (source, from, to) => {
    if (to - from === length) write(source, from, to);
    else refuse(source, from, to);
  };
}

function checkText(source: Buffer, from: number, to: number): void {
  const zero = source.subarray(from, to).indexOf(0);
  checkUtf8(source, from, zero < 0 ? to : from + zero, to);
  if (zero >= 0) throw invalidBytes(source, from + zero, to);
}
