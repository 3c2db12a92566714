import type { ListTable } from './list.ts';
import type { QueryRecord, QueryState } from './records.ts';

/** Rows of `stillhouse.queries`. */
export const QUERIES: ListTable<QueryRecord> = {
  from: 'stillhouse.queries',
  select:
    'id, epoch_ms(created_at), epoch_ms(updated_at), epoch_ms(started_at), epoch_ms(ended_at), state, account, client, ' +
    'door, sql, db_name, hidden, soft_deleted, row_count, error, template_id, template_name, schedule_id, run_id, more',
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
  };
}

/** The table's columns in their order, as a row's JSON names and types them. */
const JSON_TYPES: Readonly<Record<string, string | readonly string[]>> = {
  id: 'VARCHAR',
  created_at: 'TIMESTAMP',
  updated_at: 'TIMESTAMP',
  started_at: 'TIMESTAMP',
  ended_at: 'TIMESTAMP',
  state: 'VARCHAR',
  account: 'VARCHAR',
  client: 'VARCHAR',
  door: 'VARCHAR',
  sql: 'VARCHAR',
  db_name: 'VARCHAR',
  hidden: 'BOOLEAN',
  soft_deleted: 'BOOLEAN',
  row_count: 'BIGINT',
  sql_state: 'VARCHAR',
  error: 'VARCHAR',
  template_id: 'VARCHAR',
  template_name: 'VARCHAR',
  schedule_id: 'VARCHAR',
  run_id: 'VARCHAR',
  referenced: ['VARCHAR'],
  more: 'VARCHAR',
};

/**
 * Takes rows as a JSON array, `$1`: a tenth of the cost of VALUES, whose every expression DuckDB binds by itself. It names
 * no table that it reads, so it stays prepared.
 */
export const INSERT_QUERIES = `INSERT INTO stillhouse.queries
  SELECT unnest(json_transform($1, '${JSON.stringify([JSON_TYPES])}'), max_depth := 2)`;

/** One element of the array. */
export function queryJson(record: QueryRecord): string {
  const { error, template, more } = record;
  const { referenced = [] } = more;
  return JSON.stringify({
    id: record.id,
    created_at: timestamp(record.created),
    updated_at: timestamp(record.updated),
    started_at: timestamp(record.started),
    ended_at: timestamp(record.ended),
    state: record.state,
    account: stored(record.account),
    client: stored(record.client),
    door: record.door,
    sql: stored(record.sql),
    db_name: stored(record.dbName),
    hidden: record.hidden,
    soft_deleted: record.softDeleted,
    row_count: record.rowCount,
    sql_state: error?.code,
    error: error === undefined ? undefined : stored(JSON.stringify(error)),
    template_id: template?.id,
    template_name: template === undefined ? undefined : stored(template.name),
    schedule_id: record.scheduleId,
    run_id: record.runId,
    referenced: referenced.length === 0 ? undefined : referenced.map(({ id }) => id),
    more: stored(JSON.stringify(more)),
  });
}

function timestamp(value: number | undefined): string | undefined {
  return value === undefined ? undefined : new Date(value).toISOString();
}

/** DuckDB's texts end at a zero byte and are UTF-8, which half a surrogate pair is not. */
function stored(value: string): string {
  return value.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

export function maybeNumber(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

export function maybeText(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
