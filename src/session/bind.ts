import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter } from '../engine/connection.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import { decodeParameter } from '../types/parameters.ts';
import type { BindRequest, Format } from './client-session.ts';
import type { PreparedStatement } from './prepared-statement.ts';

/** The bytes of Bind as values. Throws 08P01 for a wrong number, 22P02, 22P03 and the like naming the parameter. */
export function decodeParameters(
  request: BindRequest,
  statement: PreparedStatement,
  context: EncodeContext,
): readonly BoundParameter[] {
  const { parameterTypes, parameterOids } = statement;
  if (request.parameters.length !== parameterTypes.length) {
    throw new SqlError(
      SQLSTATE.protocolViolation,
      `bind message supplies ${request.parameters.length} parameters, but prepared statement "${request.statement}" requires ${parameterTypes.length}`,
    );
  }
  return request.parameters.map((bytes, index) => {
    const type = parameterTypes[index] ?? { kind: 'varchar' };
    try {
      return decodeParameter(bytes, request.parameterFormats[index] ?? 0, parameterOids[index] ?? 0, type, context);
    } catch (error) {
      throw error instanceof SqlError ? error.with({ where: `unnamed portal parameter $${index + 1}` }) : error;
    }
  });
}

/** Result formats of Bind, one per column. Throws 08P01 when their number fits neither. */
export function resultFormats(sent: readonly Format[], columns: number): readonly Format[] {
  if (sent.length <= 1) return Array.from({ length: columns }, () => sent[0] ?? 0);
  if (sent.length === columns) return sent;
  throw new SqlError(
    SQLSTATE.protocolViolation,
    `bind message has ${sent.length} result formats but query has ${columns} columns`,
  );
}
