import { isFinal, type NamedId, type QueryRecord } from '../../../scheduler/records.ts';
import { BASE } from '../paths.ts';

/** A query as the API shows it (API reference, section 4.2). */
export function queryObject(record: QueryRecord, now: number, progress?: number): object {
  const { more, error, template } = record;
  const self = `${BASE}/queries/${record.id}`;
  const ended = isFinal(record.state);
  const created = more.isCtas === true && record.state === 'SUCCESS' ? more.written?.at(-1) : undefined;
  return {
    id: record.id,
    name: more.name,
    request: more.request ?? { dbName: record.dbName, sql: record.sql },
    effectiveSQL: more.effectiveSql,
    isCTAS: more.isCtas ?? false,
    isInsertInto: more.isInsertInto ?? false,
    state: record.state,
    created: iso(record.created),
    updated: iso(record.updated),
    elapsedTime: record.started === undefined ? 0 : Math.max(0, (record.ended ?? now) - record.started),
    rowCount: record.rowCount ?? 0,
    bytes: record.bytes,
    progress: record.state === 'SUCCESS' ? 100 : progress,
    userId: record.account,
    client: record.client,
    clientId: more.clientId ?? record.client,
    templateId: template?.id,
    templateName: template?.name,
    copyURI: more.copyUri,
    errors: error === undefined ? [] : [error],
    warnings: more.warning === undefined ? undefined : [more.warning],
    version: 1,
    _links: {
      self: { href: self },
      ...(ended ? {} : { cancel: { href: self, method: 'PATCH', body: '{"op":"cancel"}' } }),
      soft_delete: { href: self, method: 'PATCH', body: '{"op":"soft_delete"}' },
      ...(record.state === 'SUBMITTED' || more.referenced === undefined
        ? {}
        : {
            referenced_datasets: more.referenced.map(datasetLink),
          }),
      ...(more.written === undefined ? {} : { written_datasets: more.written.map(datasetLink) }),
      ...(created === undefined ? {} : { created_dataset: { id: created.id, href: self } }),
      ...(more.partOf === undefined ? {} : { part_of: link(more.partOf, `${BASE}/queries/${more.partOf}`) }),
      ...(record.scheduleId === undefined
        ? {}
        : { schedule: link(record.scheduleId, `${BASE}/schedules/${record.scheduleId}`) }),
      ...(record.scheduleId === undefined || record.runId === undefined
        ? {}
        : { schedule_run: link(record.runId, `${BASE}/schedules/${record.scheduleId}/runs/${record.runId}`) }),
    },
  };
}

function datasetLink({ id }: NamedId): object {
  return { id, href: `${BASE}/queries?property=referenced_datasets==${id}` };
}

function link(id: string, href: string): object {
  return { id, href, method: 'GET' };
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
