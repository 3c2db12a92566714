import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { fromSqlError, HttpError } from './http-error.ts';

/** The one way in which an error leaves: title, status, errorCode, detail, requestId (API reference, section 1). */
export async function errorAnswer(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): Promise<FastifyReply> {
  const known = knownError(error);
  if (known === undefined) logger.error({ err: error, requestId: request.id, url: request.url }, 'request failed');
  const { status, errorCode, title, message, headers, more } =
    known ??
    new HttpError(500, 'INTERNAL', 'Internal error', 'The request failed inside the server; its log has more.');
  // A connection that closes while the client still sends loses the answer; what is left of the body is read and dropped.
  if (status === 413) reply.removeHeader('connection');
  reply.code(status).headers(headers).type('application/json; charset=utf-8');
  return reply.send({ title, status, errorCode, detail: message, ...more, requestId: request.id });
}

function knownError(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof SqlError) return fromSqlError(error);
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode, validation } = error as Error & LibraryError;
  if (validation !== undefined) return new HttpError(400, 'INVALID_REQUEST', 'Bad request', `${error.message}.`);
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported media type', 'Send application/json.');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpError(413, 'TOO_LARGE', 'Body too large', 'The body is larger than this server takes.');
    default:
      return statusCode !== undefined && statusCode >= 400 && statusCode < 500
        ? new HttpError(statusCode, 'INVALID_REQUEST', 'Bad request', error.message)
        : undefined;
  }
}

/** What the library adds to its errors. */
interface LibraryError {
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: unknown;
}
