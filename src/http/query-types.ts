import type { FastifyRequest } from 'fastify';

interface QuerySchema {
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
}

/**
 * Parameters of an address are text; those that a route's schema has as integer or boolean become that, where the text is
 * one. Bodies are never turned into other types.
 */
export function readQueryTypes(request: FastifyRequest): void {
  const schema = request.routeOptions.schema?.querystring as QuerySchema | undefined;
  const query = request.query as Record<string, unknown>;
  for (const [name, { type }] of Object.entries(schema?.properties ?? {})) {
    const value = query[name];
    if (typeof value !== 'string') continue;
    if (type === 'integer' && /^-?[0-9]{1,15}$/.test(value)) query[name] = Number(value);
    if (type === 'boolean' && /^(true|false)$/.test(value)) query[name] = value === 'true';
  }
}
