import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/** Offsets are looked up per window of this many seconds; no zone changes its offset and back within one. */
const WINDOW_SECONDS = 2 ** 19;
const GREGORIAN_CYCLE_SECONDS = 146_097 * 86_400;
/** What JavaScript's Date can hold, in seconds, with some room. */
const MAX_DATE_SECONDS = 8_630_000_000_000;
const POSIX_OFFSET = /^(?:<[^<>]+>|[A-Za-z]{3,})?([+-]?)([0-9]{1,2})(?::([0-9]{2}))?(?::([0-9]{2}))?$/;
const GMT_OFFSET = /GMT(?:([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?/;

export interface TimeZone {
  /** Always this far east of UTC, in seconds; undefined when it changes with time. */
  readonly fixedOffset: number | undefined;
  /** Seconds east of UTC at an instant, given in seconds since 1970-01-01 UTC. */
  offsetAt(epochSeconds: number): number;
  /**
   * Seconds east of UTC at a local time, given as if it were UTC. A time that the clocks skipped or showed twice has the
   * offset of standard time, as PostgreSQL's `DetermineTimeZoneOffset`.
   */
  offsetOfLocal(localSeconds: number): number;
}

/** One window: the offset at its start, and from `changeAt` on another. */
interface Window {
  readonly before: number;
  readonly changeAt: number;
  readonly after: number;
}

/** Zones never change, so they are made once per process. */
const ZONES = new Map<string, TimeZone>();

/** IANA names in any case, `UTC`, and POSIX offsets (`<+02>-02`, `EST5`: west is positive). Throws 22023. */
export function timeZoneOf(name: string): TimeZone {
  const known = ZONES.get(name);
  if (known !== undefined) return known;
  const zone = makeZone(name);
  ZONES.set(name, zone);
  return zone;
}

/** A zone that is always `offset` seconds east of UTC. */
export function fixedZone(offset: number): TimeZone {
  return { fixedOffset: offset, offsetAt: () => offset, offsetOfLocal: () => offset };
}

function makeZone(name: string): TimeZone {
  if (/^(?:(?:etc\/)?(?:utc|gmt|uct|universal|zulu|greenwich)|z)$/i.test(name)) return fixedZone(0);
  const posix = POSIX_OFFSET.exec(name);
  if (posix !== null) {
    const seconds = Number(posix[2]) * 3600 + Number(posix[3] ?? 0) * 60 + Number(posix[4] ?? 0);
    return fixedZone(posix[1] === '-' || seconds === 0 ? seconds : -seconds);
  }
  try {
    return new RuledZone(new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' }));
  } catch (cause) {
    throw new SqlError(SQLSTATE.invalidParameterValue, `time zone "${name}" not recognized`, { cause });
  }
}

class RuledZone implements TimeZone {
  readonly fixedOffset = undefined;
  private readonly format: Intl.DateTimeFormat;
  private readonly windows = new Map<number, Window>();

  constructor(format: Intl.DateTimeFormat) {
    this.format = format;
  }

  offsetAt(epochSeconds: number): number {
    const seconds = withinDate(epochSeconds);
    const index = Math.floor(seconds / WINDOW_SECONDS);
    let window = this.windows.get(index);
    if (window === undefined) {
      window = this.look(index * WINDOW_SECONDS, (index + 1) * WINDOW_SECONDS);
      this.windows.set(index, window);
    }
    return seconds < window.changeAt ? window.before : window.after;
  }

  offsetOfLocal(localSeconds: number): number {
    const before = this.offsetAt(localSeconds - 86_400);
    const after = this.offsetAt(localSeconds + 86_400);
    if (before === after) return before;
    const beforeHolds = this.offsetAt(localSeconds - before) === before;
    const afterHolds = this.offsetAt(localSeconds - after) === after;
    if (beforeHolds !== afterHolds) return beforeHolds ? before : after;
    return Math.min(before, after);
  }

  private look(from: number, to: number): Window {
    const before = this.ask(from);
    const after = this.ask(to);
    let low = from;
    let high = to;
    while (before !== after && high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.ask(middle) === before) low = middle;
      else high = middle;
    }
    return { before, changeAt: high, after };
  }

  private ask(seconds: number): number {
    const match = GMT_OFFSET.exec(this.format.format(seconds * 1000));
    if (match === null || match[1] === undefined) return 0;
    const offset = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return match[1] === '-' ? -offset : offset;
  }
}

/** The calendar repeats every 400 years, and long ago only mean local time was kept. */
function withinDate(seconds: number): number {
  if (seconds > MAX_DATE_SECONDS) return seconds - GREGORIAN_CYCLE_SECONDS * 50;
  return Math.max(seconds, -MAX_DATE_SECONDS);
}
