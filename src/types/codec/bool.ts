import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength, invalidText } from '../codec-error.ts';
import { OID } from '../oid.ts';
import { trimSpace } from '../white-space.ts';

/** Source: PostgreSQL `parse_bool_with_len`, `boolout`, `boolsend`, src/backend/utils/adt/bool.c. */
export const bool: Codec<boolean> = {
  pgType: fixedPgType(OID.bool, OID.boolArray, 1),
  encodeText: (value) => (value ? 't' : 'f'),
  encodeBinary: (value) => Uint8Array.of(value ? 1 : 0),
  decodeText(text) {
    const word = trimSpace(text).toLowerCase();
    const value = WORDS.get(word);
    if (value === undefined) throw invalidText('boolean', text);
    return value;
  },
  decodeBinary(bytes) {
    expectLength(bytes, 1);
    return bytes[0] !== 0;
  },
};

/** Every unique prefix of the input words; `o` alone could be `on` or `off`. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...prefixes('true', 1, true),
  ...prefixes('false', 1, false),
  ...prefixes('yes', 1, true),
  ...prefixes('no', 1, false),
  ...prefixes('on', 2, true),
  ...prefixes('off', 2, false),
  ['1', true],
  ['0', false],
]);

function prefixes(word: string, shortest: number, value: boolean): [string, boolean][] {
  const found: [string, boolean][] = [];
  for (let length = shortest; length <= word.length; length++) found.push([word.slice(0, length), value]);
  return found;
}
