import { JsonRows } from './json-rows.ts';
import type { ListTable } from './list.ts';
import type { QueryRecord, QueryState } from './records.ts';

/** Rows of `stillhouse.queries`. */
export const QUERIES: ListTable<QueryRecord> = {
  from: 'stillhouse.queries',
  select:
    'id, epoch_ms(created_at), epoch_ms(updated_at), epoch_ms(started_at), epoch_ms(ended_at), state, account, client, ' +
    'door, sql, db_name, hidden, soft_deleted, row_count, error, template_id, template_name, schedule_id, run_id, more, bytes',
  created: 'created_at',
  updated: 'updated_at',
  id: 'id',
  columns: {
    created: 'created_at',
    updated: 'updated_at',
    state: 'state',
    id: 'id',
    referenced_datasets: 'referenced',
    userId: 'account',
    sql: 'sql',
    templateId: 'template_id',
    templateName: 'template_name',
    client: 'client',
    scheduleId: 'schedule_id',
    scheduleRunId: 'run_id',
    hidden: 'hidden',
    softDeleted: 'soft_deleted',
  },
  read: readQuery,
};

function readQuery(row: readonly unknown[]): QueryRecord {
  const templateId = maybeText(row[15]);
  return {
    id: String(row[0]),
    created: Number(row[1]),
    updated: Number(row[2]),
    started: maybeNumber(row[3]),
    ended: maybeNumber(row[4]),
    state: String(row[5]) as QueryState,
    account: String(row[6]),
    client: String(row[7]),
    door: String(row[8]) as QueryRecord['door'],
    sql: String(row[9]),
    dbName: String(row[10]),
    hidden: row[11] === true,
    softDeleted: row[12] === true,
    rowCount: maybeNumber(row[13]),
    error: row[14] === null ? undefined : JSON.parse(String(row[14])),
    template: templateId === undefined ? undefined : { id: templateId, name: String(row[16]) },
    scheduleId: maybeText(row[17]),
    runId: maybeText(row[18]),
    more: JSON.parse(String(row[19])),
    bytes: maybeNumber(row[20]),
  };
}

export const QUERY_ROWS = new JsonRows<QueryRecord>({
  id: ['VARCHAR', ({ id }) => id],
  created_at: ['TIMESTAMP', ({ created }) => created],
  updated_at: ['TIMESTAMP', ({ updated }) => updated],
  started_at: ['TIMESTAMP', ({ started }) => started],
  ended_at: ['TIMESTAMP', ({ ended }) => ended],
  state: ['VARCHAR', ({ state }) => state],
  account: ['VARCHAR', ({ account }) => account],
  client: ['VARCHAR', ({ client }) => client],
  door: ['VARCHAR', ({ door }) => door],
  sql: ['VARCHAR', ({ sql }) => sql],
  db_name: ['VARCHAR', ({ dbName }) => dbName],
  hidden: ['BOOLEAN', ({ hidden }) => hidden],
  soft_deleted: ['BOOLEAN', ({ softDeleted }) => softDeleted],
  row_count: ['BIGINT', ({ rowCount }) => rowCount],
  sql_state: ['VARCHAR', ({ error }) => error?.code],
  error: ['VARCHAR', ({ error }) => (error === undefined ? undefined : JSON.stringify(error))],
  template_id: ['VARCHAR', ({ template }) => template?.id],
  template_name: ['VARCHAR', ({ template }) => template?.name],
  schedule_id: ['VARCHAR', ({ scheduleId }) => scheduleId],
  run_id: ['VARCHAR', ({ runId }) => runId],
  referenced: ['VARCHAR[]', ({ more }) => (more.referenced?.length ? more.referenced.map(({ id }) => id) : undefined)],
  more: ['VARCHAR', ({ more }) => JSON.stringify(more)],
  bytes: ['BIGINT', ({ bytes }) => bytes],
  datasets_read: ['VARCHAR[]', ({ more }) => more.read?.map(({ name }) => name)],
  datasets_written: ['VARCHAR[]', ({ more }) => more.written?.map(({ name }) => name)],
});

export function maybeNumber(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

export function maybeText(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
