import { BACKSLASH, type Dialect, isNullText } from './dialect.ts';
import type { RawRow } from './raw-row.ts';
import { checkUtf8, invalidBytes } from './utf8-check.ts';

/**
 * The fields of a line of the text format, escapes undone. NULL is told before they are. Throws 22021 for escapes that make
 * bytes which are no UTF-8. Source: PostgreSQL `CopyReadAttributesText`, src/backend/commands/copyfromparse.c.
 */
export function splitText(row: RawRow, dialect: Dialect): void {
  const { lineSource: bytes, lineStart, lineEnd } = row;
  const { delimiter } = dialect;
  const out = row.scratch(lineEnd - lineStart);
  row.count = 0;
  let at = lineStart;
  let end = 0;
  for (;;) {
    const start = end;
    const rawStart = at;
    let rawEnd = lineEnd;
    let madeBytes = false;
    let more = false;
    while (at < lineEnd) {
      const byte = bytes[at++] ?? 0;
      if (byte === delimiter) {
        rawEnd = at - 1;
        more = true;
        break;
      }
      if (byte !== BACKSLASH) {
        out[end++] = byte;
        continue;
      }
      if (at >= lineEnd) break;
      const letter = bytes[at++] ?? 0;
      const digits = numericEscape(bytes, letter, at, lineEnd);
      if (digits === 0) {
        out[end++] = LETTERS[letter] ?? letter;
        continue;
      }
      const made = escapedByte(bytes, letter, at, digits);
      madeBytes ||= made === 0 || made > 0x7f;
      out[end++] = made;
      at += letter === LETTER_X ? digits : digits - 1;
    }
    const isNull = isNullText(dialect, bytes, rawStart, rawEnd);
    if (madeBytes && !isNull) checkMade(out, start, end);
    row.add(start, end, isNull);
    if (!more) return;
  }
}

const LETTER_X = 0x78;

/** What a letter after a backslash stands for, where not for itself. */
const LETTERS: Readonly<Record<number, number>> = {
  98: 8, // b
  102: 12, // f
  110: 10, // n
  114: 13, // r
  116: 9, // t
  118: 11, // v
};

/** How many digits `\ooo` (with the first, one to three) or `\xhh` (one or two) has; 0 when it is neither. */
function numericEscape(bytes: Buffer, letter: number, at: number, limit: number): number {
  const hex = letter === LETTER_X;
  if (!hex && !isOctal(letter)) return 0;
  let digits = hex ? 0 : 1;
  const most = hex ? 2 : 3;
  for (let next = at; digits < most && next < limit; next++, digits++) {
    const byte = bytes[next] ?? 0;
    if (hex ? hexValue(byte) < 0 : !isOctal(byte)) break;
  }
  return digits;
}

function escapedByte(bytes: Buffer, letter: number, at: number, digits: number): number {
  if (letter === LETTER_X) {
    let value = 0;
    for (let index = 0; index < digits; index++) value = value * 16 + hexValue(bytes[at + index] ?? 0);
    return value;
  }
  let value = letter - 0x30;
  for (let index = 0; index < digits - 1; index++) value = value * 8 + (bytes[at + index] ?? 0) - 0x30;
  return value & 0xff;
}

function isOctal(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x37;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function checkMade(bytes: Buffer, from: number, to: number): void {
  const zero = bytes.subarray(from, to).indexOf(0);
  if (zero >= 0) {
    checkUtf8(bytes, from, from + zero);
    throw invalidBytes(bytes, from + zero, to);
  }
  checkUtf8(bytes, from, to);
}
