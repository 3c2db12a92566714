import type { CatalogView } from '../../../catalog/view.ts';
import { isFinal, type QueryRecord } from '../../../scheduler/records.ts';
import { BASE } from '../paths.ts';

/** A query as the API shows it (API reference, section 4.2). */
export function queryObject(record: QueryRecord, catalog: CatalogView, now: number, progress?: number): object {
  const { more, error, template } = record;
  const self = `${BASE}/queries/${record.id}`;
  const ended = isFinal(record.state);
  const created = ended && record.state === 'SUCCESS' ? createdDataset(record, catalog) : undefined;
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
            referenced_datasets: more.referenced.map(({ id }) => ({
              id,
              href: `${BASE}/queries?property=referenced_datasets==${id}`,
            })),
          }),
      ...(created === undefined ? {} : { created_dataset: { id: created, href: self } }),
      ...(record.scheduleId === undefined
        ? {}
        : { schedule: link(record.scheduleId, `${BASE}/schedules/${record.scheduleId}`) }),
      ...(record.scheduleId === undefined || record.runId === undefined
        ? {}
        : { schedule_run: link(record.runId, `${BASE}/schedules/${record.scheduleId}/runs/${record.runId}`) }),
    },
  };
}

function link(id: string, href: string): object {
  return { id, href, method: 'GET' };
}

function createdDataset({ more }: QueryRecord, catalog: CatalogView): string | undefined {
  const name = more.createdDataset?.name;
  if (name === undefined) return undefined;
  for (const relation of catalog.relations()) {
    if (relation.kind === 'dataset' && relation.name.toLowerCase() === name.toLowerCase()) return relation.id;
  }
  return undefined;
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
