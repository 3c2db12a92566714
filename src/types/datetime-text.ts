import { civilFromDays } from './calendar.ts';

export const MICROS_PER_DAY = 86_400_000_000n;

/** ISO date: `2000-01-01`, `0044-03-15 BC`, `10000-01-01`. `days` since 1970-01-01. */
export function dateText(days: number): string {
  const { text, era } = civilText(days);
  return text + era;
}

/** `HH:MM:SS[.ffffff]`, trailing zeros of the fraction dropped; up to `24:00:00`. `micros` since midnight. */
export function timeText(micros: bigint): string {
  const fraction = Number(micros % 1_000_000n);
  return clockText(Number(micros / 1_000_000n)) + fractionText(fraction);
}

/** `date` + separator + `time` + zone + era: `2000-01-01 00:00:01.5+02`, `0044-03-15 00:00:00 BC`. */
export function timestampText(localMicros: bigint, zone: string, separator: ' ' | 'T'): string {
  const timeOfDay = ((localMicros % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY;
  const { text, era } = civilText(Number((localMicros - timeOfDay) / MICROS_PER_DAY));
  return `${text}${separator}${timeText(timeOfDay)}${zone}${era}`;
}

/** `+HH[:MM[:SS]]`, with the minutes always when `minutes` is asked for. `offset` is in seconds east of UTC. */
export function offsetText(offset: number, minutes = false): string {
  const size = Math.abs(offset);
  const seconds = size % 60;
  const sign = offset < 0 ? '-' : '+';
  const hours = `${sign}${pad2(Math.trunc(size / 3600))}`;
  if (!minutes && size % 3600 === 0) return hours;
  return `${hours}:${pad2(Math.trunc(size / 60) % 60)}${seconds === 0 ? '' : `:${pad2(seconds)}`}`;
}

/** `.ffffff` without trailing zeros; nothing for 0. */
export function fractionText(micros: number): string {
  return micros === 0 ? '' : `.${micros.toString().padStart(6, '0').replace(/0+$/, '')}`;
}

export function pad2(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function clockText(seconds: number): string {
  return `${pad2(Math.trunc(seconds / 3600))}:${pad2(Math.trunc(seconds / 60) % 60)}:${pad2(seconds % 60)}`;
}

function civilText(days: number): { readonly text: string; readonly era: string } {
  const { year, month, day } = civilFromDays(days);
  const shown = year > 0 ? year : 1 - year;
  return { text: `${shown.toString().padStart(4, '0')}-${pad2(month)}-${pad2(day)}`, era: year > 0 ? '' : ' BC' };
}
