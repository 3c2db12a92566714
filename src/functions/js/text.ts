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

/** Edits between two texts, in characters. */
export function levenshtein(first: string, second: string): number {
  const [a, b] = [[...first], [...second]];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of a.entries()) {
    const current = [i + 1];
    for (const [j, other] of b.entries()) {
      const replaced = (previous[j] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Sentences as lists of words, punctuation left out. */
export function sentences(text: string): readonly (readonly string[])[] {
  return text
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.match(/[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu) ?? [])
    .filter((words) => words.length > 0);
}

/** Java's String.split with a limit: at most that many parts when positive; every part otherwise. */
export function splitLimited(text: string, pattern: string, limit: number): readonly string[] {
  const regex = compiled(pattern);
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(regex)) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (match[0] === '' && (match.index === 0 || (pattern === '' && match.index === text.length))) continue;
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gu');
  } catch (cause) {
    throw new SqlError(SQLSTATE.invalidRegularExpression, `"${pattern}" is not a regular expression`, { cause });
  }
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
  {
    name: 'sh_levenshtein',
    parameters: [VARCHAR, VARCHAR],
    result: INTEGER,
    call: (first, second) => levenshtein(String(first), String(second)),
  },
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
    call: (text, pattern, limit) => splitLimited(String(text), String(pattern), Number(limit)),
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
