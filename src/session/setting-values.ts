import { timeZoneOf } from '../types/time-zone.ts';

/**
 * What values the run-time parameters take: each function answers the value as it is kept, or undefined when it is none of
 * the parameter's. Source: PostgreSQL manual, "Server Configuration".
 */

export function plainText(value: string): string {
  return value;
}

export function onOff(value: string): string | undefined {
  const text = value.trim().toLowerCase();
  if (['on', 'true', 'yes', '1', 't', 'y'].includes(text)) return 'on';
  if (['off', 'false', 'no', '0', 'f', 'n'].includes(text)) return 'off';
  return undefined;
}

/** Some take words besides on and off: `force_parallel_mode = regress`. */
export function onOffOr(...words: readonly string[]): (value: string) => string | undefined {
  return (value) => onOff(value) ?? oneOf(...words)(value);
}

export function oneOf(...choices: readonly string[]): (value: string) => string | undefined {
  return (value) => choices.find((choice) => choice === value.trim().toLowerCase());
}

export function integer(least: number, most: number): (value: string) => string | undefined {
  return (value) => {
    const number = Number(value);
    return value.trim() !== '' && Number.isInteger(number) && number >= least && number <= most
      ? String(number)
      : undefined;
  };
}

export const UNITS_MS: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `500`, `10s`, `5 min`: milliseconds. Source: PostgreSQL manual, "Parameter Names and Values". */
export function milliseconds(value: string): string | undefined {
  const match = /^\s*(\d+)\s*([a-z]*)\s*$/i.exec(value);
  const unit = match === null ? undefined : UNITS_MS[(match[2] ?? '').toLowerCase()];
  if (match === null || unit === undefined) return undefined;
  const amount = Number(match[1]) * unit;
  return amount <= 2_147_483_647 ? String(amount) : undefined;
}

export function utf8(value: string): string | undefined {
  const name = value
    .trim()
    .toLowerCase()
    .replaceAll(/['"_-]/g, '');
  return name === 'utf8' || name === 'unicode' || name === 'sqlascii' ? 'UTF8' : undefined;
}

export function dateStyle(value: string): string | undefined {
  const parts = value.split(',').map((part) => part.trim().toUpperCase());
  if (parts.some((part) => !['ISO', 'MDY', 'DMY', 'YMD', 'US', 'EURO', 'EUROPEAN', 'NONEURO'].includes(part)))
    return undefined;
  const order =
    parts.includes('DMY') || parts.includes('EURO') || parts.includes('EUROPEAN')
      ? 'DMY'
      : parts.includes('YMD')
        ? 'YMD'
        : 'MDY';
  return `ISO, ${order}`;
}

export function isolation(value: string): string | undefined {
  return oneOf('serializable', 'repeatable read', 'read committed', 'read uncommitted')(value);
}

export function messageLevel(value: string): string | undefined {
  return oneOf(
    'debug5',
    'debug4',
    'debug3',
    'debug2',
    'debug1',
    'log',
    'notice',
    'warning',
    'error',
    'info',
    'debug',
  )(value);
}

/**
 * An IANA name, `LOCAL` and `DEFAULT` (both the server's), hours east of UTC as a number, `INTERVAL '+01:00'`, east too, or
 * POSIX's `<+01>-01` and `GMT-01:30`, west positive. Source: PostgreSQL 15, `check_timezone`.
 */
export function timeZone(value: string): string | undefined {
  const text = value.trim();
  if (/^(local|default)$/i.test(text)) return 'UTC';
  const east = /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) * 3600 : intervalSeconds(text);
  if (east !== undefined) return Math.abs(east) <= MOST_ZONE_SECONDS ? posixZone(east) : undefined;
  try {
    if (!/[\d<]/.test(text[0] ?? ''))
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    // POSIX's names may begin like others.
  }
  try {
    timeZoneOf(text);
    return text;
  } catch {
    return undefined;
  }
}

const MOST_ZONE_SECONDS = 168 * 3600;

function intervalSeconds(text: string): number | undefined {
  const match = /^interval\s*'\s*([+-]?)(\d+)(?::(\d+))?(?::(\d+))?\s*'$/i.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
}

/** `<+05:30>-05:30` is five and a half hours east. */
function posixZone(east: number): string {
  const total = Math.round(Math.abs(east));
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const shown = parts.slice(0, parts[2] === 0 ? (parts[1] === 0 ? 1 : 2) : 3);
  const digits = shown.map((part) => String(part).padStart(2, '0')).join(':');
  return east < 0 ? `<-${digits}>+${digits}` : `<+${digits}>-${digits}`;
}
