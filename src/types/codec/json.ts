import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import { OID } from '../oid.ts';
import { decodeUtf8 } from '../utf8.ts';

/** Both formats are the JSON text as it was stored. Input is checked, not changed. */
export const json: Codec<string> = {
  pgType: fixedPgType(OID.json, OID.jsonArray, -1),
  encodeText: (value) => value,
  encodeBinary: (value) => Buffer.from(value),
  decodeText: checkedJson,
  decodeBinary: (bytes) => checkedJson(decodeUtf8(bytes)),
};

function checkedJson(text: string): string {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new SqlError(SQLSTATE.invalidTextRepresentation, 'invalid input syntax for type json', { cause });
  }
  return text;
}
