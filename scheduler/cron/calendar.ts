import type { CronFields } from './parse.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 29 February comes at least once in eight years, a weekday in any. */
const HORIZON_YEARS = 9;

/**
 * The first matching minute at or after `from`, by the calendar alone: times are clock times written as if they were UTC
 * milliseconds. Undefined when none comes.
 */
export function nextMatch(cron: CronFields, from: number): number | undefined {
  const start = Math.ceil(from / MINUTE_MS) * MINUTE_MS;
  const first = new Date(start);
  const lastYear = cron.years?.at(-1) ?? first.getUTCFullYear() + HORIZON_YEARS;
  let day = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate());
  let timeOfDay = start - day;
  for (;;) {
    const date = new Date(day);
    const year = date.getUTCFullYear();
    if (year > lastYear) return undefined;
    if (cron.years !== undefined && !cron.years.includes(year)) {
      day = Date.UTC(year + 1, 0, 1);
      timeOfDay = 0;
      continue;
    }
    const month = date.getUTCMonth() + 1;
    if (!cron.months.includes(month)) {
      day = Date.UTC(year, month, 1);
      timeOfDay = 0;
      continue;
    }
    if (matchesDay(cron, date)) {
      const found = timeIn(cron, timeOfDay);
      if (found !== undefined) return day + found;
    }
    day += DAY_MS;
    timeOfDay = 0;
  }
}

function matchesDay(cron: CronFields, date: Date): boolean {
  const byMonth = cron.daysOfMonth.has(date.getUTCDate());
  const byWeek = cron.daysOfWeek.has(date.getUTCDay());
  return cron.eitherDay ? byMonth || byWeek : byMonth && byWeek;
}

/** The first chosen time of day at or after `from`, in milliseconds since midnight. */
function timeIn(cron: CronFields, from: number): number | undefined {
  const minuteOfDay = Math.round(from / MINUTE_MS);
  const hourFrom = Math.floor(minuteOfDay / 60);
  for (const hour of cron.hours) {
    if (hour < hourFrom) continue;
    const least = hour === hourFrom ? minuteOfDay % 60 : 0;
    const minute = cron.minutes.find((each) => each >= least);
    if (minute !== undefined) return (hour * 60 + minute) * MINUTE_MS;
  }
  return undefined;
}
