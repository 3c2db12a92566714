import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';
import type { QueryError } from './records.ts';
import { errorType } from './retry.ts';

/** As the query object shows it. What is no SqlError is a fault of the server: its text stays in the log. */
export function toQueryError(error: unknown): QueryError {
  if (!(error instanceof SqlError)) {
    return { code: SQLSTATE.internalError, message: 'internal error', errorType: 'SYSTEM_ERROR' };
  }
  const { sqlState, message, detail, hint } = error;
  return { code: sqlState, message, detail, hint, errorType: errorType(sqlState) };
}
