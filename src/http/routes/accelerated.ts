import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Relation } from '../../../catalog/objects.ts';
import type { CatalogView } from '../../../catalog/view.ts';
import { toQueryError } from '../../../scheduler/query-error.ts';
import type { QueryRecord } from '../../../scheduler/records.ts';
import type { ClientSession } from '../../session/client-session.ts';
import { type CheckedText, checkText, type StoredText } from '../../session/stored-sql.ts';
import { callerOf, clientKey } from '../caller.ts';
import { acceptsGzip } from '../compress.ts';
import { badRequest, HttpError, inText } from '../http-error.ts';
import { jsonRows, resultsMeta } from '../json-rows.ts';
import { RESULT } from '../objects/shapes.ts';
import { parameterKeys, requireTemplate } from '../query-text.ts';
import { type CachedAnswer, ResultCache } from '../result-cache.ts';
import { answers, PARAMETERS } from '../schemas.ts';
import type { HttpServices } from '../services.ts';
import { SessionPool } from '../session-pool.ts';
import { WaitingLine } from '../waiting-line.ts';

const MAX_SQL_BYTES = 1_000_000;
const AT_ONCE = 4;
const MAX_WAITING = 100;
const CACHE_BYTES = 64 * 1024 * 1024;
const MAX_RESULT_UNITS = 64 * 1024 * 1024;
const TIME_LIMIT_MS = 600_000;

const MAX_DESCRIPTION_BYTES = 1_000;

const BODY = {
  type: 'object',
  required: ['dbName'],
  additionalProperties: false,
  properties: {
    dbName: { type: 'string', minLength: 1, maxLength: 512 },
    sql: { type: 'string', minLength: 1 },
    templateId: { type: 'string', minLength: 1, maxLength: 128 },
    queryParameters: PARAMETERS,
    name: { type: 'string', maxLength: 255 },
    description: { type: 'string', maxLength: 1000 },
  },
} as const;

interface AcceleratedBody {
  readonly dbName: string;
  readonly sql?: string;
  readonly templateId?: string;
  readonly queryParameters?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly description?: string;
}

/**
 * Synchronous queries of the reporting store, for dashboards. An answer is kept under its text and the version of all data,
 * so it can never be stale. Source: API reference, sections 11 and 21.
 */
export function accelerated(app: FastifyInstance, services: HttpServices): void {
  const { catalog, log, clock } = services;
  const cache = new ResultCache(CACHE_BYTES);
  const line = new WaitingLine(AT_ONCE, MAX_WAITING);
  const pool = new SessionPool(services.sessions, () => catalog.view, TIME_LIMIT_MS);

  app.post<{ Body: AcceleratedBody }>(
    '/accelerated-queries',
    {
      schema: {
        summary: 'Ask the reporting store',
        tags: ['accelerated-queries'],
        body: BODY,
        response: answers(200, 'Rows', RESULT),
      },
    },
    async (request, reply) => {
      const { account } = callerOf(request);
      const version = catalog.dataVersion;
      const key = JSON.stringify([version, account, request.body]);
      const known = cache.get(key);
      if (known !== undefined) return send(request, reply, cache, known, 'HIT');
      const { text, checked } = readBody(request.body, catalog.view);
      const answer = await line.run(async () => {
        const record = newRecord(request, text, checked);
        log.put(record);
        try {
          const place = { account, dbName: text.dbName, searchPath: text.searchPath };
          const { json, rowCount } = await pool.use(place, (session) => readRows(session, checked.sql));
          const body = `{"queryId":${JSON.stringify(record.id)},"request":${JSON.stringify(request.body)},${json}}`;
          const made = cache.make(checked.volatile ? undefined : key, body);
          log.put({ ...record, ...ended('SUCCESS'), rowCount, bytes: made.body.length });
          return made;
        } catch (error) {
          log.put({ ...record, ...ended('FAILED'), error: toQueryError(error) });
          throw error;
        }
      });
      return send(request, reply, cache, answer, 'MISS');
    },
  );

  function ended(state: 'SUCCESS' | 'FAILED'): Pick<QueryRecord, 'state' | 'ended' | 'updated'> {
    const now = clock.now();
    return { state, ended: now, updated: now };
  }

  function newRecord(
    request: FastifyRequest<{ Body: AcceleratedBody }>,
    { dbName, sql }: StoredText,
    checked: CheckedText,
  ): QueryRecord {
    const { body } = request;
    const now = clock.now();
    const datasets = checked.relations.map(({ id, name }) => ({ id, name }));
    return {
      id: randomUUID(),
      created: now,
      updated: now,
      started: now,
      ended: undefined,
      state: 'IN_PROGRESS',
      account: callerOf(request).account,
      client: 'QsAccel',
      door: 'http',
      sql: checked.sql,
      dbName,
      hidden: true,
      softDeleted: false,
      rowCount: undefined,
      bytes: undefined,
      error: undefined,
      template: undefined,
      scheduleId: undefined,
      runId: undefined,
      more: {
        name: body.name,
        clientId: clientKey(request),
        request: { ...body },
        effectiveSql: checked.sql === sql ? undefined : checked.sql,
        referenced: datasets,
        read: datasets,
      },
    };
  }
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  cache: ResultCache,
  answer: CachedAnswer,
  from: 'HIT' | 'MISS',
): Promise<FastifyReply> {
  reply.header('x-cache', from).header('vary', 'accept-encoding').type('application/json; charset=utf-8');
  if (!acceptsGzip(request)) return reply.send(answer.body);
  return reply.header('content-encoding', 'gzip').send(await cache.zipped(answer));
}

