import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/** JSON with its numbers as they were written, so that no digit is lost. */
export type RawJson =
  | null
  | boolean
  | string
  | { readonly number: string }
  | readonly RawJson[]
  | ReadonlyMap<string, RawJson>;

const TOKEN = /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.eE+-]*)|(true|false|null))[ \t\n\r]*/y;

/** Throws 22P02 for what is no JSON. */
export function parseRawJson(text: string): RawJson {
  assertJson(text);
  TOKEN.lastIndex = 0;
  return readValue(text, nextToken(text));
}

export function assertJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new SqlError(SQLSTATE.invalidTextRepresentation, 'invalid input syntax for type json', { cause });
  }
}

/** The text is known to be JSON, so that only its shape is followed here. */
function readValue(text: string, token: RegExpExecArray): RawJson {
  const [, mark, quoted, number, word] = token;
  if (quoted !== undefined) return String(JSON.parse(quoted));
  if (number !== undefined) return { number };
  if (word !== undefined) return word === 'null' ? null : word === 'true';
  return mark === '[' ? readArray(text) : readObject(text);
}

function readArray(text: string): readonly RawJson[] {
  const items: RawJson[] = [];
  for (let token = nextToken(text); token[1] !== ']'; token = nextToken(text)) {
    if (token[1] !== ',') items.push(readValue(text, token));
  }
  return items;
}

function readObject(text: string): ReadonlyMap<string, RawJson> {
  const entries = new Map<string, RawJson>();
  for (let token = nextToken(text); token[1] !== '}'; token = nextToken(text)) {
    if (token[1] === ',') continue;
    const key = String(JSON.parse(token[2] ?? '""'));
    nextToken(text);
    entries.set(key, readValue(text, nextToken(text)));
  }
  return entries;
}

function nextToken(text: string): RegExpExecArray {
  const token = TOKEN.exec(text);
  if (token === null) throw new Error('checked JSON could not be read');
  return token;
}
