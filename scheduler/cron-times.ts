import { nextDue } from './cron/next-due.ts';
import type { CronFields } from './cron/parse.ts';
import { type TimeZone, UTC } from './cron/time-zone.ts';

const MINUTE_MS = 60_000;
/** Answers that are kept: those of the minute that passes, and of the next. */
const KEEP = 8;

/** The due times of one cron text in one zone, worked out once for all schedules that have both. */
export class CronTimes {
  readonly #cron: CronFields;
  readonly #zone: TimeZone;
  readonly #known = new Map<number, number | undefined>();

  constructor(cron: CronFields, zone: TimeZone) {
    this.#cron = cron;
    this.#zone = zone;
  }

  /** The first due time after `after`, in UTC milliseconds; undefined when none comes. */
  after(after: number): number | undefined {
    // In UTC, what comes next is the same all through a minute.
    const key = this.#zone === UTC ? Math.floor(after / MINUTE_MS) : after;
    if (this.#known.has(key)) return this.#known.get(key);
    const due = nextDue(this.#cron, this.#zone, after);
    if (this.#known.size >= KEEP) this.#known.clear();
    this.#known.set(key, due);
    return due;
  }
}
