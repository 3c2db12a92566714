import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Template } from '../../../catalog/objects.ts';
import { nameKey, objectKey } from '../../../catalog/writer.ts';
import { callerOf } from '../caller.ts';
import { envelope } from '../envelope.ts';
import { HttpError } from '../http-error.ts';
import { type Filters, type ItemKeys, type ListQuery, listRequest, pageOf } from '../list-request.ts';
import { COUNT, page, TAKEN, TEMPLATE } from '../objects/shapes.ts';
import { BASE } from '../paths.ts';
import { parameterKeys, requireOwnerOf, requireTemplate } from '../query-text.ts';
import { answers, LIST_QUERY, PARAMETERS, pathOf, SQL_MAX } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const FILTERS: Filters = {
  name: { ops: ['==', '~'], kind: 'text' },
  userId: { ops: ['=='], kind: 'text' },
  lastUpdatedBy: { ops: ['=='], kind: 'text' },
};

const BODY = {
  type: 'object',
  required: ['name', 'sql'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 255 },
    sql: { type: 'string', minLength: 1, maxLength: SQL_MAX },
    queryParameters: PARAMETERS,
  },
} as const;

interface TemplateBody {
  readonly name: string;
  readonly sql: string;
  readonly queryParameters?: Readonly<Record<string, string>>;
}

const COUNT_QUERY = {
  type: 'object',
  additionalProperties: false,
  properties: { property: { type: 'string', maxLength: 4_000 } },
} as const;

/** `/query-templates`, and the older spelling `/query_templates`. Source: API reference, section 5. */
export function queryTemplates(app: FastifyInstance, services: HttpServices): void {
  for (const path of ['/query-templates', '/query_templates']) routesAt(app, services, path);
}

function routesAt(app: FastifyInstance, { catalog, writer, clock }: HttpServices, path: string): void {
  const tags = ['query-templates'];

  app.get<{ Querystring: ListQuery }>(
    path,
    {
      schema: {
        summary: 'List templates',
        tags,
        querystring: LIST_QUERY,
        response: answers(200, 'Templates', page('templates', TEMPLATE)),
      },
    },
    async (request) => {
      const wanted = listRequest(request.query, FILTERS);
      const page = pageOf(templates(), wanted, keysOf);
      const place = { path: `${BASE}${path}`, query: { ...request.query } };
      return envelope('templates', page, wanted, place, show, keysOf);
    },
  );

  app.post<{ Body: TemplateBody }>(
    path,
    { schema: { summary: 'Make a template', tags, body: BODY, response: answers(202, 'The template', TEMPLATE) } },
    async (request, reply) => {
      const { role } = callerOf(request);
      const { name, sql, queryParameters } = request.body;
      const made = await writer.change([nameKey('template', name)], (view, changes) => {
        requireFree(name, view.template(name));
        const template: Template = {
          kind: 'template',
          oid: catalog.nextOid(),
          id: randomUUID(),
          name,
          createdAt: new Date(clock.now()).toISOString(),
          owner: role.oid,
          sql,
          queryParameters: parameterKeys(queryParameters ?? {}),
        };
        changes.put(template);
        return template;
      });
      reply.code(202);
      return show(made);
    },
  );

  app.get<{ Querystring: { property?: string } }>(
    `${path}/count`,
    {
      schema: {
        summary: 'Count templates',
        tags,
        querystring: COUNT_QUERY,
        response: answers(200, 'The number', COUNT),
      },
    },
    async (request) => {
      const { userId } = FILTERS;
      const wanted = listRequest({ ...request.query, limit: 1_000_000 }, userId === undefined ? {} : { userId });
      return { totalCount: pageOf(templates(), wanted, keysOf).rows.length, version: 1 };
    },
  );

  app.get<{ Params: { templateId: string } }>(
    `${path}/:templateId`,
    {
      schema: {
        summary: 'One template',
        tags,
        params: pathOf('templateId'),
        response: answers(200, 'The template', TEMPLATE),
      },
    },
    async (request) => show(requireTemplate(request.params.templateId, catalog.view)),
  );

  app.put<{ Params: { templateId: string }; Body: TemplateBody }>(
    `${path}/:templateId`,
    {
      schema: {
        summary: 'Overwrite a template',
        tags,
        params: pathOf('templateId'),
        body: BODY,
        response: answers(202, 'The template', TEMPLATE),
      },
    },
    async (request, reply) => {
      const { account } = callerOf(request);
      const old = requireOwn(request);
      const { name, sql, queryParameters } = request.body;
      const locks = [objectKey(old.oid), nameKey('template', old.name), nameKey('template', name)];
      const changed = await writer.change(locks, (view, changes) => {
        const current = requireTemplate(old.id, view);
        const taken = view.template(name);
        if (taken?.oid !== current.oid) requireFree(name, taken);
        const template: Template = {
          ...current,
          name,
          sql,
          queryParameters: parameterKeys(queryParameters ?? {}),
          updatedAt: new Date(clock.now()).toISOString(),
          updatedBy: account,
        };
        changes.put(template);
        return template;
      });
      reply.code(202);
      return show(changed);
    },
  );

  app.delete<{ Params: { templateId: string } }>(
    `${path}/:templateId`,
    {
      schema: {
        summary: 'Delete a template',
        tags,
        params: pathOf('templateId'),
        response: answers(202, 'Done', TAKEN),
      },
    },
    async (request, reply) => {
      const { oid, id, name } = requireOwn(request);
      await writer.change([objectKey(oid), nameKey('template', name)], (view, changes) => {
        changes.remove(requireTemplate(id, view).oid);
      });
      reply.code(202);
      return { message: 'Deleted', statusCode: 202 };
    },
  );

  function* templates(): IterableIterator<Template> {
    for (const object of catalog.view.objects()) if (object.kind === 'template') yield object;
  }

  function requireOwn(request: FastifyRequest<{ Params: { templateId: string } }>): Template {
    const template = requireTemplate(request.params.templateId, catalog.view);
    requireOwnerOf('template', ownerOf(template), callerOf(request));
    return template;
  }

  function ownerOf(template: Template): string {
    return catalog.view.get(template.owner)?.name ?? '';
  }

  function keysOf(template: Template): ItemKeys {
    const created = Date.parse(template.createdAt);
    return {
      id: template.id,
      created,
      updated: template.updatedAt === undefined ? created : Date.parse(template.updatedAt),
      properties: {
        name: template.name,
        userId: ownerOf(template),
        lastUpdatedBy: template.updatedBy ?? ownerOf(template),
      },
    };
  }

  function show(template: Template): object {
    const self = `${BASE}/query-templates/${template.id}`;
    return {
      id: template.id,
      name: template.name,
      sql: template.sql,
      queryParameters: template.queryParameters ?? {},
      created: template.createdAt,
      updated: template.updatedAt ?? template.createdAt,
      userId: ownerOf(template),
      lastUpdatedBy: template.updatedBy ?? ownerOf(template),
      version: 1,
      _links: {
        self: { href: self },
        update: { href: self, method: 'PUT' },
        delete: { href: self, method: 'DELETE' },
      },
    };
  }
}

function requireFree(name: string, taken: Template | undefined): void {
  if (taken === undefined) return;
  throw new HttpError(409, 'NAME_TAKEN', 'Name is taken', `There is a template "${name}" already.`);
}
