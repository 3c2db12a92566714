import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { float4Text, parseFloat8 } from '../float-text.ts';
import { OID } from '../oid.ts';

/** Binary: IEEE single. */
export const float4: Codec<number> = {
  pgType: fixedPgType(OID.float4, OID.float4Array, 4),
  encodeText: (value, _type, context) => float4Text(value, context.extraFloatDigits),
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeFloatBE(value);
    return bytes;
  },
  decodeText: (text) => parseFloat8(text, 'real'),
  decodeBinary(bytes) {
    expectLength(bytes, 4);
    return bytes.readFloatBE();
  },
};
