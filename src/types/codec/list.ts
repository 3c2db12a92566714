import { DuckDBArrayValue, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type ArrayItem, arrayElementText, malformedArray, parseArrayText } from '../array-text.ts';
import { parseBinaryArray, writeBinaryArray } from '../binary-array.ts';
import type { Codec } from '../codec.ts';
import type { DataType } from '../data-type.ts';
import type { EncodeContext } from '../encode-context.ts';
import { parseRawJson } from '../json-reader.ts';
import { type CodecOf, nestedJson, valueOfJson } from '../nested-json.ts';
import { OID } from '../oid.ts';
import { decodeUtf8 } from '../utf8.ts';

type ListType =
  | { readonly kind: 'list'; readonly element: DataType }
  | { readonly kind: 'array'; readonly element: DataType; readonly length: number };
type ListValue = DuckDBListValue | DuckDBArrayValue;

/**
 * LIST and ARRAY of scalars as PostgreSQL arrays. PostgreSQL's arrays are rectangular and the engine's lists are not, so
 * lists of nested types go out as json, whatever their values; in composite mode a list of STRUCT is a record[].
 */
export function listCodec(codecOf: CodecOf): Codec<ListValue, ListType> {
  return {
    pgType(type, context) {
      const oid = isArray(type, context) ? codecOf(type.element).pgType(type.element, context).arrayOid : OID.json;
      return { oid, arrayOid: oid === OID.json ? OID.jsonArray : oid, typlen: -1, typmod: -1 };
    },
    encodeText(value, type, context) {
      if (!isArray(type, context)) return nestedJson(value, type, context, codecOf);
      const codec = codecOf(type.element);
      const parts = value.items.map((item) =>
        item === null ? 'NULL' : arrayElementText(codec.encodeText(item, type.element, context)),
      );
      return `{${parts.join(',')}}`;
    },
    encodeBinary(value, type, context) {
      if (!isArray(type, context)) return Buffer.from(nestedJson(value, type, context, codecOf));
      const codec = codecOf(type.element);
      const items = value.items.map((item) => (item === null ? null : codec.encodeBinary(item, type.element, context)));
      return writeBinaryArray(items, codec.pgType(type.element, context).oid);
    },
    decodeText(text, type, context) {
      if (!isArray(type, context) && !/^\s*\{/.test(text)) return ofJson(text, type, context, codecOf);
      return ofItems(parseArrayText(text), type, (item, element) => {
        if (item === null) return null;
        return codecOf(element).decodeText(item, element, context);
      });
    },
    decodeBinary(bytes, type, context) {
      if (!isArray(type, context)) return ofJson(decodeUtf8(bytes), type, context, codecOf);
      const codec = codecOf(type.element);
      const items = parseBinaryArray(bytes, codec.pgType(type.element, context).oid);
      return wrapped(
        items.map((item) => (item === null ? null : codec.decodeBinary(item, type.element, context))),
        type,
      );
    },
  };
}

function isArray({ element }: ListType, context: EncodeContext): boolean {
  switch (element.kind) {
    case 'struct':
      return context.complexAs === 'composite';
    case 'list':
    case 'array':
    case 'map':
    case 'union':
      return false;
    default:
      return true;
  }
}

function ofJson(text: string, type: ListType, context: EncodeContext, codecOf: CodecOf): ListValue {
  const value = valueOfJson(parseRawJson(text), type, context, codecOf);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value;
  throw malformedArray(text, 'The value is null.');
}

/** Inner braces are read as inner lists where the type has them. */
function ofItems(
  items: readonly ArrayItem[],
  type: ListType,
  leaf: (item: string | null, element: DataType) => DuckDBValue,
): ListValue {
  const { element } = type;
  const values = items.map((item) => {
    if (typeof item === 'string' || item === null) return leaf(item, element);
    if (element.kind === 'list' || element.kind === 'array') return ofItems(item, element, leaf);
    throw new SqlError(SQLSTATE.featureNotSupported, 'arrays of more than one dimension are not supported here');
  });
  return wrapped(values, type);
}

function wrapped(values: readonly DuckDBValue[], type: ListType): ListValue {
  if (type.kind === 'list') return new DuckDBListValue(values);
  if (values.length !== type.length) {
    throw new SqlError(
      SQLSTATE.invalidTextRepresentation,
      `expected ${type.length} array elements, but got ${values.length}`,
    );
  }
  return new DuckDBArrayValue(values);
}
