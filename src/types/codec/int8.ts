import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { OID } from '../oid.ts';
import { checkRange, parseInteger } from './integer-text.ts';

type Int8Type = { readonly kind: 'uinteger' | 'bigint' };

/** Binary: int64. The engine hands out BIGINT as bigint and UINTEGER as number. */
export const int8: Codec<number | bigint, Int8Type> = {
  pgType: fixedPgType(OID.int8, OID.int8Array, 8),
  encodeText: (value) => String(value),
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64BE(BigInt(value));
    return bytes;
  },
  decodeText: (text, type) => decoded(parseInteger(text, type.kind), type),
  decodeBinary(bytes, type) {
    expectLength(bytes, 8);
    return decoded(checkRange(bytes.readBigInt64BE(), type.kind), type);
  },
};

function decoded(value: bigint, type: Int8Type): number | bigint {
  return type.kind === 'uinteger' ? Number(value) : value;
}
