import { CronError } from './cron/cron-error.ts';
import { parseCron } from './cron/parse.ts';
import { timeZoneNamed } from './cron/time-zone.ts';
import { CronTimes } from './cron-times.ts';
import type { QueryDetails } from './records.ts';

/**
 * A schedule as the scheduler needs it. The catalog keeps schedules among its objects, so that they commit with what they
 * belong to; `main.ts` hands them in by this shape. Times are UTC milliseconds.
 */
export interface Schedule {
  readonly id: string;
  readonly name: string;
  /** Account that it runs as. */
  readonly account: string;
  readonly dbName: string;
  /** As written, `$name` and `#name` still in it. */
  readonly sql: string;
  readonly queryParameters: Readonly<Record<string, string>>;
  readonly cron: string;
  readonly timeZone: string;
  readonly startsAt: number;
  readonly endsAt: number | undefined;
  readonly maxActiveRuns: number;
  readonly catchUp: CatchUp;
  readonly quarantine: boolean;
  readonly delayThresholdMinutes: number;
  readonly enabled: boolean;
  /** When it was made, enabled again, or given another cron: due times before this one are nobody's. */
  readonly activeSince: number;
  readonly template: { readonly id: string; readonly name: string } | undefined;
}

/** What to do about due times that passed while nobody could run them. */
export type CatchUp = 'latest' | 'all' | 'none';

/** A schedule with its cron read; made once per version of the schedule. */
export interface Timetable {
  /** Undefined for `@once`. */
  readonly times: CronTimes | undefined;
  readonly startsAt: number;
  readonly endsAt: number | undefined;
  readonly activeSince: number;
}

/**
 * Throws CronError for a cron text or a zone that cannot be used. `shared`: due times by cron text and zone, for schedules
 * that have them in common.
 */
export function timetable(
  schedule: Pick<Schedule, 'cron' | 'timeZone' | 'startsAt' | 'endsAt' | 'activeSince'>,
  shared: Map<string, CronTimes> = new Map(),
): Timetable {
  const { cron: text, timeZone, startsAt, endsAt, activeSince } = schedule;
  const key = timesKey(schedule);
  let times = shared.get(key);
  if (times === undefined) {
    const zone = timeZoneNamed(timeZone);
    if (zone === undefined) throw new CronError(`time zone "${timeZone}" is not known`, 1);
    const cron = parseCron(text);
    times = cron.kind === 'once' ? undefined : new CronTimes(cron, zone);
    if (times !== undefined) shared.set(key, times);
  }
  return { times, startsAt, endsAt, activeSince };
}

/** Schedules of the same key have the same due times but for their bounds. */
export function timesKey({ cron, timeZone }: Pick<Schedule, 'cron' | 'timeZone'>): string {
  return `${timeZone} ${cron}`;
}

/** The first due time after `after`, inside the schedule's own bounds; undefined when there is none. */
export function dueAfter(table: Timetable, after: number): number | undefined {
  const from = Math.max(after, table.activeSince, table.startsAt - 1);
  const due = table.times === undefined ? onceAfter(table, after) : table.times.after(from);
  return due === undefined || (table.endsAt !== undefined && due >= table.endsAt) ? undefined : due;
}

/** `@once` runs at its start, or when it was made if that came later. */
function onceAfter({ startsAt, activeSince }: Timetable, after: number): number | undefined {
  const due = Math.max(startsAt, activeSince);
  return due > after ? due : undefined;
}

/** The text of a query made ready to run: templates and parameters put in, parsed. */
export interface PreparedQuery {
  readonly sql: string;
  readonly more: QueryDetails;
  /** It commits by itself, so a part of it may be done when the whole is not. */
  readonly ownCommit: boolean;
}

/** Throws SqlError for a text that cannot run as it stands. */
export type Prepare = (schedule: Schedule) => PreparedQuery;
