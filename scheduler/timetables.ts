import type { Logger } from '../src/core/logger.ts';
import type { CronTimes } from './cron-times.ts';
import { dueAfter, type Schedule, type Timetable, timesKey, timetable } from './schedule.ts';

interface Entry {
  readonly schedule: Schedule;
  readonly table: Timetable;
  next: number | undefined;
}

/** The enabled schedules with the next due time of each, kept until a schedule changes. */
export class Timetables {
  readonly #logger: Logger;
  #entries = new Map<string, Entry>();
  #seen: readonly Schedule[] | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Takes the schedules of now; those that are the same objects as before keep their next due time. */
  update(schedules: readonly Schedule[], settled: (schedule: Schedule) => number): void {
    if (schedules === this.#seen) return;
    this.#seen = schedules;
    const entries = new Map<string, Entry>();
    const shared = new Map<string, CronTimes>();
    for (const { schedule, table } of this.#entries.values()) {
      if (table.times !== undefined) shared.set(timesKey(schedule), table.times);
    }
    for (const schedule of schedules) {
      if (!schedule.enabled) continue;
      const known = this.#entries.get(schedule.id);
      const entry = known?.schedule === schedule ? known : this.#entry(schedule, settled(schedule), shared);
      if (entry !== undefined) entries.set(schedule.id, entry);
    }
    this.#entries = entries;
  }

  *due(now: number): IterableIterator<{ readonly schedule: Schedule; readonly table: Timetable }> {
    for (const entry of this.#entries.values()) if (entry.next !== undefined && entry.next <= now) yield entry;
  }

  /** All up to `settled` is done with. */
  settle(scheduleId: string, settled: number): void {
    const entry = this.#entries.get(scheduleId);
    if (entry !== undefined) entry.next = dueAfter(entry.table, settled);
  }

  get next(): number | undefined {
    let least: number | undefined;
    for (const { next } of this.#entries.values()) {
      if (next !== undefined && (least === undefined || next < least)) least = next;
    }
    return least;
  }

  #entry(schedule: Schedule, settled: number, shared: Map<string, CronTimes>): Entry | undefined {
    try {
      const table = timetable(schedule, shared);
      return { schedule, table, next: dueAfter(table, settled) };
    } catch (error) {
      this.#logger.error({ err: error, scheduleId: schedule.id }, 'schedule cannot be read and will not run');
      return undefined;
    }
  }
}
