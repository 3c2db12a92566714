import { nextMatch } from './calendar.ts';
import type { CronFields } from './parse.ts';
import { nextChange, type TimeZone, UTC } from './time-zone.ts';

const DAY_MS = 86_400_000;

/**
 * The first due time after `after`, in UTC milliseconds; undefined when none comes.
 *
 * When clocks change, a cron that names its hours follows the clock on the wall: a time that is left out runs once, at the
 * moment the clocks go forward; a time that comes twice runs at its first coming. A cron of every hour follows real time:
 * nothing is left out of an hour that happens, and an hour that comes twice runs twice. Source: cron(8), "Daylight Saving
 * Time and other time changes".
 */
export function nextDue(cron: CronFields, zone: TimeZone, after: number): number | undefined {
  if (zone === UTC) return nextMatch(cron, after + 1);
  let from = after + 1;
  // Clock times below this one have come before, in the first of two equal hours.
  let seenUntil = cron.everyHour ? Number.NEGATIVE_INFINITY : repeatedUntil(zone, from);
  for (;;) {
    const offset = zone.offset(from);
    const wall = nextMatch(cron, Math.max(from + offset, seenUntil));
    if (wall === undefined) return undefined;
    const candidate = wall - offset;
    const change = nextChange(zone, from, candidate);
    if (change === undefined || candidate < change) return candidate;
    const nextOffset = zone.offset(change);
    const gapEnd = change + nextOffset;
    if (!cron.everyHour && nextOffset > offset && wall < gapEnd) return change;
    from = change;
    seenUntil = cron.everyHour ? Number.NEGATIVE_INFINITY : change + offset;
  }
}

/** Inside the second of two equal hours: the clock time at which they end. */
function repeatedUntil(zone: TimeZone, from: number): number {
  const change = nextChange(zone, from - DAY_MS, from);
  return change === undefined ? Number.NEGATIVE_INFINITY : change + zone.offset(change - 1);
}
