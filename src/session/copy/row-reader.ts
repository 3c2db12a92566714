import { isUtf8 } from 'node:buffer';
import { splitCsv } from './csv-fields.ts';
import { BACKSLASH, CARRIAGE_RETURN, type Dialect, isNullText, LINE_FEED } from './dialect.ts';
import { LineScanner } from './line-scanner.ts';
import { PendingBytes } from './pending-bytes.ts';
import { RawRow } from './raw-row.ts';
import { RARE_QUOTE } from './spool-dialect.ts';
import { splitText } from './text-fields.ts';
import { checkUtf8, completeEnd } from './utf8-check.ts';
import { placed, whereOf } from './where.ts';

const LETTER_N = 0x4e;

/** What a byte may mean to the quick way. */
const PLAIN = 0;
const DELIMITER = 1;
const END = 2;
const RETURN = 3;
const SLASH = 4;
const QUOTE = 5;
const OTHER = 6;

/** Answers of the quick way that are no place. */
const NEEDS_CARE = -1;
const INCOMPLETE = -2;
/** In place of where a field begins: the line's last field is read. */
const ENDED = -3;

/** What is done with the rows. */
export interface RowTaker {
  take(row: RawRow): void;
  /** The memory of the rows taken so far is about to change. */
  settle(): void;
}

/**
 * Cuts the bytes of a text or CSV copy into rows. Lines without quotes and escapes, which end as the first one did, are cut
 * in one pass and where they are; any other line goes through `LineScanner` and is split into memory of its own.
 */
export class RowReader {
  readonly #row: RawRow;
  readonly #dialect: Dialect;
  readonly #table: string;
  readonly #rows: RowTaker;
  readonly #kinds: Uint8Array;
  readonly #scanner: LineScanner;
  /** Whether `\N` is the null text, so that it can be told from an escape without care. */
  readonly #slashN: boolean;
  readonly #pending = new PendingBytes();
  /** How far the line that is not complete was read. */
  #careful = false;
  #quickAt = 0;
  #fieldStart = 0;
  /** Up to here the bytes are known to be UTF-8. */
  #verified = 0;
  /** Some byte is wrong: every line is looked at by itself. */
  #suspect = false;
  #ended = false;

  /** `rows` gets every line, the header too. All errors leave with their place in the input. */
  constructor(dialect: Dialect, columns: number, table: string, rows: RowTaker) {
    this.#row = new RawRow(columns);
    this.#dialect = dialect;
    this.#table = table;
    this.#rows = rows;
    this.#scanner = new LineScanner(dialect);
    this.#kinds = kindsOf(dialect);
    this.#slashN = !dialect.csv && dialect.nullText.equals(Buffer.from('\\N'));
  }

  /** Throws 22P04, 22021, 54000, and what `rows` throws. */
  write(chunk: Buffer): void {
    if (this.#ended || chunk.length === 0) return;
    const bytes = this.#join(chunk);
    const rest = this.#read(bytes, bytes.length, false);
    this.#rows.settle();
    this.#pending.keep(bytes, rest);
    this.#moveTo(rest);
  }

  /** The input is over; a last line without an end counts. */
  finish(): void {
    if (!this.#ended && this.#pending.length > 0) this.#read(this.#pending.bytes, this.#pending.length, true);
    this.#rows.settle();
    this.#ended = true;
  }

  /** Reads all lines that are complete, and answers where the rest begins. */
  #read(bytes: Buffer, limit: number, last: boolean): number {
    this.#verify(bytes, limit, last);
    let start = 0;
    while (start < limit && !this.#ended) {
      let next = this.#careful ? NEEDS_CARE : this.#readQuickly(bytes, start, limit, last);
      if (next === NEEDS_CARE) next = this.#readCarefully(bytes, start, limit, last);
      if (next === INCOMPLETE) return start;
      this.#quickAt = next;
      start = next;
    }
    return this.#ended ? limit : start;
  }

  #readQuickly(bytes: Buffer, start: number, limit: number, last: boolean): number {
    const kinds = this.#kinds;
    const row = this.#row;
    const { csv } = this.#dialect;
    const { lineEnd } = this.#scanner;
    let at = this.#quickAt;
    if (at === start) {
      row.count = 0;
      this.#fieldStart = start;
    }
    let fieldStart = this.#fieldStart;
    for (; at < limit; at++) {
      const kind = kinds[bytes[at] ?? 0];
      if (kind === PLAIN) continue;
      if (kind === DELIMITER) {
        this.#field(bytes, fieldStart, at);
        fieldStart = at + 1;
      } else if (kind === SLASH && (csv ? at > start : this.#isSlashN(bytes, at, fieldStart, limit))) {
        if (!csv) at++;
      } else if (kind === QUOTE && at === fieldStart) {
        const close = this.#closingQuote(bytes, at, limit);
        if (close < 0) break;
        this.#quotedField(bytes, at + 1, close);
        at = close;
        // What follows is a delimiter, or the line's end: it has no field of its own to end.
        if (kinds[bytes[close + 1] ?? 0] === DELIMITER) {
          fieldStart = close + 2;
          at++;
        } else {
          fieldStart = ENDED;
        }
      } else {
        const plainEnd = kind === END && lineEnd === 'lf';
        const pairEnd = kind === RETURN && lineEnd === 'crlf' && at + 1 < limit && bytes[at + 1] === LINE_FEED;
        if (!plainEnd && !pairEnd) break;
        if (fieldStart !== ENDED) this.#field(bytes, fieldStart, at);
        row.source = bytes;
        row.plain = plainEnd;
        this.#line(bytes, start, at, limit, 0);
        return pairEnd ? at + 2 : at + 1;
      }
    }
    if (at >= limit && !last) {
      this.#quickAt = at;
      this.#fieldStart = fieldStart;
      return INCOMPLETE;
    }
    this.#careful = true;
    this.#scanner.begin(start);
    return NEEDS_CARE;
  }

  /** Whether a whole field is `\N`. */
  #isSlashN(bytes: Buffer, at: number, fieldStart: number, limit: number): boolean {
    if (!this.#slashN || at !== fieldStart || at + 2 >= limit || bytes[at + 1] !== LETTER_N) return false;
    const after = this.#kinds[bytes[at + 2] ?? 0];
    return after === DELIMITER || after === END || after === RETURN;
  }

  #field(bytes: Buffer, from: number, to: number): void {
    const row = this.#row;
    const isNull = isNullText(this.#dialect, bytes, from, to) && !this.#dialect.forceNotNull.has(row.count);
    row.add(from, to, isNull);
  }

  /**
   * Where the quotes end that open at `open`, when they are around a whole field and nothing between them needs care;
   * -1 otherwise.
   */
  #closingQuote(bytes: Buffer, open: number, limit: number): number {
    const kinds = this.#kinds;
    const { quote, escapeByte } = this.#dialect;
    for (let at = open + 1; at < limit; at++) {
      const byte = bytes[at] ?? 0;
      const kind = kinds[byte];
      if (kind === PLAIN || kind === DELIMITER || (kind === SLASH && byte !== escapeByte)) continue;
      if (byte !== quote || at + 1 >= limit) return -1;
      const after = kinds[bytes[at + 1] ?? 0];
      return after === DELIMITER || after === END || after === RETURN ? at : -1;
    }
    return -1;
  }

