/** A zone's difference from UTC, and the moments at which it changes. Times are UTC milliseconds. */
export interface TimeZone {
  readonly name: string;
  /** Clock time minus UTC, in milliseconds, at a moment. */
  offset(at: number): number;
}

export const UTC: TimeZone = { name: 'UTC', offset: () => 0 };

/** Undefined for a name that the platform's zone table (IANA) does not have. */
export function timeZoneNamed(name: string): TimeZone | undefined {
  if (/^(utc|gmt|z|etc\/utc)$/i.test(name)) return UTC;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  const known = new Map<number, number>();
  return {
    name: format.resolvedOptions().timeZone,
    offset: (at) => {
      const slot = Math.floor(at / SLOT_MS);
      const remembered = known.get(slot);
      if (remembered !== undefined) return remembered;
      const offset = offsetBy(format, slot * SLOT_MS);
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(slot, offset);
      return offset;
    },
  };
}

/** Clocks change at quarters of an hour UTC, everywhere since 1972; asking the platform is slow. */
const SLOT_MS = 900_000;
const MAX_KNOWN = 4_096;

function offsetBy(format: Intl.DateTimeFormat, at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(second)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}

const HOUR_MS = 3_600_000;
/** No zone changes its clocks twice within this time. */
const STEP_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/** The first moment after `from` and at or before `to` with another offset than the moment before it. */
export function nextChange(zone: TimeZone, from: number, to: number): number | undefined {
  if (zone === UTC) return undefined;
  const before = zone.offset(from);
  for (let at = from; at < to; ) {
    const next = Math.min(at + STEP_MS, to);
    if (zone.offset(next) !== before) return changeWithin(zone, at, next, before);
    at = next;
  }
  return undefined;
}

function changeWithin(zone: TimeZone, from: number, to: number, before: number): number {
  let low = Math.floor(from / MINUTE_MS);
  let high = Math.ceil(to / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}
