import type { FastifyInstance } from 'fastify';
import { parseVerifier } from '../../core/scram-verifier.ts';
import { SERVER_VERSION } from '../../session/setting-table.ts';
import { callerOf } from '../caller.ts';
import { CONNECTION } from '../objects/shapes.ts';
import { answers } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const LIFE_MS = 24 * 3_600_000;

/** What an interactive client needs. Source: API reference, sections 12 and 21. */
export function connectionParameters(app: FastifyInstance, services: HttpServices): void {
  app.get(
    '/connection_parameters',
    {
      schema: {
        summary: 'What a PostgreSQL client needs to connect',
        tags: ['connections'],
        response: answers(200, 'The parameters', CONNECTION),
      },
    },
    async (request) => {
      const { account, role, proof } = callerOf(request);
      // Who came with a token gets no longer than it has.
      const lifeMs = proof.kind === 'token' ? Math.min(LIFE_MS, proof.expiresAt - services.clock.now()) : LIFE_MS;
      const { token } = await services.tokens.make(account, parseVerifier(role.verifier ?? ''), lifeMs, 'connection');
      const { host, port } = services.wire();
      return {
        username: account,
        dbName: 'prod:all',
        host,
        version: SERVER_VERSION,
        port,
        token,
        compressedToken: token,
        websocketHost: host,
      };
    },
  );
}
