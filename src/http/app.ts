import { randomUUID } from 'node:crypto';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Authenticator } from './authenticate.ts';
import './caller.ts';
import { compress } from './compress.ts';
import { errorAnswer, unreadable } from './error-answer.ts';
import { HttpError } from './http-error.ts';
import { OPENAPI } from './openapi.ts';
import { AUTH_BASE, BASE, isOldSpelling, SANDBOX } from './paths.ts';
import { readQueryTypes } from './query-types.ts';
import { RateLimit } from './rate-limit.ts';
import { RouteTable } from './route-table.ts';
import { accelerated } from './routes/accelerated.ts';
import { accounts } from './routes/accounts.ts';
import { alertSubscriptions } from './routes/alert-subscriptions.ts';
import { connectionParameters } from './routes/connection-parameters.ts';
import { ipAccess } from './routes/ip-access.ts';
import { queries } from './routes/queries.ts';
import { queryTemplates } from './routes/query-templates.ts';
import { runs } from './routes/runs.ts';
import { schedules } from './routes/schedules.ts';
import { service } from './routes/service.ts';
import { tokens } from './routes/tokens.ts';
import type { HttpServices } from './services.ts';

/** Of the address and the headers of a request together. */
const MAX_HEADER_BYTES = 65_536;

/** What a file of `routes/` is: it adds its routes to the app. */
export type Routes = (app: FastifyInstance, services: HttpServices) => void;

export async function buildApp(services: HttpServices): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    bodyLimit: services.maxBodyBytes,
    forceCloseConnections: true,
    // How long a part of an address may be is what the schemas of the routes say.
    routerOptions: { maxParamLength: MAX_HEADER_BYTES, ignoreTrailingSlash: true },
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    clientErrorHandler: unreadable,
    // An address that is none, such as one with a broken %.
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      void errorAnswer(error, request, reply, services.logger);
    },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
  });
  const table = new RouteTable();
  app.addHook('onRoute', (route) => table.add(route));
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  readJson(app);
  app.decorateRequest('caller', null);
  const authenticator = new Authenticator(services);
  const rate = new RateLimit(services.requestsPerSecond, services.clock);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.routeOptions.config.open === true || request.is404) return;
    requirePlace(request, services.organization);
    request.caller = await authenticator.caller(request.headers.authorization, request.ip);
    rate.take(request.caller.account);
  });
  app.addHook('preValidation', async (request) => readQueryTypes(request));
  app.addHook('onSend', compress);
  app.setErrorHandler((error, request, reply) =>
    request.is404 ? noRoute(request, reply, table, services) : errorAnswer(error, request, reply, services.logger),
  );
  app.setNotFoundHandler((request, reply) => noRoute(request, reply, table, services));
  await app.register(swagger, {
    openapi: OPENAPI,
    transform: ({ schema, url }) => ({ schema: isOldSpelling(url) ? { ...schema, deprecated: true } : schema, url }),
  });
  await app.register(async (inner) => service(inner, services));
  const api: readonly Routes[] = [
    queries,
    queryTemplates,
    schedules,
    runs,
    accelerated,
    connectionParameters,
    alertSubscriptions,
    ipAccess,
  ];
  for (const routes of api) await app.register(async (inner) => routes(inner, services), { prefix: BASE });
  for (const routes of [accounts, tokens]) {
    await app.register(async (inner) => routes(inner, services), { prefix: AUTH_BASE });
  }
  await app.ready();
  return app;
}

/** JSON as the library reads it, but an empty body is none: DELETE and POST without content often carry the header. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.trim() === '') done(null, undefined);
    else void parse(request, body, done);
  });
}

function requestId(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[\x21-\x7e]{1,128}$/.test(header) ? header : randomUUID();
}

function requirePlace(request: FastifyRequest, organization: string | undefined): void {
  const named = request.headers['x-gw-ims-org-id'];
  if (organization !== undefined && named !== undefined && named !== organization) {
    throw new HttpError(401, 'WRONG_ORGANIZATION', 'Unauthorized', 'This server belongs to another organization.');
  }
  const sandbox = request.headers['x-sandbox-name'];
  if (sandbox !== undefined && sandbox !== SANDBOX) {
    throw new HttpError(400, 'UNKNOWN_SANDBOX', 'Unknown sandbox', `This server has the sandbox "${SANDBOX}" alone.`);
  }
}

async function noRoute(
  request: FastifyRequest,
  reply: FastifyReply,
  table: RouteTable,
  services: HttpServices,
): Promise<FastifyReply> {
  const allowed = table.methods(request.url);
  const error =
    allowed.length === 0
      ? new HttpError(
          404,
          'NOT_FOUND',
          'Not found',
          'There is nothing at this address; /openapi.json lists what there is.',
        )
      : new HttpError(405, 'METHOD_NOT_ALLOWED', 'Method not allowed', `This address takes ${allowed.join(', ')}.`, {
          headers: { allow: allowed.join(', ') },
        });
  return errorAnswer(error, request, reply, services.logger);
}
