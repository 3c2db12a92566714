import type { Dataset, DatasetColumn, SnapshotId } from '../../../catalog/objects.ts';
import { physicalTable, SNAPSHOT_COLUMN } from '../../../catalog/physical.ts';
import type { SpoolDialect } from './spool-dialect.ts';
import { spoolType } from './spool-type.ts';

/** The INSERT of the rows in some spool files. `longestRow` and `largestFile` are in bytes. */
export type InsertSql = (paths: readonly string[], longestRow: number, largestFile: number) => string;

/** Longest line that DuckDB takes; its own default. */
const LINE_BYTES = 2_000_000;

/** Everything that DuckDB's CSV reader could guess is said. Columns that are not named get their defaults. */
export function insertSql(
  target: Dataset,
  columns: readonly DatasetColumn[],
  snapshot: SnapshotId | undefined,
  dialect: SpoolDialect,
): InsertSql {
  const types = columns.map(({ type }) => spoolType(type));
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  const values = types.map(({ value }, index) => value(`c${index}`));
  if (snapshot !== undefined) {
    names.push(`"${SNAPSHOT_COLUMN}"`);
    values.push(`CAST(${snapshot} AS BIGINT)`);
  }
  const read = types.map((type, index) => `'c${index}': '${type.read}'`);
  // What is after the delimiter that ends a row of one field.
  if (columns.length === 1) read.push("'c1': 'VARCHAR'");
  const delimiter = literal(String.fromCharCode(dialect.delimiter));
  const quote = literal(String.fromCharCode(dialect.quote));
  return (paths, longestRow, largestFile) => {
    const lineBytes = Math.max(LINE_BYTES, longestRow * 2);
    // The reader's buffer is 32 MB unless it is told that less is enough for a file.
    const bufferBytes = Math.max(lineBytes, largestFile + 1);
    return `INSERT INTO ${physicalTable(target)} (${names.join(', ')})
     SELECT ${values.join(', ')} FROM read_csv([${paths.map(literal).join(', ')}], columns = {${read.join(', ')}},
       auto_detect = false, header = false, skip = 0, comment = '', new_line = '\\n', compression = 'none',
       delim = ${delimiter}, quote = ${quote}, escape = ${quote}, nullstr = ${literal(dialect.nullText)},
       allow_quoted_nulls = false, strict_mode = true, null_padding = false, ignore_errors = false, parallel = false,
       max_line_size = ${lineBytes}, buffer_size = ${bufferBytes})`;
  };
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
