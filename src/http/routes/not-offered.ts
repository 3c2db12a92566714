import type { FastifyInstance } from 'fastify';
import { notSupported } from '../http-error.ts';
import { answers } from '../schemas.ts';

const ADDRESSES = [
  ['GET', '/security/ip-access'],
  ['PUT', '/security/ip-access'],
  ['DELETE', '/security/ip-access'],
  ['POST', '/security/validate/ip-access'],
] as const;

/** Parts of the API that this server does not have: said clearly, with 501, rather than left to look unknown. */
export function notOffered(app: FastifyInstance): void {
  for (const [method, url] of ADDRESSES) {
    app.route({
      method,
      url,
      schema: { summary: 'Not offered', tags: ['security'], response: answers(200, 'Never') },
      handler: async () => {
        throw notSupported('Address ranges are not offered; use the firewall of the machine.');
      },
    });
  }
}
