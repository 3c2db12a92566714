import type { ListTable } from './list.ts';
import { number, text, time } from './literal.ts';
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

/** One row of VALUES, in the order of the table's columns. */
export function runValues(run: RunRecord): string {
  return `(${[
    text(run.id),
    text(run.scheduleId),
    time(run.due),
    String(run.external),
    text(run.state),
    text(run.taskState),
    time(run.created),
    time(run.updated),
    time(run.started),
    time(run.ended),
    number(run.attempt),
    text(run.queryId),
    text(run.message),
    text(run.sqlState),
  ].join(', ')})`;
}
