import { Buffer } from 'node:buffer';

/**
 * One row as it was cut: where its fields are in `source`, and the line it came from. One object serves all rows of a copy;
 * it is good until the next row is read.
 */
export class RawRow {
  source: Buffer = Buffer.alloc(0);
  /** How many fields the row has; only the first `capacity` are kept. */
  count = 0;
  readonly capacity: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 for a field that is NULL. */
  readonly nulls: Uint8Array;
  /** Every field stands in the line as its value, or in quotes that are around all of it; a line feed follows. */
  plain = false;
  /** In the client's input, from 1; line feeds inside of quotes count. */
  lineNumber = 0;
  /** The line without its end, in `lineSource`. */
  lineSource: Buffer = this.source;
  lineStart = 0;
  lineEnd = 0;
  /** Memory for fields that are not as they were sent. */
  #scratch = Buffer.alloc(4096);

  constructor(columns: number) {
    this.capacity = columns + 1;
    this.starts = new Int32Array(this.capacity);
    this.ends = new Int32Array(this.capacity);
    this.nulls = new Uint8Array(this.capacity);
  }

  add(from: number, to: number, isNull: boolean): void {
    if (this.count < this.capacity) {
      this.starts[this.count] = from;
      this.ends[this.count] = to;
      this.nulls[this.count] = isNull ? 1 : 0;
    }
    this.count++;
  }

  /** At least `bytes` bytes, as the source of this row's fields. */
  scratch(bytes: number): Buffer {
    if (this.#scratch.length < bytes) this.#scratch = Buffer.allocUnsafe(Math.max(bytes, this.#scratch.length * 2));
    this.source = this.#scratch;
    return this.#scratch;
  }

  /** The field as text, for messages. */
  text(index: number): string {
    return this.source.toString('utf8', this.starts[index], this.ends[index]);
  }

  line(): string {
    return this.lineSource.toString('utf8', this.lineStart, this.lineEnd);
  }
}
