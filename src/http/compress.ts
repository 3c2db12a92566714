import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const deflate = promisify(gzip);
/** Below this, a header more costs as much as it saves. */
const LEAST_BYTES = 1_024;

/** `onSend`: gzip for whom asks for it. A body that is a Buffer is sent as it is: it has been made ready before. */
export async function compress(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (typeof payload !== 'string' || payload.length < LEAST_BYTES || reply.hasHeader('content-encoding'))
    return payload;
  reply.header('vary', 'accept-encoding');
  if (!acceptsGzip(request)) return payload;
  const body = await deflate(payload, { level: 4 });
  reply.header('content-encoding', 'gzip');
  reply.header('content-length', body.length);
  return body;
}

export function acceptsGzip(request: FastifyRequest): boolean {
  const accepted = request.headers['accept-encoding'];
  return typeof accepted === 'string' && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accepted);
}
