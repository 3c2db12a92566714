import { type Codec, fixedPgType } from '../codec.ts';
import { OID } from '../oid.ts';
import { decodeUtf8 } from '../utf8.ts';

/** Both formats are the UTF-8 bytes. Also what nothing has decided a better type for goes out as text. */
export const text: Codec<string> = {
  pgType: fixedPgType(OID.text, OID.textArray, -1),
  encodeText: (value) => value,
  encodeBinary: (value) => Buffer.from(value),
  decodeText: (value) => value,
  decodeBinary: (bytes) => decodeUtf8(bytes),
};
