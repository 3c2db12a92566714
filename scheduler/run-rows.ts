import type { AppendType, AppendValue } from '../src/engine/append-rows.ts';
import type { EngineConnection } from '../src/engine/connection.ts';
import type { ListTable } from './list.ts';
import { text, time } from './literal.ts';
import { maybeNumber, maybeText } from './query-rows.ts';
import type { RunRecord } from './records.ts';

/** Rows of `stillhouse.runs`. */
export const RUNS: ListTable<RunRecord> = {
  from: 'stillhouse.runs',
  select:
    'id, schedule_id, epoch_ms(due), external, state, task_state, epoch_ms(created_at), epoch_ms(updated_at), ' +
    'epoch_ms(started_at), epoch_ms(ended_at), attempt, query_id, message, sql_state',
  created: 'created_at',
  updated: 'updated_at',
  id: 'id',
  columns: { created: 'created_at', state: 'state', externalTrigger: 'external', scheduleId: 'schedule_id' },
  read: (row) => ({
    id: String(row[0]),
    scheduleId: String(row[1]),
    due: Number(row[2]),
    external: row[3] === true,
    state: String(row[4]) as RunRecord['state'],
    taskState: String(row[5]) as RunRecord['taskState'],
    created: Number(row[6]),
    updated: Number(row[7]),
    started: maybeNumber(row[8]),
    ended: maybeNumber(row[9]),
    attempt: Number(row[10]),
    queryId: maybeText(row[11]),
    message: maybeText(row[12]),
    sqlState: maybeText(row[13]),
  }),
};

/** All columns of the table, in its order. */
const COLUMNS: readonly (readonly [type: AppendType, value: (run: RunRecord) => AppendValue])[] = [
  ['VARCHAR', ({ id }) => id],
  ['VARCHAR', ({ scheduleId }) => scheduleId],
  ['TIMESTAMP', ({ due }) => due],
  ['BOOLEAN', ({ external }) => external],
  ['VARCHAR', ({ state }) => state],
  ['VARCHAR', ({ taskState }) => taskState],
  ['TIMESTAMP', ({ created }) => created],
  ['TIMESTAMP', ({ updated }) => updated],
  ['TIMESTAMP', ({ started }) => started],
  ['TIMESTAMP', ({ ended }) => ended],
  ['BIGINT', ({ attempt }) => attempt],
  ['VARCHAR', ({ queryId }) => queryId],
  ['VARCHAR', ({ message }) => message],
  ['VARCHAR', ({ sqlState }) => sqlState],
];
const TYPES = COLUMNS.map(([type]) => type);

/** Adds records of new runs. Throws 23505 when one of them is there already. */
export function addRuns(connection: EngineConnection, runs: readonly RunRecord[]): Promise<void> {
  const rows = runs.map((run) => COLUMNS.map(([, value]) => value(run)));
  return connection.append({ schema: 'stillhouse', name: 'runs' }, TYPES, rows);
}

/** Puts what may change of a run into its row. The key stays, and so does the row. */
export function runChange(run: RunRecord): string {
  const values = {
    state: text(run.state),
    task_state: text(run.taskState),
    updated_at: time(run.updated),
    started_at: time(run.started),
    ended_at: time(run.ended),
    attempt: String(run.attempt),
    query_id: text(run.queryId),
    message: text(run.message),
    sql_state: text(run.sqlState),
  };
  const changes = Object.entries(values).map(([column, value]) => `${column} = ${value}`);
  const key = `schedule_id = ${text(run.scheduleId)} AND id = ${text(run.id)}`;
  return `UPDATE stillhouse.runs SET ${changes.join(', ')} WHERE ${key}`;
}
