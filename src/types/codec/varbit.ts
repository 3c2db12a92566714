import { DuckDBBitValue } from '@duckdb/node-api';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import { invalidBinary } from '../codec-error.ts';
import { OID } from '../oid.ts';

/**
 * Binary: int32 count of bits, then the bits from the left; the engine aligns its own to the right, after a byte that
 * counts the padding. Source: PostgreSQL `varbit_in`, `varbit_send`, src/backend/utils/adt/varbit.c.
 */
export const varbit: Codec<DuckDBBitValue> = {
  pgType: fixedPgType(OID.varbit, OID.varbitArray, -1),
  encodeText: (value) => value.toString(),
  encodeBinary(value) {
    const bytes = Buffer.alloc(4 + Math.ceil(value.length / 8));
    bytes.writeInt32BE(value.length);
    for (let bit = 0; bit < value.length; bit++) {
      if (value.getBool(bit)) bytes[4 + (bit >> 3)] = (bytes[4 + (bit >> 3)] ?? 0) | (0x80 >> (bit & 7));
    }
    return bytes;
  },
  decodeText(text) {
    if (text.startsWith('x') || text.startsWith('X')) return DuckDBBitValue.fromString(bitsOfHex(text.slice(1)));
    return DuckDBBitValue.fromString(checkedBits(text.startsWith('b') || text.startsWith('B') ? text.slice(1) : text));
  },
  decodeBinary(bytes) {
    if (bytes.length < 4) throw invalidBinary();
    const length = bytes.readInt32BE();
    if (length < 0) throw invalidBinary('invalid length in external bit string');
    if (bytes.length !== 4 + Math.ceil(length / 8)) throw invalidBinary();
    return DuckDBBitValue.fromLengthAndPredicate(
      length,
      (bit) => ((bytes[4 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0,
    );
  },
};

function checkedBits(text: string): string {
  const wrong = /[^01]/u.exec(text);
  if (wrong !== null) throw invalidDigit(wrong[0], 'binary');
  return text;
}

function bitsOfHex(text: string): string {
  const wrong = /[^0-9a-f]/iu.exec(text);
  if (wrong !== null) throw invalidDigit(wrong[0], 'hexadecimal');
  return Array.from(text, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
}

function invalidDigit(digit: string, base: string): SqlError {
  return new SqlError(SQLSTATE.invalidTextRepresentation, `"${digit}" is not a valid ${base} digit`);
}
