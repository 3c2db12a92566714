import { randomUUID } from 'node:crypto';
import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/**
 * What a client may be told of an error. Anything that is not a SqlError is a bug: it is logged with its cause, and the
 * client gets XX000 with the number to find it by. A disk that is full or fails is told to the operator too, with the file.
 */
export function presentable(error: unknown, logger: Logger): SqlError {
  if (error instanceof SqlError) {
    if (error.sqlState === SQLSTATE.diskFull || error.sqlState === SQLSTATE.ioError)
      logger.error({ err: error.cause ?? error }, 'storage failed');
    return error;
  }
  const requestId = randomUUID();
  logger.error({ err: error, requestId }, 'internal error');
  return new SqlError(SQLSTATE.internalError, 'internal error', {
    hint: `The server log has the cause under request id ${requestId}.`,
    cause: error,
  });
}
