import { DuckDBStructValue } from '@duckdb/node-api';
import type { Codec } from '../codec.ts';
import { invalidBinary } from '../codec-error.ts';
import type { StructField } from '../data-type.ts';
import type { EncodeContext } from '../encode-context.ts';
import { parseRawJson } from '../json-reader.ts';
import { type CodecOf, nestedJson, valueOfJson } from '../nested-json.ts';
import { OID } from '../oid.ts';
import { malformedRecord, parseRecordText, recordText } from '../record-text.ts';
import { entryOf, structValueOf } from '../struct-entries.ts';
import { decodeUtf8 } from '../utf8.ts';

type StructType = { readonly kind: 'struct'; readonly fields: readonly StructField[] };

const JSON_TYPE = { oid: OID.json, arrayOid: OID.jsonArray, typlen: -1, typmod: -1 } as const;
const RECORD_TYPE = { oid: OID.record, arrayOid: OID.recordArray, typlen: -1, typmod: -1 } as const;

/**
 * STRUCT as json, or in composite mode as record: text `(1,,"a b")`; binary int32 count, then per field int32 OID, int32
 * length (-1 NULL), bytes. Source: PostgreSQL `record_send`, src/backend/utils/adt/rowtypes.c.
 */
export function structCodec(codecOf: CodecOf): Codec<DuckDBStructValue, StructType> {
  return {
    pgType: (_type, context) => (context.complexAs === 'json' ? JSON_TYPE : RECORD_TYPE),
    encodeText(value, type, context) {
      if (context.complexAs === 'json') return nestedJson(value, type, context, codecOf);
      const fields = type.fields.map((field, index) => {
        const item = entryOf(value, type.fields, index);
        return item === null ? null : codecOf(field.type).encodeText(item, field.type, context);
      });
      return recordText(fields);
    },
    encodeBinary(value, type, context) {
      if (context.complexAs === 'json') return Buffer.from(nestedJson(value, type, context, codecOf));
      return recordBinary(value, type, context, codecOf);
    },
    decodeText(text, type, context) {
      if (!/^\s*\(/.test(text)) return ofJson(text, type, context, codecOf);
      const texts = parseRecordText(text);
      if (texts.length > type.fields.length) throw malformedRecord(text, 'Too many columns.');
      if (texts.length < type.fields.length) throw malformedRecord(text, 'Too few columns.');
      const values = type.fields.map((field, index) => {
        const item = texts[index] ?? null;
        return item === null ? null : codecOf(field.type).decodeText(item, field.type, context);
      });
      return structValueOf(type.fields, values);
    },
    decodeBinary(bytes, type, context) {
      if (context.complexAs === 'json') return ofJson(decodeUtf8(bytes), type, context, codecOf);
      return ofRecord(bytes, type, context, codecOf);
    },
  };
}

function recordBinary(value: DuckDBStructValue, type: StructType, context: EncodeContext, codecOf: CodecOf): Buffer {
  const count = Buffer.allocUnsafe(4);
  count.writeInt32BE(type.fields.length);
  const parts: Uint8Array[] = [count];
  type.fields.forEach((field, index) => {
    const codec = codecOf(field.type);
    const item = entryOf(value, type.fields, index);
    const bytes = item === null ? undefined : codec.encodeBinary(item, field.type, context);
    const head = Buffer.allocUnsafe(8);
    head.writeInt32BE(codec.pgType(field.type, context).oid);
    head.writeInt32BE(bytes?.length ?? -1, 4);
    parts.push(head);
    if (bytes !== undefined) parts.push(bytes);
  });
  return Buffer.concat(parts);
}

function ofRecord(bytes: Buffer, type: StructType, context: EncodeContext, codecOf: CodecOf): DuckDBStructValue {
  if (bytes.length < 4 || bytes.readInt32BE() !== type.fields.length) throw invalidBinary();
  let at = 4;
  const values = type.fields.map((field) => {
    if (at + 8 > bytes.length) throw invalidBinary();
    const length = bytes.readInt32BE(at + 4);
    at += 8;
    if (length < -1 || at + length > bytes.length) throw invalidBinary();
    if (length === -1) return null;
    at += length;
    return codecOf(field.type).decodeBinary(bytes.subarray(at - length, at), field.type, context);
  });
  if (at !== bytes.length) throw invalidBinary();
  return structValueOf(type.fields, values);
}

function ofJson(text: string, type: StructType, context: EncodeContext, codecOf: CodecOf): DuckDBStructValue {
  const value = valueOfJson(parseRawJson(text), type, context, codecOf);
  if (value instanceof DuckDBStructValue) return value;
  throw malformedRecord(text, 'The value is no JSON object.');
}
