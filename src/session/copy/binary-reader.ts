import type { Dataset, DatasetColumn } from '../../../catalog/objects.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { codecOf } from '../../types/codecs.ts';
import type { EncodeContext } from '../../types/encode-context.ts';
import { binaryFieldWriter } from './binary-field-writers.ts';
import { rowsBeginAt } from './binary-header.ts';
import type { FieldWriter } from './field-writers.ts';
import { NotNull } from './not-null.ts';
import { PendingBytes } from './pending-bytes.ts';
import type { SpoolBuffer } from './spool-buffer.ts';
import { placed, whereOf } from './where.ts';

/**
 * Reads a binary copy: a header, then rows of int16 field count and, for each field, int32 length (-1 is NULL) and bytes; an
 * int16 -1 ends it and may be missing. Source: PostgreSQL manual, "COPY", "Binary Format".
 */
export class BinaryReader {
  readonly #columns: readonly DatasetColumn[];
  readonly #table: string;
  readonly #context: EncodeContext;
  readonly #spool: SpoolBuffer;
  readonly #writers: readonly FieldWriter[];
  readonly #notNull: NotNull;
  readonly #nulls: Uint8Array;
  readonly #pending = new PendingBytes();
  #state: 'header' | 'rows' | 'ended' = 'header';
  /** The row that is read now, from 1. */
  #line = 1;

  constructor(target: Dataset, columns: readonly DatasetColumn[], context: EncodeContext, spool: SpoolBuffer) {
    this.#columns = columns;
    this.#table = target.name;
    this.#context = context;
    this.#spool = spool;
    this.#writers = columns.map(({ type }) => binaryFieldWriter(type, context, spool));
    this.#notNull = new NotNull(target, columns);
    this.#nulls = new Uint8Array(columns.length);
  }

  /** Throws 22P04 for what is no binary copy, 22P03 and 22021 for values, 23502, 54000. */
  write(chunk: Buffer): void {
    if (chunk.length === 0) return;
    try {
      const bytes = this.#pending.join(chunk);
      this.#pending.keep(bytes, this.#read(bytes));
    } catch (error) {
      throw this.#state === 'header' ? error : placed(error, () => whereOf(this.#table, this.#line));
    }
  }

  finish(): void {
    const { bytes } = this.#pending;
    if (this.#state === 'header') rowsBeginAt(bytes, true);
    // A single byte is no field count: PostgreSQL takes it for the end.
    if (this.#state === 'rows' && bytes.length >= 2) this.#failAtEnd(bytes);
  }

  /** Answers where the bytes begin that are not read yet. */
  #read(bytes: Buffer): number {
    let at = 0;
    if (this.#state === 'header') {
      const rowsAt = rowsBeginAt(bytes, false);
      if (rowsAt === undefined) return 0;
      this.#state = 'rows';
      at = rowsAt;
    }
    while (this.#state === 'rows' && at + 2 <= bytes.length) {
      const fields = bytes.readInt16BE(at);
      if (fields === -1) {
        this.#state = 'ended';
        at += 2;
        break;
      }
      if (fields !== this.#columns.length) {
        throw bad(`row field count is ${fields}, expected ${this.#columns.length}`);
      }
      if (this.#endOfRow(bytes, at + 2) === undefined) return at;
      at = this.#row(bytes, at + 2);
      this.#line++;
    }
    if (this.#state === 'ended' && at < bytes.length) throw bad('received copy data after EOF marker');
    return at;
  }

  /** Undefined while the row is not complete. */
  #endOfRow(bytes: Buffer, start: number): number | undefined {
    let at = start;
    for (const { name } of this.#columns) {
      if (at + 4 > bytes.length) return undefined;
      const length = bytes.readInt32BE(at);
      if (length < -1) throw bad('invalid field size', whereOf(this.#table, this.#line, name));
      at += 4 + Math.max(0, length);
      if (at > bytes.length) return undefined;
    }
    return at;
  }

  #row(bytes: Buffer, start: number): number {
    const spool = this.#spool;
    spool.beginRow();
    let at = start;
    for (let index = 0; index < this.#columns.length; index++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      this.#nulls[index] = length < 0 ? 1 : 0;
      if (index > 0) spool.delimiter();
      if (length < 0) {
        spool.null();
      } else {
        this.#field(bytes, index, at, at + length);
        at += length;
      }
    }
    if (this.#notNull.isBroken(this.#nulls)) throw this.#notNull.error((index) => this.#text(bytes, start, index));
    spool.endRow();
    return at;
  }

  #field(bytes: Buffer, index: number, from: number, to: number): void {
    try {
      this.#writers[index]?.(bytes, from, to);
    } catch (error) {
      throw placed(error, () => whereOf(this.#table, this.#line, this.#columns[index]?.name));
    }
  }

  /** A field of the row that begins at `start`, for a message. */
  #text(bytes: Buffer, start: number, wanted: number): string | null {
    let at = start;
    for (let index = 0; index < wanted; index++) at += 4 + Math.max(0, bytes.readInt32BE(at));
    const length = bytes.readInt32BE(at);
    const type = this.#columns[wanted]?.type;
    if (length < 0 || type === undefined) return null;
    const codec = codecOf(type);
    const value = codec.decodeBinary(bytes.subarray(at + 4, at + 4 + length), type, this.#context);
    return codec.encodeText(value, type, this.#context);
  }

  #failAtEnd(bytes: Buffer): never {
    let at = 2;
    for (const { name } of this.#columns) {
      const length = at + 4 <= bytes.length ? Math.max(0, bytes.readInt32BE(at)) : bytes.length;
      if (at + 4 + length > bytes.length) {
        throw bad('unexpected EOF in COPY data', whereOf(this.#table, this.#line, name));
      }
      at += 4 + length;
    }
    throw bad('unexpected EOF in COPY data', whereOf(this.#table, this.#line));
  }
}

function bad(message: string, where?: string): SqlError {
  return new SqlError(SQLSTATE.badCopyFileFormat, message, { where });
}
