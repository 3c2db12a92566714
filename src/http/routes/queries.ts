import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Condition } from '../../../scheduler/list.ts';
import type { QueryRecord } from '../../../scheduler/records.ts';
import type { CheckedText } from '../../session/stored-sql.ts';
import { callerOf, clientKey } from '../caller.ts';
import { envelope } from '../envelope.ts';
import { HttpError, notFound } from '../http-error.ts';
import { ALL_OPS, type Filters, type ListQuery, listRequest } from '../list-request.ts';
import { queryObject } from '../objects/query-object.ts';
import { page, QUERY, TAKEN } from '../objects/shapes.ts';
import { BASE } from '../paths.ts';
import { queryText, requireOwnerOf } from '../query-text.ts';
import { answers, LIST_QUERY, pathOf, QUERY_BODY, type QueryBody } from '../schemas.ts';
import type { HttpServices } from '../services.ts';

const FILTERS: Filters = {
  created: { ops: ALL_OPS, kind: 'time' },
  updated: { ops: ALL_OPS, kind: 'time' },
  state: { ops: ALL_OPS, kind: 'text' },
  id: { ops: ALL_OPS, kind: 'text' },
  referenced_datasets: { ops: ['=='], kind: 'anyOf' },
  userId: { ops: ['=='], kind: 'text' },
  sql: { ops: ['~'], kind: 'text' },
  templateId: { ops: ['=='], kind: 'text' },
  templateName: { ops: ['~'], kind: 'text' },
  client: { ops: ['=='], kind: 'text' },
  scheduleId: { ops: ['=='], kind: 'text' },
  scheduleRunId: { ops: ['=='], kind: 'text' },
};

const QUERY_STRING = {
  ...LIST_QUERY,
  properties: {
    ...LIST_QUERY.properties,
    excludeSoftDeleted: { type: 'boolean' },
    excludeHidden: { type: 'boolean' },
  },
} as const;

interface QueriesQuery extends ListQuery {
  readonly excludeSoftDeleted?: boolean;
  readonly excludeHidden?: boolean;
}

/** `/queries`: the log of all statements, and batch queries. Source: API reference, section 4. */
export function queries(app: FastifyInstance, services: HttpServices): void {
  const { log, executor, catalog } = services;

  app.get<{ Querystring: QueriesQuery }>(
    '/queries',
    {
      schema: {
        summary: 'List queries',
        tags: ['queries'],
        querystring: QUERY_STRING,
        response: answers(200, 'Queries', page('queries', QUERY)),
      },
    },
    async (request) => {
      const { excludeSoftDeleted, excludeHidden, ...list } = request.query;
      const more: Condition[] = [];
      if (excludeSoftDeleted !== false) more.push(isFalse('softDeleted'));
      if (excludeHidden !== false) more.push(isFalse('hidden'));
      const wanted = listRequest(list, FILTERS, more);
      const page = await log.list(wanted);
      const place = { path: `${BASE}/queries`, query: { ...request.query } };
      return envelope(
        'queries',
        page,
        wanted,
        place,
        (row) => queryObject(row, services.clock.now()),
        (row) => row,
      );
    },
  );

  app.post<{ Body: QueryBody }>(
    '/queries',
    {
      schema: {
        summary: 'Submit a batch query',
        tags: ['queries'],
        body: QUERY_BODY,
        response: answers(202, 'Taken', QUERY),
      },
    },
    async (request, reply) => {
      const { account } = callerOf(request);
      if (executor.full) {
        throw new HttpError(429, 'QUEUE_FULL', 'Too many requests', 'Too many queries wait already; try again later.', {
          headers: { 'retry-after': '10' },
        });
      }
      const { body } = request;
      const { checked, template, text } = queryText(body, catalog.view);
      const now = services.clock.now();
      const record: QueryRecord = {
        id: randomUUID(),
        created: now,
        updated: now,
        started: undefined,
        ended: undefined,
        state: 'SUBMITTED',
        account,
        client: 'API',
        door: 'http',
        sql: checked.sql,
        dbName: text.dbName,
        hidden: false,
        softDeleted: false,
        rowCount: undefined,
        bytes: undefined,
        error: undefined,
        template: template === undefined ? undefined : { id: template.id, name: template.name },
        scheduleId: undefined,
        runId: undefined,
        more: { name: body.name, clientId: clientKey(request), request: { ...body }, ...detailsOf(checked, text.sql) },
      };
      log.put(record);
      await log.flush();
      executor.submit([{ query: record, onEnd: async (ended) => services.onQueryEnd(ended) }]);
      reply.code(202);
      return queryObject(record, now);
    },
  );

  app.get<{ Params: { queryId: string } }>(
    '/queries/:queryId',
    {
      schema: {
        summary: 'One query',
        tags: ['queries'],
        params: pathOf('queryId'),
        response: answers(200, 'The query', QUERY),
      },
    },
    async (request) => {
      const record = await requireQuery(request.params.queryId);
      const progress = await executor.progress(record.id);
      return queryObject(record, services.clock.now(), progress);
    },
  );

  app.patch<{ Params: { queryId: string }; Body: { op: 'cancel' | 'soft_delete' } }>(
    '/queries/:queryId',
    {
      schema: {
        summary: 'Cancel or hide a query',
        tags: ['queries'],
        params: pathOf('queryId'),
        body: {
          type: 'object',
          required: ['op'],
          additionalProperties: false,
          properties: { op: { type: 'string', enum: ['cancel', 'soft_delete'] } },
        },
        response: answers(202, 'Taken', TAKEN),
      },
    },
    async (request, reply) => {
      const record = await requireQuery(request.params.queryId);
      requireOwnerOf('query', record.account, callerOf(request));
      reply.code(202);
      if (request.body.op === 'soft_delete') {
        await log.softDelete(record);
        return { message: 'Query soft delete request received', statusCode: 202 };
      }
      if (!(await executor.cancel(record.id)) && !services.cancelInteractive(record.id)) {
        throw new HttpError(409, 'QUERY_ENDED', 'Query has ended', `The query ${record.id} has ended already.`);
      }
      return { message: 'Query cancel request received', statusCode: 202 };
    },
  );

  async function requireQuery(id: string): Promise<QueryRecord> {
    const record = await log.get(id);
    if (record === undefined) throw notFound('query', id);
    return record;
  }
}

/** What the log keeps of a checked text. `written` is the text as it was sent. */
export function detailsOf(checked: CheckedText, written: string): QueryRecord['more'] {
  return {
    effectiveSql: checked.sql === written ? undefined : checked.sql,
    isCtas: checked.isCtas,
    isInsertInto: checked.isInsertInto,
    referenced: checked.relations.map(({ id, name }) => ({ id, name })),
  };
}

function isFalse(property: string): Condition {
  return { property, op: '==', value: { kind: 'boolean', value: false } };
}
