import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import { OID } from '../oid.ts';
import { decodeUtf8 } from '../utf8.ts';

type EnumType = { readonly kind: 'enum'; readonly values: readonly string[] };

/** The label, announced as text: an enum's own OID is a matter of the catalogue (see Column.announced). */
export const enumeration: Codec<string, EnumType> = {
  pgType: fixedPgType(OID.text, OID.textArray, -1),
  encodeText: (value) => value,
  encodeBinary: (value) => Buffer.from(value),
  decodeText: label,
  decodeBinary: (bytes, type) => label(decodeUtf8(bytes), type),
};

function label(text: string, type: EnumType): string {
  if (!type.values.includes(text)) {
    throw new SqlError(SQLSTATE.invalidTextRepresentation, `invalid input value for enum: "${text}"`);
  }
  return text;
}
