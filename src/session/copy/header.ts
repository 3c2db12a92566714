import type { DatasetColumn } from '../../../catalog/objects.ts';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { RawRow } from './raw-row.ts';

/** HEADER MATCH. Throws 22P04 unless the line names the columns in their order. Source: PostgreSQL `NextCopyFromRawFields`. */
export function matchHeader(row: RawRow, columns: readonly DatasetColumn[], nullText: string): void {
  const fail = (message: string): never => {
    throw new SqlError(SQLSTATE.badCopyFileFormat, message);
  };
  if (row.count !== columns.length) {
    fail(`wrong number of fields in header line: got ${row.count}, expected ${columns.length}`);
  }
  columns.forEach(({ name }, index) => {
    const mismatch = `column name mismatch in header line field ${index + 1}`;
    if (row.nulls[index] === 1) fail(`${mismatch}: got null value ("${nullText}"), expected "${name}"`);
    const found = row.text(index);
    if (found !== name) fail(`${mismatch}: got "${found}", expected "${name}"`);
  });
}
