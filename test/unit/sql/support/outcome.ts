import { SqlError } from '../../../../src/core/sql-error.ts';

/** What `run` gives, or its SqlError as `SQLSTATE at position: message` with the hint below. Anything else is thrown on. */
export function outcome(run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const first = `${error.sqlState} at ${error.position}: ${error.message}`;
    return error.hint === undefined ? first : `${first}\nhint: ${error.hint}`;
  }
}
