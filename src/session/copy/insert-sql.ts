import type { Dataset, DatasetColumn, SnapshotId } from '../../../catalog/objects.ts';
import { physicalTable, SNAPSHOT_COLUMN } from '../../../catalog/physical.ts';
import { SPOOL_DELIMITER, SPOOL_QUOTE } from './spool-buffer.ts';
import { spoolType } from './spool-type.ts';

/** The INSERT of the rows in some spool files. `longestRow` is in bytes. */
export type InsertSql = (paths: readonly string[], longestRow: number) => string;

/** DuckDB's own default; its CSV reader takes memory by it. */
const LINE_BYTES = 2_000_000;

/** Everything that DuckDB's CSV reader could guess is said. Columns that are not named get their defaults. */
export function insertSql(
  target: Dataset,
  columns: readonly DatasetColumn[],
  snapshot: SnapshotId | undefined,
): InsertSql {
  const types = columns.map(({ type }) => spoolType(type));
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  const values = types.map(({ value }, index) => value(`c${index}`));
  if (snapshot !== undefined) {
    names.push(`"${SNAPSHOT_COLUMN}"`);
    values.push(`CAST(${snapshot} AS BIGINT)`);
  }
  // The last field is the one after the last delimiter, always empty.
  const read = [...types.map((type) => type.read), 'VARCHAR'].map((type, index) => `'c${index}': '${type}'`);
  const quote = String.fromCharCode(SPOOL_QUOTE);
  return (paths, longestRow) =>
    `INSERT INTO ${physicalTable(target)} (${names.join(', ')})
     SELECT ${values.join(', ')} FROM read_csv([${paths.map(literal).join(', ')}], columns = {${read.join(', ')}},
       auto_detect = false, header = false, skip = 0, comment = '', new_line = '\\n', compression = 'none',
       delim = '${String.fromCharCode(SPOOL_DELIMITER)}', quote = '${quote}', escape = '${quote}', nullstr = '',
       allow_quoted_nulls = false, strict_mode = true, null_padding = false, ignore_errors = false, parallel = false,
       max_line_size = ${Math.max(LINE_BYTES, longestRow * 2)})`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
