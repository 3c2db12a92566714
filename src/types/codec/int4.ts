import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { OID } from '../oid.ts';
import { checkRange, parseInteger } from './integer-text.ts';

type Int4Type = { readonly kind: 'usmallint' | 'integer' };

/** Binary: int32. */
export const int4: Codec<number, Int4Type> = {
  pgType: fixedPgType(OID.int4, OID.int4Array, 4),
  encodeText: (value) => String(value),
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeInt32BE(value);
    return bytes;
  },
  decodeText: (text, type) => Number(parseInteger(text, type.kind)),
  decodeBinary(bytes, type) {
    expectLength(bytes, 4);
    return Number(checkRange(BigInt(bytes.readInt32BE()), type.kind));
  },
};
