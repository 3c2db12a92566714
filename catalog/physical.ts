import type { Dataset } from './objects.ts';

/** Hidden column: the snapshot that wrote the row. */
export const SNAPSHOT_COLUMN = '__stillhouse_snapshot';
/** Hidden column: the snapshot that removed the row; NULL while it is current. */
export const REMOVED_COLUMN = '__stillhouse_removed';

/** Names of DuckDB's that no user column may take. */
export const HIDDEN_COLUMNS: readonly string[] = [SNAPSHOT_COLUMN, REMOVED_COLUMN];

/** Where the rows of a dataset are, as quoted DuckDB SQL. Named by oid, so that a rename moves nothing. */
export function physicalTable(dataset: Pick<Dataset, 'oid' | 'storage'>): string {
  switch (dataset.storage) {
    case 'lake':
      return `lake."d${dataset.oid}"`;
    case 'accelerated':
      return `accelerated."d${dataset.oid}"`;
    case 'temporary':
      return `temp.main."d${dataset.oid}"`;
  }
}
