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
