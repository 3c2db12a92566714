import type { Schedule as StoredSchedule } from '../../../catalog/objects.ts';
import type { CatalogView } from '../../../catalog/view.ts';
import type { FailureCount } from '../../../scheduler/failures.ts';
import type { QueryRecord, RunRecord } from '../../../scheduler/records.ts';
import { BASE } from '../paths.ts';
import { iso } from './query-object.ts';

const NO_END = '9999-12-31T00:00:00.000Z';

/** A schedule as the API shows it (API reference, sections 6.2 and 9). */
export function scheduleObject(schedule: StoredSchedule, catalog: CatalogView, failures: FailureCount): object {
  const self = `${BASE}/schedules/${schedule.id}`;
  const quarantined = failures.quarantinedAt;
  const state = schedule.enabled && quarantined === undefined ? 'ENABLED' : 'DISABLED';
  return {
    id: schedule.id,
    state,
    query: schedule.request?.query ?? {
      dbName: schedule.dbName,
      name: schedule.name,
      sql: schedule.sql,
      queryParameters: schedule.queryParameters,
    },
    schedule: {
      schedule: schedule.cron,
      timeZone: schedule.timeZone,
      startDate: schedule.startsAt,
      endDate: schedule.endsAt ?? NO_END,
      maxActiveRuns: schedule.maxActiveRuns,
      catchUp: schedule.catchUp,
      quarantine: schedule.quarantine,
      delayThresholdMinutes: schedule.delayThresholdMinutes,
    },
    quarantine: {
      enrolled: schedule.quarantine,
      consecutiveFailures: failures.consecutive,
      since: quarantined === undefined ? null : iso(quarantined),
    },
    created: schedule.createdAt,
    updated: schedule.updatedAt,
    userId: catalog.get(schedule.owner)?.name ?? '',
    updatedUserId: schedule.updatedBy,
    templateId: schedule.templateId,
    version: 1,
    _links: {
      self: { href: self },
      enable: { href: self, method: 'PATCH', body: '{"op":"enable"}' },
      disable: { href: self, method: 'PATCH', body: '{"op":"disable"}' },
      delete: { href: self, method: 'DELETE' },
      runs: { href: `${self}/runs` },
      trigger: { href: `${self}/runs`, method: 'POST' },
    },
  };
}

/** A run as a member of a list. */
export function runObject(run: RunRecord): object {
  const self = `${BASE}/schedules/${run.scheduleId}/runs/${run.id}`;
  return {
    id: run.id,
    state: run.state,
    externalTrigger: run.external,
    created: iso(run.created),
    updated: iso(run.updated),
    dueDate: iso(run.due),
    message: run.message,
    version: 1,
    _links: {
      self: { href: self },
      ...(run.state === 'IN_PROGRESS' ? { cancel: { href: self, method: 'PATCH', body: '{"op":"cancel"}' } } : {}),
    },
  };
}

/** One run with its tasks: the statements of a block, or its one query (API reference, section 7). */
export function runWithTasks(run: RunRecord, parts: readonly QueryRecord[], now: number): object {
  const tasks = parts.length > 0 ? parts.map((part) => taskOfPart(part, run, now)) : [taskOfRun(run, now)];
  return { ...runObject(run), scheduleId: run.scheduleId, taskStatusList: run.state === 'SKIPPED' ? [] : tasks };
}

function taskOfRun(run: RunRecord, now: number): object {
  return {
    taskId: run.queryId,
    state: run.taskState,
    attempt: run.attempt,
    duration: run.started === undefined ? 0 : Math.max(0, (run.ended ?? now) - run.started) / 1000,
    startDate: run.started === undefined ? undefined : iso(run.started),
    endDate: run.ended === undefined ? undefined : iso(run.ended),
    message: run.message,
    code: run.sqlState,
  };
}

function taskOfPart({ id, state, started, ended, error }: QueryRecord, { attempt }: RunRecord, now: number): object {
  return {
    taskId: id,
    state: state === 'SUCCESS' || state === 'IN_PROGRESS' ? state : 'FAILED',
    attempt,
    duration: started === undefined ? 0 : Math.max(0, (ended ?? now) - started) / 1000,
    startDate: started === undefined ? undefined : iso(started),
    endDate: ended === undefined ? undefined : iso(ended),
    message: error?.message,
    code: error?.code,
  };
}
