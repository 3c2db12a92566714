/** The spool's own CSV: bytes that text hardly ever has, so that hardly ever a field needs quotes. */
export const SPOOL_DELIMITER = 0x1f;
export const SPOOL_QUOTE = 0x1e;
export const SPOOL_LINE_END = 0x0a;

/** Rows on their way to a spool file. `bytes` is replaced when it grows: ask for it after `reserve`. */
export class SpoolBuffer {
  bytes: Buffer;
  /** Where the next byte goes. */
  at = 0;
  rows = 0;
  /** In bytes. */
  longestRow = 0;

  constructor(bytes: number) {
    this.bytes = Buffer.allocUnsafe(bytes);
  }

  reserve(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.at + bytes, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  clear(): void {
    this.at = 0;
    this.rows = 0;
    this.longestRow = 0;
  }

  endField(): void {
    this.reserve(2);
    this.bytes[this.at++] = SPOOL_DELIMITER;
  }

  /** A delimiter stands after the last field too, so that a row of one NULL is no empty line, which DuckDB would skip. */
  endRow(rowStart: number): void {
    this.bytes[this.at++] = SPOOL_LINE_END;
    this.rows++;
    if (this.at - rowStart > this.longestRow) this.longestRow = this.at - rowStart;
  }

  /** Bytes that are plain in the spool, as they are. */
  plain(source: Buffer, from: number, to: number): void {
    this.reserve(to - from);
    const { bytes } = this;
    let { at } = this;
    for (let index = from; index < to; index++) bytes[at++] = source[index] ?? 0;
    this.at = at;
  }

  /** ASCII that is plain in the spool. */
  ascii(text: string): void {
    this.reserve(text.length);
    this.at += this.bytes.write(text, this.at, 'latin1');
  }

  /** Any bytes of a text, quoted where they have to be. An empty field would be NULL. */
  text(source: Buffer, from: number, to: number): void {
    this.reserve((to - from) * 2 + 2);
    const { bytes } = this;
    let { at } = this;
    for (let index = from; index < to; index++) {
      const byte = source[index] ?? 0;
      if (SPECIAL[byte] === 1) {
        this.#quoted(source, from, to);
        return;
      }
      bytes[at++] = byte;
    }
    // DuckDB drops a byte-order mark at the beginning of a file.
    if (from === to || source[from] === BOM) this.#quoted(source, from, to);
    else this.at = at;
  }

  #quoted(source: Buffer, from: number, to: number): void {
    const { bytes } = this;
    let { at } = this;
    bytes[at++] = SPOOL_QUOTE;
    for (let index = from; index < to; index++) {
      const byte = source[index] ?? 0;
      if (byte === SPOOL_QUOTE) bytes[at++] = SPOOL_QUOTE;
      bytes[at++] = byte;
    }
    bytes[at++] = SPOOL_QUOTE;
    this.at = at;
  }
}

/** The first byte of a byte-order mark. */
const BOM = 0xef;
const SPECIAL = new Uint8Array(256);
for (const byte of [SPOOL_DELIMITER, SPOOL_QUOTE, SPOOL_LINE_END, 0x0d]) SPECIAL[byte] = 1;
