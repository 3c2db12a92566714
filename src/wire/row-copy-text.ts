import type { CopyOptions } from '../session/client-session.ts';

/** How COPY writes texts: what has to be escaped or quoted, and how. */
export interface CopyText {
  readonly delimiter: string;
  readonly nullText: string;
  readonly quote: string;
  readonly header: boolean;
  readonly forceQuote: ReadonlySet<number>;
  /** No text of digits, ASCII letters, space and `+-.:` needs to be escaped or could be taken for NULL. */
  readonly plainIsSafe: boolean;
  headerName(name: string): string;
  field(index: number): CopyField;
}

/** What applies to the values of one column. All characters that mean something are ASCII. */
export interface CopyField {
  /** A text as it is to be written, for values that come as JavaScript strings. */
  ofText(text: string): string;
  /** By byte: 1 when a value that holds it is not written as it is. */
  readonly special: Uint8Array;
  /** Values that are not written as they are either, since they would be taken for something else. */
  readonly reserved: readonly Buffer[];
  /** Within a value that is not written as it is, by byte: what goes before it, 0 for nothing; what stands for it. */
  readonly prefixOf: Uint8Array;
  readonly replacementOf: Uint8Array;
  /** What goes around such a value; 0 for nothing. */
  readonly quote: number;
  /** No value is written as it is. */
  readonly forced: boolean;
}

/** What plain texts consist of; see `plainTextWriter`. */
const PLAIN = /^[0-9a-fintyNIBC +\-.:]+$/;
const BACKSLASH = 0x5c;
const TEXT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

export function copyText(options: CopyOptions, columnCount: number): CopyText {
  return options.format === 'csv' ? csvText(options, columnCount) : plainCopyText(options);
}

/** Source: PostgreSQL `CopyAttributeOutText`, src/backend/commands/copyto.c. */
function plainCopyText(options: CopyOptions): CopyText {
  const special = [...TEXT_ESCAPES.keys(), '\\', options.delimiter];
  const pattern = anyOf(special);
  const prefixOf = new Uint8Array(256);
  const replacementOf = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const character of special) {
    const code = character.charCodeAt(0);
    prefixOf[code] = BACKSLASH;
    replacementOf[code] = TEXT_ESCAPES.get(character)?.charCodeAt(1) ?? code;
  }
  const ofText = (text: string): string =>
    text.replace(pattern, (character) => TEXT_ESCAPES.get(character) ?? `\\${character}`);
  const field: CopyField = {
    ofText,
    special: prefixOf,
    reserved: [],
    prefixOf,
    replacementOf,
    quote: 0,
    forced: false,
  };
  return {
    delimiter: options.delimiter,
    nullText: options.nullText,
    quote: options.quote,
    header: options.header !== false,
    forceQuote: new Set(),
    plainIsSafe: !PLAIN.test(options.delimiter),
    headerName: ofText,
    field: () => field,
  };
}

/** Source: PostgreSQL `CopyAttributeOutCSV`. */
function csvText(options: CopyOptions, columnCount: number): CopyText {
  const { quote, nullText } = options;
  const special = [options.delimiter, quote, '\n', '\r'];
  const needsQuotes = anyOf(special);
  const toEscape = anyOf([quote, options.escape]);
  const quoted = (text: string): string =>
    quote + text.replace(toEscape, (character) => options.escape + character) + quote;
  const reserved = columnCount === 1 ? [nullText, '\\.'] : [nullText];
  const usual: CopyField = {
    ofText: (text) => (reserved.includes(text) || text.search(needsQuotes) >= 0 ? quoted(text) : text),
    special: byteTable(special, 1),
    reserved: reserved.map((text) => Buffer.from(text)),
    prefixOf: byteTable([quote, options.escape], options.escape.charCodeAt(0)),
    replacementOf: Uint8Array.from({ length: 256 }, (_, byte) => byte),
    quote: quote.charCodeAt(0),
    forced: false,
  };
  const forced: CopyField = { ...usual, ofText: quoted, forced: true };
  return {
    delimiter: options.delimiter,
    nullText,
    quote,
    header: options.header !== false,
    forceQuote: options.forceQuote,
    plainIsSafe: ![options.delimiter, quote, options.escape, nullText].some((text) => PLAIN.test(text)),
    headerName: usual.ofText,
    field: (index) => (options.forceQuote.has(index) ? forced : usual),
  };
}

function anyOf(characters: readonly string[]): RegExp {
  return new RegExp(`[${characters.map((character) => character.replace(/[\\\]^-]/, '\\$&')).join('')}]`, 'g');
}

function byteTable(characters: readonly string[], value: number): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = value;
  return table;
}
