import { DuckDBMapValue, type DuckDBUnionValue } from '@duckdb/node-api';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import { invalidText } from '../codec-error.ts';
import type { DataType, StructField } from '../data-type.ts';
import type { EncodeContext } from '../encode-context.ts';
import { parseRawJson } from '../json-reader.ts';
import { type CodecOf, nestedJson, valueOfJson } from '../nested-json.ts';
import { OID } from '../oid.ts';
import { decodeUtf8 } from '../utf8.ts';

type MapType = { readonly kind: 'map'; readonly key: DataType; readonly value: DataType };
type UnionType = { readonly kind: 'union'; readonly members: readonly StructField[] };

/** MAP as json, in both formats. */
export function mapCodec(codecOf: CodecOf): Codec<DuckDBMapValue, MapType> {
  const decode = (text: string, type: MapType, context: EncodeContext): DuckDBMapValue => {
    const value = valueOfJson(parseRawJson(text), type, context, codecOf);
    if (!(value instanceof DuckDBMapValue)) throw invalidText('json', text);
    return value;
  };
  return {
    pgType: fixedPgType(OID.json, OID.jsonArray, -1),
    encodeText: (value, type, context) => nestedJson(value, type, context, codecOf),
    encodeBinary: (value, type, context) => Buffer.from(nestedJson(value, type, context, codecOf)),
    decodeText: decode,
    decodeBinary: (bytes, type, context) => decode(decodeUtf8(bytes), type, context),
  };
}

/** UNION as the json of the value it holds. It cannot be a parameter: the text does not say which member is meant. */
export function unionCodec(codecOf: CodecOf): Codec<DuckDBUnionValue, UnionType> {
  const refuse = (): never => {
    throw new SqlError(SQLSTATE.featureNotSupported, 'a value of type UNION cannot be sent by a client');
  };
  return {
    pgType: fixedPgType(OID.json, OID.jsonArray, -1),
    encodeText: (value, type, context) => nestedJson(value, type, context, codecOf),
    encodeBinary: (value, type, context) => Buffer.from(nestedJson(value, type, context, codecOf)),
    decodeText: refuse,
    decodeBinary: refuse,
  };
}
