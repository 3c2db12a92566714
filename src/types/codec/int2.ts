import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { OID } from '../oid.ts';
import { checkRange, parseInteger } from './integer-text.ts';

type Int2Type = { readonly kind: 'tinyint' | 'utinyint' | 'smallint' };

/** Binary: int16. Narrower types of the engine go out as int2 and are checked for their own range on the way in. */
export const int2: Codec<number, Int2Type> = {
  pgType: fixedPgType(OID.int2, OID.int2Array, 2),
  encodeText: (value) => String(value),
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(2);
    bytes.writeInt16BE(value);
    return bytes;
  },
  decodeText: (text, type) => Number(parseInteger(text, type.kind)),
  decodeBinary(bytes, type) {
    expectLength(bytes, 2);
    return Number(checkRange(BigInt(bytes.readInt16BE()), type.kind));
  },
};