  #quotedField(bytes: Buffer, from: number, to: number): void {
    const row = this.#row;
    const isNull = this.#dialect.forceNull.has(row.count) && isNullText(this.#dialect, bytes, from, to);
    row.add(from, to, isNull);
  }

  #readCarefully(bytes: Buffer, start: number, limit: number, last: boolean): number {
    const scanner = this.#scanner;
    const row = this.#row;
    let found: ReturnType<LineScanner['scan']>;
    try {
      found = scanner.scan(bytes, start, limit, last);
    } catch (error) {
      throw placed(error, () => whereOf(this.#table, row.lineNumber + 1 + scanner.innerLines));
    }
    if (found === 'more') return INCOMPLETE;
    this.#careful = false;
    row.plain = false;
    this.#ended = found === 'marker';
    if (!this.#ended || scanner.contentEnd > start) {
      this.#line(bytes, start, scanner.contentEnd, limit, scanner.innerLines, this.#dialect.csv ? splitCsv : splitText);
    }
    return scanner.next;
  }

  #line(
    bytes: Buffer,
    start: number,
    end: number,
    limit: number,
    innerLines: number,
    split?: (row: RawRow, dialect: Dialect) => void,
  ): void {
    const row = this.#row;
    row.lineNumber += 1 + innerLines;
    row.lineSource = bytes;
    row.lineStart = start;
    row.lineEnd = end;
    if (this.#suspect) this.#checkLine(bytes, start, end, limit);
    try {
      split?.(row, this.#dialect);
      this.#rows.take(row);
    } catch (error) {
      throw placed(error, () => whereOf(this.#table, row.lineNumber, undefined, row.line()));
    }
  }

  #checkLine(bytes: Buffer, start: number, end: number, limit: number): void {
    try {
      checkUtf8(bytes, start, end, limit);
    } catch (error) {
      throw placed(error, () => whereOf(this.#table, this.#row.lineNumber));
    }
  }

  #verify(bytes: Buffer, limit: number, last: boolean): void {
    if (this.#suspect) return;
    const to = last ? limit : completeEnd(bytes, this.#verified, limit);
    if (isUtf8(bytes.subarray(this.#verified, to))) this.#verified = to;
    else this.#suspect = true;
  }

  #join(chunk: Buffer): Buffer {
    try {
      return this.#pending.join(chunk);
    } catch (error) {
      throw placed(error, () => whereOf(this.#table, this.#row.lineNumber + 1));
    }
  }

  /** What was at `from` is at the beginning now, and so is all that is known about it. */
  #moveTo(from: number): void {
    const row = this.#row;
    if (this.#pending.length === 0) {
      this.#quickAt = 0;
      this.#verified = 0;
      return;
    }
    this.#quickAt -= from;
    this.#fieldStart -= from;
    this.#verified -= from;
    this.#scanner.moved(from);
    for (let index = 0; index < Math.min(row.count, row.capacity); index++) {
      row.starts[index] = (row.starts[index] ?? 0) - from;
      row.ends[index] = (row.ends[index] ?? 0) - from;
    }
  }
}

function kindsOf({ delimiter, quote, escapeByte }: Dialect): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[0] = OTHER;
  // The quote of the spool where the client has none.
  if (quote < 0) kinds[RARE_QUOTE] = OTHER;
  kinds[LINE_FEED] = END;
  kinds[CARRIAGE_RETURN] = RETURN;
  kinds[BACKSLASH] = SLASH;
  if (escapeByte >= 0 && escapeByte !== BACKSLASH) kinds[escapeByte] = OTHER;
  kinds[delimiter] = DELIMITER;
  if (quote >= 0) kinds[quote] = QUOTE;
  return kinds;
}
