import type { Schedule } from '../../../catalog/objects.ts';
import type { ShowMetadata } from '../../sql/statement.ts';
import type { DataType } from '../../types/data-type.ts';
import type { PlanContext } from '../context.ts';
import { engineSql } from '../engine-sql.ts';
import type { QueryPlan } from '../plan.ts';
import { requireSchedule } from '../schedule.ts';

const VARCHAR: DataType = { kind: 'varchar' };

/** SHOW SCHEDULES: the catalog's schedules, with the last run and the failures that the scheduler knows of. */
export function planShowSchedules(context: PlanContext): QueryPlan {
  const schedules = [...context.catalog.objects()].filter((object) => object.kind === 'schedule');
  const names = ['name', 'id', 'cron', 'time_zone', 'owner', 'state', 'last_due', 'last_state', 'failures'];
  const known = schedules.map((schedule, index) => `(${row(schedule, index, context)})`).join(', ');
  const from =
    schedules.length === 0
      ? `(SELECT 0, '', '', '', '', '', '', TIMESTAMP '1970-01-01' WHERE false)`
      : `(VALUES ${known})`;
  const sql =
    'SELECT s.name, s.id, s.cron, s.zone AS time_zone, s.owner, ' +
    "CASE WHEN s.state = 'ENABLED' AND p.quarantined_at >= s.since THEN 'QUARANTINED' ELSE s.state END AS state, " +
    'CAST(greatest(p.last_due, (SELECT max(r.due) FROM stillhouse.runs r WHERE r.schedule_id = s.id AND NOT r.external)) AS VARCHAR) AS last_due, ' +
    '(SELECT r.state FROM stillhouse.runs r WHERE r.schedule_id = s.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS last_state, ' +
    'CAST(CASE WHEN p.failed_at >= s.since THEN p.failures ELSE 0 END AS VARCHAR) AS failures ' +
    `FROM ${from} s(place, name, id, cron, zone, owner, state, since) ` +
    'LEFT JOIN stillhouse.schedule_state p ON p.schedule_id = s.id ORDER BY s.place';
  return plan(names, sql);
}

/** SHOW RUNS, newest first; of one schedule with FOR. Throws 42704. */
export function planShowRuns(statement: ShowMetadata, context: PlanContext): QueryPlan {
  const name = statement.target?.parts.at(-1);
  const schedule = name === undefined ? undefined : requireSchedule(name, context);
  const names = ['schedule_id', 'run_id', 'due', 'started', 'ended', 'state', 'attempt', 'by_hand', 'message'];
  const where = schedule === undefined ? '' : ` WHERE schedule_id = ${quoted(schedule.id)}`;
  const sql =
    'SELECT schedule_id, id AS run_id, CAST(due AS VARCHAR) AS due, CAST(started_at AS VARCHAR) AS started, ' +
    'CAST(ended_at AS VARCHAR) AS ended, state, CAST(attempt AS VARCHAR) AS attempt, ' +
    `CAST(external AS VARCHAR) AS by_hand, message FROM stillhouse.runs${where} ORDER BY created_at DESC, id DESC LIMIT 1000`;
  return plan(names, sql);
}

function plan(names: readonly string[], sql: string): QueryPlan {
  return {
    kind: 'query',
    engine: engineSql(sql),
    columns: names.map((name) => ({ name, type: VARCHAR })),
    reads: [],
  };
}

function row(schedule: Schedule, place: number, context: PlanContext): string {
  const { name, id, cron, timeZone, enabled, activeSince } = schedule;
  const texts = [
    name,
    id,
    cron,
    timeZone,
    context.catalog.get(schedule.owner)?.name ?? '',
    enabled ? 'ENABLED' : 'DISABLED',
  ];
  return [String(place), ...texts.map(quoted), `make_timestamp(${Date.parse(activeSince)}000)`].join(', ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
