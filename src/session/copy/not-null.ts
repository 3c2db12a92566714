import type { Dataset, DatasetColumn } from '../../../catalog/objects.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';

/** PostgreSQL shows so many characters of each value of the row. */
const LONGEST_VALUE = 64;

/** The NOT NULL columns of a copy's target. One that is not named and has no default breaks the first row. */
export class NotNull {
  readonly #target: Dataset;
  readonly #columns: readonly DatasetColumn[];
  /** Indexes of named columns. */
  readonly #named: readonly number[];
  readonly #missing: DatasetColumn | undefined;

  constructor(target: Dataset, columns: readonly DatasetColumn[]) {
    this.#target = target;
    this.#columns = columns;
    this.#named = [...columns.keys()].filter((index) => columns[index]?.notNull === true);
    this.#missing = target.columns.find(
      (column) => column.notNull && column.defaultSql === undefined && this.#indexOf(column) < 0,
    );
  }

  /** `nulls`: 1 for each named column that is NULL in the row. */
  isBroken(nulls: Uint8Array): boolean {
    if (this.#missing !== undefined) return true;
    for (const index of this.#named) {
      if (nulls[index] === 1) return true;
    }
    return false;
  }

  /** 23502. `inputOf` answers the input of a named column; for columns with a default the row cannot be shown. */
  error(inputOf: (index: number) => string | null): SqlError {
    const broken = this.#target.columns.find(
      (column) => column.notNull && (column === this.#missing || this.#isNull(column, inputOf)),
    );
    const name = broken?.name ?? '';
    const table = this.#target.name;
    return new SqlError(
      SQLSTATE.notNullViolation,
      `null value in column "${name}" of relation "${table}" violates not-null constraint`,
      { detail: this.#detail(inputOf), table, column: name },
    );
  }

  #isNull(column: DatasetColumn, inputOf: (index: number) => string | null): boolean {
    const index = this.#indexOf(column);
    return index >= 0 && inputOf(index) === null;
  }

  #detail(inputOf: (index: number) => string | null): string | undefined {
    const values: string[] = [];
    for (const column of this.#target.columns) {
      const index = this.#indexOf(column);
      if (index < 0 && column.defaultSql !== undefined) return undefined;
      values.push(shown(index < 0 ? null : inputOf(index)));
    }
    return `Failing row contains (${values.join(', ')}).`;
  }

  #indexOf(column: DatasetColumn): number {
    return this.#columns.findIndex(({ number }) => number === column.number);
  }
}

function shown(value: string | null): string {
  if (value === null) return 'null';
  const characters = Array.from(value.slice(0, LONGEST_VALUE * 2 + 2));
  return characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE).join('')}...` : value;
}
