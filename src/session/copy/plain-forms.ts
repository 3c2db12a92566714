import { isDigit } from './plain-numbers.ts';

/** `t`, `f`, `1`, `0`. */
export function isPlainBoolean(source: Buffer, from: number, to: number): boolean {
  const byte = source[from];
  return to - from === 1 && (byte === 0x74 || byte === 0x66 || byte === 0x31 || byte === 0x30);
}

/** `2020-02-29`, years 0001 to 9999. */
export function isPlainDate(source: Buffer, from: number, to: number): boolean {
  return to - from === 10 && isDateAt(source, from);
}

/** `2020-02-29 23:59:59.123456`, also with a `T`. */
export function isPlainTimestamp(source: Buffer, from: number, to: number): boolean {
  const between = source[from + 10];
  return (between === 0x20 || between === 0x54) && isDateAt(source, from) && isPlainTime(source, from + 11, to);
}

/** `23:59:59`, with up to six digits of a second's fraction. */
export function isPlainTime(source: Buffer, from: number, to: number): boolean {
  const length = to - from;
  if (length !== 8 && (length < 10 || length > 15)) return false;
  if (pair(source, from) > 23 || pair(source, from + 3) > 59 || pair(source, from + 6) > 59) return false;
  if (source[from + 2] !== 0x3a || source[from + 5] !== 0x3a) return false;
  if (length === 8) return true;
  if (source[from + 8] !== 0x2e) return false;
  for (let at = from + 9; at < to; at++) {
    if (!isDigit(source[at])) return false;
  }
  return true;
}

/** `a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11`, in upper case too. */
export function isPlainUuid(source: Buffer, from: number, to: number): boolean {
  if (to - from !== 36) return false;
  for (let index = 0; index < 36; index++) {
    const byte = source[from + index] ?? 0;
    const isDash = index === 8 || index === 13 || index === 18 || index === 23;
    const letter = byte | 0x20;
    const isHex = isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
    if (isDash ? byte !== 0x2d : !isHex) return false;
  }
  return true;
}

function isDateAt(source: Buffer, from: number): boolean {
  if (source[from + 4] !== 0x2d || source[from + 7] !== 0x2d) return false;
  const century = pair(source, from);
  const years = pair(source, from + 2);
  const month = pair(source, from + 5);
  const day = pair(source, from + 8);
  if (century > 99 || years > 99 || (century === 0 && years === 0)) return false;
  if (month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  if (month !== 2) return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
  const leap = years % 4 === 0 && (years !== 0 || century % 4 === 0);
  return leap && day === 29;
}

/** Two digits as a number; more than 99 when they are none. */
function pair(source: Buffer, at: number): number {
  const tens = (source[at] ?? 0) - 0x30;
  const ones = (source[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1000;
}
