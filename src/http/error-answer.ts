import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
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

/** Answers what was no HTTP, or had too long an address or headers: there is no request yet that a route could take. */
export function unreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const [status, title, detail] = tooLong
    ? [431, 'Header too large', 'The address and the headers are larger than this server takes.']
    : late
      ? [408, 'Request timeout', 'The request did not arrive in time.']
      : [400, 'Bad request', 'This is not HTTP as the server reads it.'];
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const errorCode = tooLong ? 'TOO_LARGE' : late ? 'TIMEOUT' : 'INVALID_REQUEST';
  const body = JSON.stringify({ title, status, errorCode, detail, requestId: randomUUID() });
  const head = `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function knownError(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof SqlError) return fromSqlError(error);
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode, validation } = error as Error & LibraryError;
  if (validation !== undefined) {
    return new HttpError(400, 'INVALID_REQUEST', 'Bad request', `${error.message}${whichOne(validation)}.`);
  }
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
  readonly validation?: readonly { readonly keyword?: string; readonly params?: Readonly<Record<string, unknown>> }[];
}

/** The field that is too much, or the values that there are: the library's message leaves them out. */
function whichOne([first]: NonNullable<LibraryError['validation']>): string {
  const { additionalProperty, allowedValues } = first?.params ?? {};
  if (typeof additionalProperty === 'string') return `: ${JSON.stringify(additionalProperty)}`;
  return Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
}
