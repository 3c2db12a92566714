import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';

/** Longest row, in bytes: what one client may make the server hold. */
const ROW_LIMIT_BYTES = 256 * 1024 * 1024;

/** The row that is not complete yet, and the chunks that complete it. */
export class PendingBytes {
  #memory = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is pending. Good until the next `keep`. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  /** What is pending with `chunk` after it; the chunk itself when nothing is. Throws 54000 when that is too much. */
  join(chunk: Buffer): Buffer {
    if (this.#length === 0) return chunk;
    const length = this.#length + chunk.length;
    if (length > ROW_LIMIT_BYTES) {
      throw new SqlError(SQLSTATE.programLimitExceeded, `COPY row is longer than ${ROW_LIMIT_BYTES} bytes`);
    }
    if (this.#memory.length < length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#memory.length * 2, 4096));
      this.#memory.copy(larger, 0, 0, this.#length);
      this.#memory = larger;
    }
    chunk.copy(this.#memory, this.#length);
    this.#length = length;
    return this.bytes;
  }

  /** Keeps what begins at `from` in `bytes`, the last answer of `join`. */
  keep(bytes: Buffer, from: number): void {
    const joined = this.#length > 0;
    this.#length = bytes.length - from;
    if (this.#length === 0 || (joined && from === 0)) return;
    if (!joined && this.#memory.length < this.#length) this.#memory = Buffer.allocUnsafe(Math.max(this.#length, 4096));
    bytes.copy(this.#memory, 0, from);
  }
}
