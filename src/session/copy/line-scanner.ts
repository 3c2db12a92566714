import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { BACKSLASH, CARRIAGE_RETURN, type Dialect, LINE_FEED } from './dialect.ts';
import { invalidBytes } from './utf8-check.ts';

const DOT = 0x2e;

/** How lines end. The first line decides for the whole input. */
export type LineEnd = 'unknown' | 'lf' | 'cr' | 'crlf';

/**
 * Finds the end of a line, byte by byte, and goes on where it stopped when more bytes have come.
 * Source: PostgreSQL `CopyReadLineText`, src/backend/commands/copyfromparse.c.
 */
export class LineScanner {
  lineEnd: LineEnd = 'unknown';
  /** After `line` and `marker`: where the line's bytes end, and where the next line begins. */
  contentEnd = 0;
  next = 0;
  /** Line ends inside of quotes, in this line so far. */
  innerLines = 0;
  readonly #dialect: Dialect;
  #at = 0;
  #inQuote = false;
  #escaped = false;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** A line begins. */
  begin(start: number): void {
    this.#at = start;
    this.#inQuote = false;
    this.#escaped = false;
    this.innerLines = 0;
  }

  /** The bytes were moved to the front of their buffer. */
  moved(by: number): void {
    this.#at -= by;
  }

  /**
   * `more`: the line does not end before `limit`, and more bytes may come. `marker`: the end-of-copy marker; what stands
   * before it on its line is still a line. `last`: no more bytes will come.
   * Throws 22P04 for a line that ends unlike the first, 22021 for a zero byte.
   */
  scan(bytes: Buffer, start: number, limit: number, last: boolean): 'more' | 'line' | 'marker' {
    const { csv, quote, escapeByte } = this.#dialect;
    const innerEnd = this.lineEnd === 'lf' ? LINE_FEED : CARRIAGE_RETURN;
    let inQuote = this.#inQuote;
    let escaped = this.#escaped;
    let at = this.#at;
    for (; at < limit; at++) {
      const byte = bytes[at];
      if (byte === 0) throw invalidBytes(bytes, at, limit);
      const needsNext = byte === BACKSLASH || byte === CARRIAGE_RETURN;
      if (needsNext && at + 1 >= limit && !last) break;
      if (csv) {
        if (inQuote && byte === escapeByte) escaped = !escaped;
        if (byte === quote && !escaped) inQuote = !inQuote;
        if (byte !== escapeByte) escaped = false;
        if (inQuote) {
          if (byte === innerEnd) this.innerLines++;
          continue;
        }
      }
      if (byte === LINE_FEED) {
        if (this.lineEnd === 'cr' || this.lineEnd === 'crlf') throw unlike(csv, 'newline', '\\n');
        this.lineEnd = 'lf';
        return this.#line(at, at + 1);
      }
      if (byte === CARRIAGE_RETURN) return this.#line(at, this.#afterCarriageReturn(bytes, at, limit));
      if (byte !== BACKSLASH || (csv && at !== start)) continue;
      if (at + 1 < limit && bytes[at + 1] === DOT) {
        const found = this.#marker(bytes, at, limit, last);
        if (found === 'more') break;
        if (found === 'marker') {
          this.#line(at, limit);
          return 'marker';
        }
      } else if (!csv) {
        at++;
        if (at < limit && bytes[at] === 0) throw invalidBytes(bytes, at, limit);
      }
    }
    if (last) return this.#line(limit, limit);
    this.#at = at;
    this.#inQuote = inQuote;
    this.#escaped = escaped;
    return 'more';
  }

  #line(contentEnd: number, next: number): 'line' {
    this.contentEnd = contentEnd;
    this.next = next;
    return 'line';
  }

  /** Where the next line begins. */
  #afterCarriageReturn(bytes: Buffer, at: number, limit: number): number {
    const { csv } = this.#dialect;
    if (this.lineEnd === 'lf') throw unlike(csv, 'carriage return', '\\r');
    if (this.lineEnd === 'cr') return at + 1;
    if (at + 1 < limit && bytes[at + 1] === LINE_FEED) {
      this.lineEnd = 'crlf';
      return at + 2;
    }
    if (this.lineEnd === 'crlf') throw unlike(csv, 'carriage return', '\\r');
    this.lineEnd = 'cr';
    return at + 1;
  }

  /** `at` is at `\.`. In CSV, what is not quite the marker is data; in text it is an error. */
  #marker(bytes: Buffer, at: number, limit: number, last: boolean): 'more' | 'marker' | 'data' {
    const data = (message: string): 'data' => {
      if (this.#dialect.csv) return 'data';
      throw new SqlError(SQLSTATE.badCopyFileFormat, message);
    };
    const corrupt = 'end-of-copy marker corrupt';
    const mismatch = 'end-of-copy marker does not match previous newline style';
    let next = at + 2;
    if (this.lineEnd === 'crlf') {
      if (next >= limit && !last) return 'more';
      if (bytes[next] === LINE_FEED && next < limit) return data(mismatch);
      if (bytes[next] !== CARRIAGE_RETURN || next >= limit) return data(corrupt);
      next++;
    }
    if (next >= limit) return last ? data(corrupt) : 'more';
    const end = bytes[next];
    if (end !== LINE_FEED && end !== CARRIAGE_RETURN) return data(corrupt);
    const expected = this.lineEnd === 'cr' ? CARRIAGE_RETURN : LINE_FEED;
    return this.lineEnd !== 'unknown' && end !== expected ? data(mismatch) : 'marker';
  }
}

function unlike(csv: boolean, what: string, letter: string): SqlError {
  return csv
    ? new SqlError(SQLSTATE.badCopyFileFormat, `unquoted ${what} found in data`, {
        hint: `Use quoted CSV field to represent ${what}.`,
      })
    : new SqlError(SQLSTATE.badCopyFileFormat, `literal ${what} found in data`, {
        hint: `Use "${letter}" to represent ${what}.`,
      });
}
