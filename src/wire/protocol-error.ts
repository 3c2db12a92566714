import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/** 08P01: what the client sent is not the protocol. The connection goes on; the framing is intact. */
export function protocolError(message: string, detail?: string): SqlError {
  return new SqlError(SQLSTATE.protocolViolation, message, { detail });
}

/** 08P01 that ends the connection: the framing is lost, or the start-up went wrong. */
export function fatalProtocolError(message: string, detail?: string): SqlError {
  return new SqlError(SQLSTATE.protocolViolation, message, { detail, fatal: true });
}
