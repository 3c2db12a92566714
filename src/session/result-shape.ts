import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Column } from '../types/column.ts';
import type { Portal } from './portal.ts';
import type { PreparedStatement } from './prepared-statement.ts';

/** What a client was told of a result is what it gets, whatever happened to the tables in between. Throws 0A000. */
export function requireSameShape(described: PreparedStatement, now: PreparedStatement): void {
  if (shape(described.columns) !== shape(now.columns)) throw resultTypeChanged();
}

/** The same, of a portal and the rows that come. */
export function requireSameColumns(portal: Portal, columns: readonly Column[]): void {
  if (portal.columns !== undefined && portal.columns.length !== columns.length) throw resultTypeChanged();
}

function shape(columns: readonly Column[] | undefined): string | undefined {
  return columns && JSON.stringify(columns.map(({ name, type }) => [name, type]));
}

/** Drivers prepare the statement again when the routine is this one: pgx, asyncpg, pgjdbc. */
function resultTypeChanged(): SqlError {
  return new SqlError(SQLSTATE.featureNotSupported, 'cached plan must not change result type', {
    routine: 'RevalidateCachedQuery',
  });
}
