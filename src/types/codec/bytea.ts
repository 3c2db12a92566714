import { DuckDBBlobValue } from '@duckdb/node-api';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import { OID } from '../oid.ts';
import { isSpace } from '../white-space.ts';

const BACKSLASH = 0x5c;

/** Source: PostgreSQL `byteain`, `byteaout`, src/backend/utils/adt/varlena.c. */
export const bytea: Codec<DuckDBBlobValue> = {
  pgType: fixedPgType(OID.bytea, OID.byteaArray, -1),
  encodeText: (value, _type, context) =>
    context.byteaOutput === 'hex' ? `\\x${Buffer.from(value.bytes).toString('hex')}` : escaped(value.bytes),
  encodeBinary: (value) => value.bytes,
  decodeText: (text) => new DuckDBBlobValue(bytesFromText(text)),
  decodeBinary: (bytes) => new DuckDBBlobValue(new Uint8Array(bytes)),
};

/** Digits behind `\x`, else PostgreSQL's older form with backslashes. Throws 22023, 22P02. */
export function bytesFromText(text: string): Uint8Array {
  return text.startsWith('\\x') ? fromHex(text.slice(2)) : fromEscaped(text);
}

function escaped(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === BACKSLASH) text += '\\\\';
    else if (byte < 0x20 || byte > 0x7e) text += `\\${byte.toString(8).padStart(3, '0')}`;
    else text += String.fromCharCode(byte);
  }
  return text;
}

/** Pairs of digits, white space between pairs. */
function fromHex(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; ) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const high = hexDigit(text, at++);
    if (at >= text.length) throw invalidParameter('invalid hexadecimal data: odd number of digits');
    bytes.push((high << 4) | hexDigit(text, at++));
  }
  return Uint8Array.from(bytes);
}

function hexDigit(text: string, at: number): number {
  const digit = '0123456789abcdef'.indexOf(text.charAt(at).toLowerCase());
  if (digit < 0)
    throw invalidParameter(`invalid hexadecimal digit: "${String.fromCodePoint(text.codePointAt(at) ?? 0)}"`);
  return digit;
}

function invalidParameter(message: string): SqlError {
  return new SqlError(SQLSTATE.invalidParameterValue, message);
}

/** `\\` and `\ooo`; every other character stands for its UTF-8 bytes. */
function fromEscaped(text: string): Uint8Array {
  const source = Buffer.from(text);
  const bytes: number[] = [];
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0;
    if (byte !== BACKSLASH) {
      bytes.push(byte);
    } else if (source[at + 1] === BACKSLASH) {
      bytes.push(BACKSLASH);
      at++;
    } else {
      const octal = source.toString('latin1', at + 1, at + 4);
      if (!/^[0-3][0-7]{2}$/.test(octal)) {
        throw new SqlError(SQLSTATE.invalidTextRepresentation, 'invalid input syntax for type bytea');
      }
      bytes.push(Number.parseInt(octal, 8));
      at += 3;
    }
  }
  return Uint8Array.from(bytes);
}
