import type { Schedule } from '../../catalog/objects.ts';
import { badRequest, HttpError } from './http-error.ts';
import { type Change, checkTimes, readDate } from './schedule-body.ts';

/**
 * A schedule with the changes of one PATCH. Throws 400 for an unknown path, a value of the wrong kind, and a state that the
 * schedule is in already. `enabled` is what clients see: false for one in quarantine.
 */
export function changedSchedule(
  schedule: Schedule,
  changes: readonly Change[],
  by: { readonly account: string; readonly now: number; readonly enabled: boolean },
): Schedule {
  const now = new Date(by.now).toISOString();
  let changed: Schedule = { ...schedule, updatedAt: now, updatedBy: by.account };
  let enabled = by.enabled;
  for (const change of changes) {
    if (change.path === 'state') {
      const wanted = readState(change.value);
      if (wanted === enabled) {
        const word = wanted ? 'enabled' : 'disabled';
        throw new HttpError(
          400,
          'SCHEDULE_STATE',
          `Schedule is ${word}`,
          `Schedule ${schedule.id} is ${word} already.`,
        );
      }
      enabled = wanted;
      changed = { ...changed, enabled, activeSince: wanted ? now : changed.activeSince };
    } else {
      changed = { ...changed, ...readChange(change) };
    }
  }
  const newTimes = changes.some(({ path }) => path === 'schedule/schedule' || path === 'schedule/endDate');
  if (newTimes) {
    const { cron, timeZone, startsAt, endsAt } = changed;
    checkTimes(
      { cron, timeZone, startsAt: Date.parse(startsAt), endsAt: endsAt === undefined ? undefined : Date.parse(endsAt) },
      by.now,
    );
  }
  return changed.cron === schedule.cron ? changed : { ...changed, activeSince: now };
}

function readState(value: unknown): boolean {
  if (value === 'enable' || value === 'ENABLED') return true;
  if (value === 'disable' || value === 'DISABLED') return false;
  throw badRequest('INVALID_REQUEST', '/state takes enable or disable.');
}

function readChange({ path, value }: Change): Partial<Schedule> {
  switch (path) {
    case 'schedule/schedule':
      if (typeof value !== 'string') throw wrongKind(path, 'a cron text');
      return { cron: value };
    case 'schedule/endDate': {
      if (value !== null && typeof value !== 'string') throw wrongKind(path, 'a time or null');
      const end = readDate('endDate', value);
      return { endsAt: end === undefined ? undefined : new Date(end).toISOString() };
    }
    case 'schedule/maxActiveRuns':
      return { maxActiveRuns: readInteger(path, value, 1000) };
    case 'schedule/delayThresholdMinutes':
      return { delayThresholdMinutes: readInteger(path, value, 1440) };
    case 'schedule/quarantine':
      if (typeof value !== 'boolean') throw wrongKind(path, 'true or false');
      return { quarantine: value };
    case 'schedule/catchUp':
      if (value !== 'latest' && value !== 'all' && value !== 'none') throw wrongKind(path, 'latest, all or none');
      return { catchUp: value };
    default:
      throw badRequest('INVALID_PATH', `"/${path}" cannot be changed.`);
  }
}

function readInteger(path: string, value: unknown, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most) {
    throw wrongKind(path, `a whole number from 1 to ${most}`);
  }
  return value;
}

function wrongKind(path: string, kind: string): HttpError {
  return badRequest('INVALID_REQUEST', `/${path} takes ${kind}.`);
}
