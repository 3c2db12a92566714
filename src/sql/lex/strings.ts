import { SQLSTATE } from '../../core/sql-state.ts';
import { errorAt, syntaxError } from '../syntax-error.ts';
import { isHexDigit } from './characters.ts';

/** What a quoted piece says, and the offset behind its closing quote. */
export interface Quoted {
  readonly value: string;
  readonly end: number;
}

const QUOTE = 0x27;
const BACKSLASH = 0x5c;

/**
 * Reads from the opening quote at `open` to its end; a doubled quote stands for one. Backslashes are plain
 * (reference, section 10). `start` is where the token starts, for the error.
 */
export function readQuoted(text: string, open: number, start: number, what: string): Quoted {
  const quote = text.charAt(open);
  let value = '';
  let from = open + 1;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close < 0) throw unterminated(text, start, what);
    value += text.slice(from, close);
    if (text.charAt(close + 1) !== quote) return { value, end: close + 1 };
    value += quote;
    from = close + 2;
  }
}

export function unterminated(text: string, start: number, what: string): Error {
  const hint = `The ${what} that starts here has no end.`;
  return syntaxError(text, start, text.length, hint, `unterminated ${what}`);
}

/** `E'…'`. Source: PostgreSQL manual, "String Constants with C-Style Escapes". */
export function readEscapeString(text: string, open: number, start: number): Quoted {
  let value = '';
  let at = open + 1;
  for (;;) {
    if (at >= text.length) throw unterminated(text, start, 'quoted string');
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE) return { value, end: at + 1 };
      value += "'";
      at += 2;
    } else if (unit === BACKSLASH) {
      const piece = readEscape(text, at);
      value += piece.value;
      at = piece.end;
    } else {
      value += text.charAt(at);
      at++;
    }
  }
}

const PLAIN_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** One escape, `at` being its backslash. Octal and `\x` escapes give the character of that code. */
function readEscape(text: string, at: number): Quoted {
  const letter = text.charAt(at + 1);
  if (letter === 'u') return readCodePoint(text, at, at + 2, 4);
  if (letter === 'U') return readCodePoint(text, at, at + 2, 8);
  if (letter === 'x' && isHexDigit(text.charCodeAt(at + 2))) {
    let end = at + 2;
    while (end < at + 4 && isHexDigit(text.charCodeAt(end))) end++;
    return { value: character(text, at, Number.parseInt(text.slice(at + 2, end), 16)), end };
  }
  if (letter >= '0' && letter <= '7') {
    let end = at + 1;
    while (end < at + 4 && text.charAt(end) >= '0' && text.charAt(end) <= '7') end++;
    return { value: character(text, at, Number.parseInt(text.slice(at + 1, end), 8)), end };
  }
  return { value: PLAIN_ESCAPES.get(letter) ?? letter, end: at + 2 };
}

/** `U&'…'` and `U&"…"` with the escape character `\`: `\0061` or `\+000061`; `\\` is itself. */
export function resolveUnicodeEscapes(text: string, quoted: Quoted, start: number): string {
  let value = '';
  let at = 0;
  const source = quoted.value;
  while (at < source.length) {
    if (source.charCodeAt(at) !== BACKSLASH) {
      value += source.charAt(at);
      at++;
    } else if (source.charCodeAt(at + 1) === BACKSLASH) {
      value += '\\';
      at += 2;
    } else {
      const long = source.charAt(at + 1) === '+';
      const from = long ? at + 2 : at + 1;
      const length = long ? 6 : 4;
      const digits = source.slice(from, from + length);
      if (digits.length < length || ![...digits].every((digit) => isHexDigit(digit.charCodeAt(0)))) {
        const hint = 'Unicode escapes must be \\XXXX or \\+XXXXXX.';
        throw errorAt(SQLSTATE.syntaxError, 'invalid Unicode escape', text, start, hint);
      }
      value += character(text, start, Number.parseInt(digits, 16));
      at = from + length;
    }
  }
  return value;
}

function readCodePoint(text: string, at: number, from: number, length: number): Quoted {
  let end = from;
  while (end < from + length && isHexDigit(text.charCodeAt(end))) end++;
  if (end < from + length) {
    const hint = 'Unicode escapes must be \\uXXXX or \\UXXXXXXXX.';
    throw errorAt(SQLSTATE.syntaxError, 'invalid Unicode escape', text, at, hint);
  }
  return { value: character(text, at, Number.parseInt(text.slice(from, end), 16)), end };
}

function character(text: string, at: number, code: number): string {
  if (code === 0) throw errorAt(SQLSTATE.characterNotInRepertoire, NUL_MESSAGE, text, at);
  if (code > 0x10ffff) throw errorAt(SQLSTATE.syntaxError, 'invalid Unicode escape value', text, at);
  return String.fromCodePoint(code);
}

export const NUL_MESSAGE = 'invalid byte sequence for encoding "UTF8": 0x00';
