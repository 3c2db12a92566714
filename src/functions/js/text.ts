import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { JsFunction } from '../js-functions.ts';
import { BLOB, INTEGER, listOf, VARCHAR } from '../type-rules.ts';

/** Codes of A to Z; 7 stands for H and W, which are skipped without dividing what is around them. */
const SOUNDEX_CODES = '01230127022455012623017202';

/** Spark's soundex: text that starts with no letter is given back; letters are those of ASCII. */
export function soundex(text: string): string {
  const upper = text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
  const code = (letter: string): string => SOUNDEX_CODES.charAt(letter.charCodeAt(0) - 65);
  if (!/^[A-Z]/.test(upper)) return text;
  let result = upper.charAt(0);
  let last = code(result);
  for (const letter of upper.slice(1)) {
    if (!/[A-Z]/.test(letter)) {
      last = '0';
      continue;
    }
    const found = code(letter);
    if (found === '7') continue;
    if (found !== '0' && found !== last) result += found;
    if (result.length === 4) break;
    last = found;
  }
  return result.padEnd(4, '0');
}

/** Sentences as lists of words, punctuation left out. */
export function sentences(text: string): readonly (readonly string[])[] {
  return text
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.match(/[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu) ?? [])
    .filter((words) => words.length > 0);
}

/**
 * Java's String.split by matches that the engine found: at most `limit` parts when positive; every part otherwise. A mark is
 * `b:w`: a match that `b` characters come before, `w` with it, counted from the end of the mark before. The engine goes on one
 * character behind an empty mark; a match of nothing at the end of a longer mark it finds twice.
 */
export function splitAt(text: string, marks: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let [at, from, foundBefore] = [0, 0, false];
  for (const mark of marks === '' ? [] : marks.split(' ')) {
    const [before = 0, whole = 0] = mark.split(':').map(Number);
    const again = whole === 0 && foundBefore;
    foundBefore = before > 0 && before === whole;
    const start = charactersOn(text, at, before);
    const end = charactersOn(text, start, whole - before);
    at = whole === 0 ? charactersOn(text, at, 1) : end;
    // A match of nothing in front of the text divides nothing.
    if (again || end === 0) continue;
    if (limit > 0 && parts.length === limit - 1) break;
    parts.push(text.slice(from, start));
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}

/** The index `count` characters behind `index`. */
function charactersOn(text: string, index: number, count: number): number {
  let at = index;
  for (let i = 0; i < count; i++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

export function encodeText(text: string, charset: string): Uint8Array {
  switch (charset.toUpperCase()) {
    case 'UTF-8':
    case 'UTF8':
      return Buffer.from(text, 'utf8');
    case 'US-ASCII':
      return Buffer.from(text.replaceAll(/[^\0-\x7f]/gu, '?'), 'latin1');
    case 'ISO-8859-1':
      return Buffer.from(text.replaceAll(/[^\0-\xff]/gu, '?'), 'latin1');
    case 'UTF-16LE':
      return Buffer.from(text, 'utf16le');
    case 'UTF-16BE':
      return Buffer.from(text, 'utf16le').swap16();
    case 'UTF-16':
      return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);
  }
  throw unknownCharset(charset);
}

export function decodeBytes(bytes: Uint8Array, charset: string): string {
  switch (charset.toUpperCase()) {
    case 'US-ASCII':
      return Buffer.from(bytes)
        .toString('latin1')
        .replaceAll(/[^\0-\x7f]/g, '�');
    case 'ISO-8859-1':
      return Buffer.from(bytes).toString('latin1');
    case 'UTF-16LE':
      return new TextDecoder('utf-16le').decode(bytes);
    case 'UTF-16BE':
      return new TextDecoder('utf-16le').decode(Buffer.from(bytes).swap16());
    case 'UTF-16': {
      const little = bytes[0] === 0xff && bytes[1] === 0xfe;
      const marked = little || (bytes[0] === 0xfe && bytes[1] === 0xff);
      return decodeBytes(marked ? bytes.subarray(2) : bytes, little ? 'UTF-16LE' : 'UTF-16BE');
    }
    case 'UTF-8':
    case 'UTF8':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
  throw unknownCharset(charset);
}

function unknownCharset(charset: string): SqlError {
  return new SqlError(SQLSTATE.invalidParameterValue, `character set "${charset}" is not known`, {
    hint: 'Known are UTF-8, US-ASCII, ISO-8859-1, UTF-16, UTF-16LE and UTF-16BE.',
  });
}

export const textFunctions: readonly JsFunction[] = [
  { name: 'sh_soundex', parameters: [VARCHAR], result: VARCHAR, call: (text) => soundex(String(text)) },
  {
    name: 'sh_sentences',
    parameters: [VARCHAR],
    result: VARCHAR,
    call: (text) => JSON.stringify(sentences(String(text))),
  },
  {
    name: 'sh_split',
    parameters: [VARCHAR, VARCHAR, INTEGER],
    result: listOf(VARCHAR),
    call: (text, marks, limit) => splitAt(String(text), String(marks), Number(limit)),
  },
  {
    name: 'sh_encode',
    parameters: [VARCHAR, VARCHAR],
    result: BLOB,
    call: (text, charset) => encodeText(String(text), String(charset)),
  },
  {
    name: 'sh_decode',
    parameters: [BLOB, VARCHAR],
    result: VARCHAR,
    call: (bytes, charset) => decodeBytes(bytes as Uint8Array, String(charset)),
  },
];
