import type { SpoolDialect } from './spool-dialect.ts';

const LINE_FEED = 0x0a;
/** The first byte of a byte-order mark, which DuckDB drops at the beginning of a file. */
const BOM = 0xef;

/** Rows of a spool file: a row group of DuckDB's, which it then has not to put together from pieces. */
const PART_ROWS = 122_880;
/** Bytes at which a spool file ends with fewer rows. */
const PART_BYTES = 16 * 1024 * 1024;

/** What makes a spool file. */
export interface SpoolPart {
  readonly bytes: Buffer;
  readonly rows: number;
}

/** Rows on their way to a spool file. A row is written field by field, or is a line of the client's as it is. */
export class SpoolBuffer {
  readonly dialect: SpoolDialect;
  /** In bytes, of all rows so far. */
  longestRow = 0;
  #bytes = Buffer.allocUnsafe(1024 * 1024);
  #at = 0;
  #rows = 0;
  #rowStart = 0;
  /** Where the first `PART_ROWS` rows end, once there are so many. */
  #partEnd = 0;
  /** Lines to be copied at once: they follow each other in `#source`. */
  #source: Buffer | undefined;
  #runStart = 0;
  #runEnd = 0;
  readonly #nullText: Buffer;
  readonly #special = new Uint8Array(256);
  /** A row of one field has a delimiter after it, so that NULL makes no empty line. */
  readonly #single: boolean;

  constructor(dialect: SpoolDialect, columns: number) {
    this.dialect = dialect;
    this.#nullText = Buffer.from(dialect.nullText);
    this.#single = columns === 1;
    for (const byte of [dialect.delimiter, dialect.quote, LINE_FEED, 0x0d]) this.#special[byte] = 1;
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** Whether it is time to take a part; if nobody does, it only grows. */
  get isFull(): boolean {
    return this.#rows >= PART_ROWS || this.#at >= PART_BYTES;
  }

  /** The first part. `drop` it before more is written. */
  part(): SpoolPart {
    const end = this.#rows > PART_ROWS ? this.#partEnd : this.#at;
    return { bytes: this.#bytes.subarray(0, end), rows: Math.min(this.#rows, PART_ROWS) };
  }

  drop({ bytes, rows }: SpoolPart): void {
    this.#bytes.copyWithin(0, bytes.length, this.#at);
    this.#at -= bytes.length;
    this.#rows -= rows;
  }

  /** Takes a line of `source`, its line feed after `end`, as a row. Answers false when it has to be written by fields. */
  line(source: Buffer, start: number, end: number): boolean {
    if (this.#source !== source || this.#runEnd !== start) {
      this.settle();
      if (source[start] === BOM) return false;
      this.#source = source;
      this.#runStart = start;
    }
    this.#runEnd = end + 1;
    if (end + 1 - start > this.longestRow) this.longestRow = end + 1 - start;
    if (++this.#rows === PART_ROWS) {
      this.settle();
      this.#partEnd = this.#at;
    }
    return true;
  }

  /** Copies the lines taken. Must come before their memory changes. */
  settle(): void {
    const source = this.#source;
    if (source === undefined) return;
    this.#reserve(this.#runEnd - this.#runStart);
    this.#at += source.copy(this.#bytes, this.#at, this.#runStart, this.#runEnd);
    this.#source = undefined;
  }

  beginRow(): void {
    this.settle();
    this.#rowStart = this.#at;
  }

  /** Between two fields. */
  delimiter(): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = this.dialect.delimiter;
  }

  endRow(): void {
    if (this.#single) this.delimiter();
    this.#reserve(1);
    this.#bytes[this.#at++] = LINE_FEED;
    this.longestRow = Math.max(this.longestRow, this.#at - this.#rowStart);
    if (++this.#rows === PART_ROWS) this.#partEnd = this.#at;
  }

  null(): void {
    this.ascii(this.dialect.nullText);
  }

  /** Digits and the like: what is neither quoted nor NULL in any dialect. */
  plain(source: Buffer, from: number, to: number): void {
    this.#reserve(to - from);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = from; index < to; index++) bytes[at++] = source[index] ?? 0;
    this.#at = at;
  }

  /** `plain` for a string. */
  ascii(text: string): void {
    this.#reserve(text.length);
    this.#at += this.#bytes.write(text, this.#at, 'latin1');
  }

  /** Any bytes of a text, quoted where they have to be. */
  text(source: Buffer, from: number, to: number): void {
    if (from === to || source[from] === BOM || this.#isNullText(source, from, to)) {
      this.#quoted(source, from, to);
      return;
    }
    this.#reserve(to - from);
    const bytes = this.#bytes;
    const special = this.#special;
    let at = this.#at;
    for (let index = from; index < to; index++) {
      const byte = source[index] ?? 0;
      if (special[byte] === 1) {
        this.#quoted(source, from, to);
        return;
      }
      bytes[at++] = byte;
    }
    this.#at = at;
  }

  #quoted(source: Buffer, from: number, to: number): void {
    this.#reserve((to - from) * 2 + 2);
    const { quote } = this.dialect;
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at++] = quote;
    for (let index = from; index < to; index++) {
      const byte = source[index] ?? 0;
      if (byte === quote) bytes[at++] = quote;
      bytes[at++] = byte;
    }
    bytes[at++] = quote;
    this.#at = at;
  }

  #isNullText(source: Buffer, from: number, to: number): boolean {
    const nullText = this.#nullText;
    return to - from === nullText.length && source.compare(nullText, 0, nullText.length, from, to) === 0;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#at + bytes, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
