import type { Schedule } from '../../catalog/objects.ts';
import { CronError } from '../../scheduler/cron/cron-error.ts';
import { parseCron } from '../../scheduler/cron/parse.ts';
import { timeZoneNamed } from '../../scheduler/cron/time-zone.ts';
import { runId } from '../../scheduler/records.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Span } from '../sql/ast.ts';
import { parseStatements } from '../sql/parse.ts';
import { inSource } from '../sql/source-text.ts';
import type { AlterSchedule, CreateSchedule, DropStatement, RunSchedule } from '../sql/statement.ts';
import { nameLock, objectLock } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { filledText } from './filled-text.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';
import { scheduleProperties } from './schedule-properties.ts';

/** CREATE SCHEDULE: runs as the account that makes it. Throws 42710, 42501, 22023, 22007, and what its text is at fault with. Source: API reference, section 21. */
export function planCreateSchedule(statement: CreateSchedule, context: PlanContext): Plan {
  const { name, span } = statement.name;
  const old = context.catalog.schedule(name);
  if (old !== undefined && statement.ifNotExists) {
    return { kind: 'skip', tag: 'CREATE SCHEDULE', notice: `schedule "${name}" already exists, skipping` };
  }
  if (old !== undefined) {
    if (!statement.orReplace) throw new PlanError(SQLSTATE.duplicateObject, `schedule "${name}" already exists`, span);
    requireOwner(old, 'schedule', context, span);
  }
  const timeZone = statement.timeZone ?? 'UTC';
  checkTimes(statement.cron, timeZone, statement.span);
  checkText(statement.text, context, statement.span);
  const startsAt = readTime(statement.start, statement.span);
  const endsAt = readTime(statement.end, statement.span);
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt) {
    throw new PlanError(SQLSTATE.invalidParameterValue, 'a schedule has to end after it starts', statement.span);
  }
  const properties = scheduleProperties(statement.properties);
  return {
    kind: 'catalog',
    tag: 'CREATE SCHEDULE',
    locks: [nameLock('schedule', name), ...(old === undefined ? [] : [objectLock(old.oid)])],
    touches: old === undefined ? [] : [old.oid],
    effects: (ids) => {
      const oid = old?.oid ?? ids.nextOid();
      const schedule: Schedule = {
        kind: 'schedule',
        oid,
        id: old?.id ?? `sch_${ids.nextDatasetId()}`,
        name,
        createdAt: old?.createdAt ?? ids.now,
        owner: old?.owner ?? context.role,
        dbName: `prod:${context.catalog.get(context.database)?.name ?? 'all'}`,
        sql: statement.text,
        queryParameters: {},
        cron: statement.cron,
        timeZone,
        startsAt: startsAt ?? ids.now,
        endsAt,
        maxActiveRuns: 1,
        catchUp: 'latest',
        quarantine: false,
        delayThresholdMinutes: 150,
        ...properties,
        enabled: true,
        activeSince: ids.now,
        updatedAt: ids.now,
        updatedBy: context.catalog.get(context.role)?.name ?? '',
      };
      return { put: [schedule] };
    },
  };
}

/** ALTER SCHEDULE. Enabling one that is enabled wipes its failures and takes it out of quarantine. Throws 42704, 42501, 22023. */
export function planAlterSchedule(statement: AlterSchedule, context: PlanContext): Plan {
  const old = requireSchedule(statement.name, context);
  requireOwner(old, 'schedule', context, statement.name.span);
  const { action } = statement;
  if (action.kind === 'setCron') checkTimes(action.cron, action.timeZone ?? old.timeZone, statement.span);
  const properties = action.kind === 'set' ? scheduleProperties(action.properties) : {};
  return {
    kind: 'catalog',
    tag: 'ALTER SCHEDULE',
    locks: [objectLock(old.oid)],
    touches: [old.oid],
    effects: (ids) => {
      const by = { updatedAt: ids.now, updatedBy: context.catalog.get(context.role)?.name ?? '' };
      const base: Schedule = { ...old, ...by };
      switch (action.kind) {
        case 'enable':
          return { put: [{ ...base, enabled: true, activeSince: ids.now }] };
        case 'disable':
          return { put: [{ ...base, enabled: false }] };
        case 'setCron': {
          const timeZone = action.timeZone ?? old.timeZone;
          return { put: [{ ...base, cron: action.cron, timeZone, activeSince: ids.now }] };
        }
        case 'set':
          return { put: [{ ...base, ...properties }] };
      }
    },
  };
}