function readBody(
  body: AcceleratedBody,
  view: CatalogView,
): { readonly text: StoredText; readonly checked: CheckedText } {
  if ((body.sql === undefined) === (body.templateId === undefined)) {
    throw badRequest('SQL_OR_TEMPLATE', 'Send exactly one of sql and templateId.');
  }
  if (Buffer.byteLength(body.description ?? '') > MAX_DESCRIPTION_BYTES) {
    throw badRequest('DESCRIPTION_TOO_LONG', `The description has more than ${MAX_DESCRIPTION_BYTES} bytes.`);
  }
  const template = body.templateId === undefined ? undefined : requireTemplate(body.templateId, view);
  const sql = body.sql ?? template?.sql ?? '';
  if (Buffer.byteLength(sql) > MAX_SQL_BYTES) {
    throw badRequest('SQL_TOO_LONG', `The SQL has more than ${MAX_SQL_BYTES} bytes.`);
  }
  const [sandbox, database, schema, ...more] = body.dbName.split(/[:.]/);
  if (more.length > 0) throw badRequest('INVALID_DATABASE', 'dbName takes sandbox:database:schema.');
  const text: StoredText = {
    sql,
    queryParameters: { ...template?.queryParameters, ...parameterKeys(body.queryParameters ?? {}) },
    dbName: database === undefined ? (sandbox ?? '') : `${sandbox}:${database}`,
    searchPath: schema === undefined ? undefined : [schema],
  };
  const checked = inText(sql, () => checkText(text, view));
  if (!checked.reads || checked.kinds.length !== 1) {
    throw badRequest('NOT_A_QUERY', 'An accelerated query is one SELECT.');
  }
  const outside = checked.relations.map((relation) => outsideModel(relation, view)).find((name) => name !== undefined);
  if (outside !== undefined) {
    throw new HttpError(
      400,
      'NOT_ACCELERATED',
      'Not accelerated',
      `The table "${outside}" is not in the reporting store.`,
    );
  }
  return { text, checked };
}

/** The first dataset that a relation reads outside of the reporting store, as a name. */
function outsideModel(relation: Relation, view: CatalogView, seen = new Set<Relation>()): string | undefined {
  if (seen.has(relation)) return undefined;
  seen.add(relation);
  if (relation.kind === 'dataset') return relation.storage === 'accelerated' ? undefined : relation.name;
  for (const oid of relation.dependsOn) {
    const object = view.get(oid);
    if (object?.kind !== 'dataset' && object?.kind !== 'view') continue;
    const outside = outsideModel(object, view, seen);
    if (outside !== undefined) return outside;
  }
  return undefined;
}

async function readRows(
  session: ClientSession,
  sql: string,
): Promise<{ readonly json: string; readonly rowCount: number }> {
  const rows: string[] = [];
  let meta: object = {};
  let units = 0;
  for await (const result of session.simpleQuery(sql)) {
    if (result.kind !== 'rows') throw badRequest('NOT_A_QUERY', 'An accelerated query is one SELECT.');
    meta = resultsMeta(result.columns);
    for await (const slice of result.rows) {
      for (const row of jsonRows(slice, result.columns, session.encodeContext)) {
        rows.push(row);
        units += row.length;
      }
      if (units > MAX_RESULT_UNITS) throw badRequest('RESULT_TOO_LARGE', 'The result is too large; add a LIMIT.');
    }
  }
  return { json: `"resultsMeta":${JSON.stringify(meta)},"results":[${rows.join(',')}]`, rowCount: rows.length };
}
