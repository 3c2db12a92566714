import type { Dataset, DatasetColumn } from '../../../catalog/objects.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { EncodeContext } from '../../types/encode-context.ts';
import { type FieldWriter, fieldWriter } from './field-writers.ts';
import { NotNull } from './not-null.ts';
import type { RawRow } from './raw-row.ts';
import type { SpoolBuffer } from './spool-buffer.ts';
import { placed, whereOf } from './where.ts';

/** Checks the rows of a text or CSV copy, value by value as PostgreSQL does, and writes them into the spool. */
export class RowWriter {
  readonly #columns: readonly DatasetColumn[];
  readonly #table: string;
  readonly #writers: readonly FieldWriter[];
  readonly #notNull: NotNull;
  readonly #spool: SpoolBuffer;

  constructor(target: Dataset, columns: readonly DatasetColumn[], context: EncodeContext, spool: SpoolBuffer) {
    this.#columns = columns;
    this.#table = target.name;
    this.#writers = columns.map(({ type }) => fieldWriter(type, context, spool));
    this.#notNull = new NotNull(target, columns);
    this.#spool = spool;
  }

  /** Throws 22P04 for a row of another width, 23502, and what the types throw. */
  write(row: RawRow): void {
    const spool = this.#spool;
    const width = this.#columns.length;
    if (row.count > width) throw new SqlError(SQLSTATE.badCopyFileFormat, 'extra data after last expected column');
    const rowStart = spool.at;
    for (let index = 0; index < width; index++) {
      if (index >= row.count) {
        const name = this.#columns[index]?.name ?? '';
        throw new SqlError(SQLSTATE.badCopyFileFormat, `missing data for column "${name}"`);
      }
      if (row.nulls[index] === 0) this.#field(row, index);
      spool.endField();
    }
    if (this.#notNull.isBroken(row.nulls)) {
      throw this.#notNull.error((index) => (row.nulls[index] === 1 ? null : row.text(index)));
    }
    spool.endRow(rowStart);
  }

  #field(row: RawRow, index: number): void {
    try {
      this.#writers[index]?.(row.source, row.starts[index] ?? 0, row.ends[index] ?? 0);
    } catch (error) {
      const name = this.#columns[index]?.name;
      throw placed(error, () => whereOf(this.#table, row.lineNumber, name, row.text(index)));
    }
  }
}
