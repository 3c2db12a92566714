import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { float8Text, parseFloat8 } from '../float-text.ts';
import { OID } from '../oid.ts';

/** Binary: IEEE double. */
export const float8: Codec<number> = {
  pgType: fixedPgType(OID.float8, OID.float8Array, 8),
  encodeText: (value, _type, context) => float8Text(value, context.extraFloatDigits),
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeDoubleBE(value);
    return bytes;
  },
  decodeText: (text) => parseFloat8(text, 'double precision'),
  decodeBinary(bytes) {
    expectLength(bytes, 8);
    return bytes.readDoubleBE();
  },
};
