import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type AddressRange, isAddressRange } from '../../../catalog/allowed-addresses.ts';
import { callerOf } from '../caller.ts';
import { badRequest, forbidden } from '../http-error.ts';
import { ALLOWED_RANGES, DELETED_RANGES, IS_ALLOWED } from '../objects/shapes.ts';
import { SANDBOX } from '../paths.ts';
import { answers } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const MOST_RANGES = 500;

const RANGES = {
  type: 'object',
  required: ['ipRanges'],
  additionalProperties: false,
  properties: {
    ipRanges: {
      type: 'array',
      maxItems: MOST_RANGES,
      items: {
        type: 'object',
        required: ['ipRange'],
        additionalProperties: false,
        properties: {
          ipRange: { type: 'string', minLength: 1, maxLength: 64 },
          description: { type: 'string', maxLength: 1_000 },
        },
      },
    },
  },
} as const;

const ADDRESS = {
  type: 'object',
  required: ['ipAddress'],
  additionalProperties: false,
  properties: { ipAddress: { type: 'string', minLength: 1, maxLength: 64 } },
} as const;

const tags = ['security'];

/** From where PostgreSQL connections may come; HTTP is not covered. Source: API reference, section 13. */
export function ipAccess(app: FastifyInstance, services: HttpServices): void {
  const { addresses } = services;
  const place = { imsOrg: services.organization ?? 'stillhouse', sandboxName: SANDBOX, channel: 'data_distiller' };

  app.get(
    '/security/ip-access',
    {
      schema: {
        summary: 'Allowed addresses of connections',
        tags,
        response: answers(200, 'The ranges', ALLOWED_RANGES),
      },
    },
    async (request) => {
      requireAdmin(request);
      return { ...place, allowedIpRanges: addresses.ranges };
    },
  );

  app.put<{ Body: { readonly ipRanges: readonly AddressRange[] } }>(
    '/security/ip-access',
    {
      schema: {
        summary: 'Replace the allowed addresses',
        tags,
        body: RANGES,
        response: answers(200, 'The ranges', ALLOWED_RANGES),
      },
    },
    async (request) => {
      requireAdmin(request);
      const { ipRanges } = request.body;
      const wrong = ipRanges.find(({ ipRange }) => !isAddressRange(ipRange));
      if (wrong !== undefined) {
        throw badRequest(
          'INVALID_ADDRESS',
          `"${wrong.ipRange}" is no IPv4 or IPv6 address, nor a range such as 192.0.2.0/24.`,
        );
      }
      await addresses.replace(ipRanges);
      return { ...place, allowedIpRanges: addresses.ranges };
    },
  );

  app.delete(
    '/security/ip-access',
    { schema: { summary: 'Allow every address', tags, response: answers(200, 'What was removed', DELETED_RANGES) } },
    async (request) => {
      requireAdmin(request);
      const deletedIpRanges = addresses.ranges;
      await addresses.replace([]);
      return { ...place, deletedIpRanges };
    },
  );

  app.post<{ Body: { readonly ipAddress: string } }>(
    '/security/validate/ip-access',
    {
      schema: {
        summary: 'Is this address allowed?',
        tags,
        body: ADDRESS,
        response: answers(200, 'The answer', IS_ALLOWED),
      },
    },
    async (request) => {
      const { ipAddress } = request.body;
      if (isIP(ipAddress) === 0) throw badRequest('INVALID_ADDRESS', `"${ipAddress}" is no IPv4 or IPv6 address.`);
      return { isAllowed: addresses.allows(ipAddress) };
    },
  );
}

function requireAdmin(request: FastifyRequest): void {
  if (!callerOf(request).admin) throw forbidden('Only an administrator sees and changes the allowed addresses.');
}
