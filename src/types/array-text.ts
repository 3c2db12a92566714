import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { isSpace } from './white-space.ts';

/** An element as its text, NULL, or an inner array. */
export type ArrayItem = string | null | readonly ArrayItem[];

const NEEDS_QUOTES = /^$|^null$|[{},"\\ \t\n\v\f\r]/i;

/** One element within `{…}`: quoted when it is empty, `NULL` in any case, or holds `{ } , " \` or white space. */
export function arrayElementText(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
}

/**
 * Reads `{…}`, with a prefix of bounds `[1:3]=` or not; bounds are dropped. Throws 22P02.
 * Source: PostgreSQL `array_in`, src/backend/utils/adt/arrayfuncs.c.
 */
export function parseArrayText(text: string): readonly ArrayItem[] {
  return new ArrayReader(text).read();
}

export function malformedArray(text: string, detail: string): SqlError {
  return new SqlError(SQLSTATE.invalidTextRepresentation, `malformed array literal: "${text}"`, { detail });
}

class ArrayReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): readonly ArrayItem[] {
    const bounds = /^\s*(?:\[\s*[+-]?[0-9]+\s*(?::\s*[+-]?[0-9]+\s*)?\]\s*)+=/.exec(this.text);
    if (bounds !== null) this.at = bounds[0].length;
    this.skipSpace();
    if (this.peek() !== '{') throw this.malformed('Array value must start with "{" or dimension information.');
    const items = this.array();
    this.skipSpace();
    if (this.at < this.text.length) throw this.malformed('Junk after closing right brace.');
    return items;
  }

  private array(): readonly ArrayItem[] {
    this.at++;
    const items: ArrayItem[] = [];
    this.skipSpace();
    if (this.peek() === '}') {
      this.at++;
      return items;
    }
    for (;;) {
      items.push(this.item());
      this.skipSpace();
      const mark = this.peek();
      this.at++;
      if (mark === '}') return items;
      if (mark !== ',') throw this.malformed('Unexpected array element.');
    }
  }

  private item(): ArrayItem {
    this.skipSpace();
    switch (this.peek()) {
      case '{':
        return this.array();
      case '"':
        return this.quoted();
      case '':
        throw this.malformed('Unexpected end of input.');
      case ',':
      case '}':
        throw this.malformed(`Unexpected "${this.peek()}" character.`);
      default:
        return this.bare();
    }
  }

  private quoted(): string {
    let value = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.peek();
      if (character === '"') {
        this.at++;
        return value;
      }
      if (character === '\\') this.at++;
      value += this.peek();
    }
    throw this.malformed('Unexpected end of input.');
  }

  private bare(): string | null {
    let value = '';
    let kept = 0;
    let escaped = false;
    for (; this.at < this.text.length; this.at++) {
      const character = this.peek();
      if (character === ',' || character === '}') break;
      if (character === '{' || character === '"') throw this.malformed(`Unexpected "${character}" character.`);
      if (character === '\\') {
        this.at++;
        escaped = true;
        value += this.peek();
        kept = value.length;
      } else {
        value += character;
        if (!isSpace(character.charCodeAt(0))) kept = value.length;
      }
    }
    const word = value.slice(0, kept);
    return !escaped && word.toLowerCase() === 'null' ? null : word;
  }

  private peek(): string {
    return this.text.charAt(this.at);
  }

  private skipSpace(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at++;
  }

  private malformed(detail: string): SqlError {
    return malformedArray(this.text, detail);
  }
}
