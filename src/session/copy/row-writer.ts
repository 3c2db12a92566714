import type { Dataset, DatasetColumn } from '../../../catalog/objects.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { EncodeContext } from '../../types/encode-context.ts';
import { type ColumnWriter, columnWriter } from './field-writers.ts';
import { NotNull } from './not-null.ts';
import type { RawRow } from './raw-row.ts';
import type { SpoolBuffer } from './spool-buffer.ts';
import { placed, whereOf } from './where.ts';

/** Checks the rows of a text or CSV copy, value by value as PostgreSQL does, and writes them into the spool. */
export class RowWriter {
  readonly #columns: readonly DatasetColumn[];
  readonly #table: string;
  readonly #writers: readonly ColumnWriter[];
  readonly #notNull: NotNull;
  readonly #spool: SpoolBuffer;

  constructor(target: Dataset, columns: readonly DatasetColumn[], context: EncodeContext, spool: SpoolBuffer) {
    this.#columns = columns;
    this.#table = target.name;
    this.#writers = columns.map(({ type }) => columnWriter(type, context, spool));
    this.#notNull = new NotNull(target, columns);
    this.#spool = spool;
  }

  /** Throws 22P04 for a row of another width, 23502, and what the types throw. */
  write(row: RawRow): void {
    const width = this.#columns.length;
    if (row.count > width) throw new SqlError(SQLSTATE.badCopyFileFormat, 'extra data after last expected column');
    const broken = this.#notNull.isBroken(row.nulls);
    if (row.plain && row.count === width && !broken && this.#spool.dialect.verbatim && this.#takeLine(row)) return;
    this.#spool.beginRow();
    for (let index = 0; index < width; index++) {
      if (index >= row.count) {
        const name = this.#columns[index]?.name ?? '';
        throw new SqlError(SQLSTATE.badCopyFileFormat, `missing data for column "${name}"`);
      }
      if (index > 0) this.#spool.delimiter();
      if (row.nulls[index] === 1) this.#spool.null();
      else this.#write(row, index);
    }
    if (broken) throw this.#notNull.error((index) => (row.nulls[index] === 1 ? null : row.text(index)));
    this.#spool.endRow();
  }

  /** Answers false when the row has to be written field by field. */
  #takeLine(row: RawRow): boolean {
    for (let index = 0; index < this.#columns.length; index++) {
      if (row.nulls[index] === 0 && !this.#isPlain(row, index)) return false;
    }
    return this.#spool.line(row.lineSource, row.lineStart, row.lineEnd);
  }

  #isPlain(row: RawRow, index: number): boolean {
    try {
      return this.#writers[index]?.isPlain(row.source, row.starts[index] ?? 0, row.ends[index] ?? 0) === true;
    } catch (error) {
      throw this.#placed(error, row, index);
    }
  }

  #write(row: RawRow, index: number): void {
    try {
      this.#writers[index]?.write(row.source, row.starts[index] ?? 0, row.ends[index] ?? 0);
    } catch (error) {
      throw this.#placed(error, row, index);
    }
  }

  #placed(error: unknown, row: RawRow, index: number): unknown {
    return placed(error, () => whereOf(this.#table, row.lineNumber, this.#columns[index]?.name, row.text(index)));
  }
}
