import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE, type SqlState } from '../core/sql-state.ts';

/** A refusal as the API words it. The same fault has the same `errorCode` everywhere. */
export class HttpError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    errorCode: string,
    title: string,
    detail: string,
    more: { readonly headers?: Record<string, string>; readonly fields?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = 'HttpError';
    this.status = status;
    this.errorCode = errorCode;
    this.title = title;
    this.headers = more.headers ?? {};
    this.more = more.fields ?? {};
  }
}

export function badRequest(errorCode: string, detail: string): HttpError {
  return new HttpError(400, errorCode, 'Bad request', detail);
}

export function notFound(what: string, id: string): HttpError {
  return new HttpError(404, 'NOT_FOUND', 'Not found', `There is no ${what} "${id}".`);
}

export function forbidden(detail: string): HttpError {
  return new HttpError(403, 'FORBIDDEN', 'Forbidden', detail);
}

const STATUS_OF: ReadonlyMap<SqlState, readonly [status: number, errorCode: string, title: string]> = new Map([
  [SQLSTATE.syntaxError, [400, 'INVALID_SQL', 'SQL cannot be read']],
  [SQLSTATE.invalidParameterValue, [400, 'INVALID_PARAMETER', 'A value does not fit']],
  [SQLSTATE.undefinedObject, [400, 'UNDEFINED_PARAMETER', 'Something has no value']],
  [SQLSTATE.invalidCatalogName, [400, 'UNKNOWN_DATABASE', 'Unknown database']],
  [SQLSTATE.insufficientPrivilege, [403, 'FORBIDDEN', 'Forbidden']],
  [SQLSTATE.featureNotSupported, [400, 'NOT_SUPPORTED', 'Not supported']],
  [SQLSTATE.lockNotAvailable, [409, 'CONFLICT', 'In use']],
  [SQLSTATE.serializationFailure, [409, 'CONFLICT', 'Changed meanwhile']],
  [SQLSTATE.tooManyConnections, [429, 'TOO_MANY_REQUESTS', 'Too many requests']],
  [SQLSTATE.cannotConnectNow, [503, 'STOPPING', 'The server is stopping']],
  [SQLSTATE.adminShutdown, [503, 'STOPPING', 'The server is stopping']],
]);

/** What the client did wrong; undefined for faults of the server. `sql` is the text that the error's place is in. */
export function fromSqlError(error: SqlError, sql?: string): HttpError | undefined {
  const known = STATUS_OF.get(error.sqlState);
  const classOf = error.sqlState.slice(0, 2);
  if (known === undefined && ['58', 'XX', '53'].includes(classOf)) return undefined;
  const [status, errorCode, title] = known ?? [400, 'SQL_ERROR', 'SQL failed'];
  const place = sql === undefined || error.position === undefined ? undefined : placeIn(sql, error.position);
  const where = place === undefined ? '' : ` at line ${place.line}, column ${place.column}`;
  const detail = [`${error.message}${where}`];
  if (error.where !== undefined) detail.push(`In ${error.where.replaceAll('\n', ', in ')}`);
  if (error.detail !== undefined) detail.push(error.detail);
  if (error.hint !== undefined) detail.push(error.hint);
  return new HttpError(status, errorCode, title, detail.join('. ').replaceAll('..', '.'), {
    fields: { sqlState: error.sqlState, ...place },
    ...(status === 429 || status === 503 ? { headers: { 'retry-after': '1' } } : {}),
  });
}

/** Runs a check of a text; its errors say where in the text. */
export function inText<T>(sql: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof SqlError ? (fromSqlError(error, sql) ?? error) : error;
  }
}

function placeIn(sql: string, position: number): { readonly line: number; readonly column: number } {
  const before = Array.from(sql).slice(0, position - 1);
  const line = before.filter((character) => character === '\n').length + 1;
  return { line, column: before.length - before.lastIndexOf('\n') };
}
