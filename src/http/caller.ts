import type { FastifyRequest } from 'fastify';
import type { Caller } from './authenticate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Needs no account. */
    open?: boolean;
  }
}

/** Who asks; routes that are open have nobody. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('this route is open to all');
  return request.caller;
}

/** The client application by its key, which anybody may send and nobody has to. */
export function clientKey(request: FastifyRequest): string | undefined {
  const key = request.headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? key.slice(0, 255) : undefined;
}