/** DROP SCHEDULE. Throws 42704, 42501, and 55006 while a run is active. */
export function planDropSchedule(statement: DropStatement, context: PlanContext): Plan {
  const schedules: Schedule[] = [];
  const notices: string[] = [];
  for (const name of statement.names) {
    const found = context.catalog.schedule(name.parts.at(-1)?.name ?? '');
    if (found === undefined && statement.ifExists) {
      notices.push(`schedule "${name.parts.at(-1)?.name ?? ''}" does not exist, skipping`);
      continue;
    }
    const schedule = found ?? requireSchedule({ name: name.parts.at(-1)?.name ?? '', span: name.span }, context);
    requireOwner(schedule, 'schedule', context, name.span);
    schedules.push(schedule);
  }
  return {
    kind: 'catalog',
    tag: 'DROP SCHEDULE',
    locks: schedules.flatMap(({ oid, name }) => [objectLock(oid), nameLock('schedule', name)]),
    touches: schedules.map(({ oid }) => oid),
    effects: () => ({
      remove: schedules.map(({ oid }) => oid),
      engine: schedules.map(({ id, name }) => requireIdle(id, name)),
      notices,
    }),
  };
}

/** RUN SCHEDULE answers the id of the run, which begins when the transaction has committed. Throws 42704, 42501, 55000. */
export function planRunSchedule(statement: RunSchedule, context: PlanContext): Plan {
  const schedule = requireSchedule(statement.name, context);
  requireOwner(schedule, 'schedule', context, statement.name.span);
  if (!schedule.enabled) {
    throw new PlanError(
      SQLSTATE.objectNotInPrerequisiteState,
      `schedule "${schedule.name}" is disabled`,
      statement.name.span,
      { hint: 'Enable it with ALTER SCHEDULE … ENABLE.' },
    );
  }
  return {
    kind: 'catalog',
    tag: 'RUN SCHEDULE',
    locks: [],
    touches: [],
    effects: (ids) => {
      const id = runId('manual', Date.parse(ids.now), `.${ids.nextDatasetId().slice(0, 8)}`);
      const account = context.catalog.get(context.role)?.name ?? '';
      const values = [id, schedule.id, account].map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
      const at = `make_timestamp(${Date.parse(ids.now)}000)`;
      return {
        engine: [`INSERT INTO stillhouse.run_requests VALUES (${values}, ${at})`],
        answer: { columns: [{ name: 'run_id', type: { kind: 'varchar' } }], rows: [[id]] },
      };
    },
  };
}

/** Throws 42704. */
export function requireSchedule(
  { name, span }: { readonly name: string; readonly span: Span },
  context: PlanContext,
): Schedule {
  const found = context.catalog.schedule(name);
  if (found !== undefined) return found;
  throw new PlanError(SQLSTATE.undefinedObject, `schedule "${name}" does not exist`, span, {
    hint: 'SHOW SCHEDULES lists what there is.',
  });
}

/** Engine SQL that fails while a run of the schedule is active. */
function requireIdle(id: string, name: string): string {
  const message = `schedule "${name}" has an active run`.replaceAll("'", "''");
  return (
    `SELECT CASE WHEN count(*) > 0 THEN error('${message}') END FROM stillhouse.runs ` +
    `WHERE schedule_id = '${id}' AND state = 'IN_PROGRESS'`
  );
}

/** A text that could never run is refused now: 42601, 42704 for a parameter or a template that nothing gives a value. */
function checkText(text: string, { catalog }: PlanContext, span: Span): void {
  try {
    inSource(filledText(text, {}, catalog), parseStatements);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const { position, hint, where } = error;
    const detail = position === undefined ? undefined : `At character ${position} of the text of the schedule.`;
    throw new PlanError(error.sqlState, error.message, span, { detail, hint, where });
  }
}

function checkTimes(cron: string, timeZone: string, span: Span): void {
  if (timeZoneNamed(timeZone) === undefined) {
    throw new PlanError(SQLSTATE.invalidParameterValue, `time zone "${timeZone}" is not known`, span, {
      hint: 'Use a name of the IANA table, such as Europe/Zurich.',
    });
  }
  try {
    parseCron(cron);
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    throw new PlanError(SQLSTATE.invalidParameterValue, `invalid cron text "${cron}"`, span, {
      detail: `At character ${error.position}: ${error.message}.`,
    });
  }
}

/** ISO text of a timestamp, UTC where it has no zone. Throws 22007. */
function readTime(text: string | undefined, span: Span): string | undefined {
  if (text === undefined) return undefined;
  const zoned = /(z|[+-]\d{2}(:?\d{2})?)$/i.test(text.trim().slice(10)) ? text : `${text.trim()}Z`;
  const time = Date.parse(text.trim().length === 10 ? text : zoned.replace(' ', 'T'));
  if (Number.isNaN(time)) {
    throw new PlanError(SQLSTATE.invalidDatetimeFormat, `invalid input syntax for type timestamp: "${text}"`, span);
  }
  return new Date(time).toISOString();
}
