import { DuckDBUUIDValue } from '@duckdb/node-api';
import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength, invalidText } from '../codec-error.ts';
import { OID } from '../oid.ts';

/** 32 hex digits, a hyphen allowed after every fourth, all of it in braces or not. */
const UUID = /^(?:[0-9a-f]{4}-?){7}[0-9a-f]{4}$/i;

/** Source: PostgreSQL `string_to_uuid`, src/backend/utils/adt/uuid.c. */
export const uuid: Codec<DuckDBUUIDValue> = {
  pgType: fixedPgType(OID.uuid, OID.uuidArray, 16),
  encodeText(value) {
    const hex = value.toUint128().toString(16).padStart(32, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
  encodeBinary: (value) => Buffer.from(value.toUint128().toString(16).padStart(32, '0'), 'hex'),
  decodeText(text) {
    const inner = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
    if (!UUID.test(inner)) throw invalidText('uuid', text);
    return DuckDBUUIDValue.fromUint128(BigInt(`0x${inner.replaceAll('-', '')}`));
  },
  decodeBinary(bytes) {
    expectLength(bytes, 16);
    return DuckDBUUIDValue.fromUint128(BigInt(`0x${bytes.toString('hex')}`));
  },
};
