import type { FastifyInstance } from 'fastify';
import { parseVerifier } from '../../core/scram-verifier.ts';
import { callerOf } from '../caller.ts';
import { HttpError } from '../http-error.ts';
import { TOKEN } from '../objects/shapes.ts';
import { answers } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const BODY = {
  type: 'object',
  additionalProperties: false,
  properties: { expiresInSeconds: { type: 'integer', minimum: 1, maximum: 86_400 } },
} as const;

const DEFAULT_LIFE_S = 3_600;

/** `POST /tokens` with a password: a token that made tokens would never end. Source: API reference, section 21. */
export function tokens(app: FastifyInstance, services: HttpServices): void {
  app.post<{ Body: { expiresInSeconds?: number } | undefined }>(
    '/tokens',
    { schema: { summary: 'Make a token', tags: ['accounts'], body: BODY, response: answers(200, 'The token', TOKEN) } },
    async (request) => {
      const { account, role, proof } = callerOf(request);
      if (proof.kind === 'token') {
        throw new HttpError(
          403,
          'FORBIDDEN',
          'Forbidden',
          'A token is made with account and password only, not with a token.',
        );
      }
      const lifeMs = (request.body?.expiresInSeconds ?? DEFAULT_LIFE_S) * 1000;
      const { token, expiresAt } = await services.tokens.make(
        account,
        parseVerifier(role.verifier ?? ''),
        lifeMs,
        'account',
      );
      return { token, expiresAt: new Date(expiresAt).toISOString() };
    },
  );
}
