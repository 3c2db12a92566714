/** `00` to `99` as two characters each, the first in the low byte. */
const PAIRS = Uint16Array.from({ length: 100 }, (_, n) => 0x30 + Math.trunc(n / 10) + ((0x30 + (n % 10)) << 8));
const TWO_32 = 4_294_967_296;
const BILLION = 1_000_000_000;

/** Writes 0 to 2^32-1 in decimal and returns the position after it. */
export function putUint32(view: DataView, pos: number, value: number): number {
  const end = pos + countDigits(value);
  let at = end;
  let rest = value;
  while (rest >= 100) {
    const quotient = (rest / 100) >>> 0;
    at -= 2;
    view.setUint16(at, PAIRS[rest - quotient * 100] ?? 0, true);
    rest = quotient;
  }
  if (rest >= 10) view.setUint16(at - 2, PAIRS[rest] ?? 0, true);
  else view.setUint8(at - 1, 0x30 + rest);
  return end;
}

export function putInt32(view: DataView, pos: number, value: number): number {
  if (value >= 0) return putUint32(view, pos, value);
  view.setUint8(pos, 0x2d);
  return putUint32(view, pos + 1, -value);
}

/** Writes a whole number from 0 to 2^53-1. */
export function putSafeInteger(view: DataView, pos: number, value: number): number {
  if (value < TWO_32) return putUint32(view, pos, value);
  const high = Math.floor(value / 100_000_000);
  return put8Digits(view, putUint32(view, pos, high), value - high * 100_000_000);
}

/** Writes high * 2^32 + low, both unsigned: up to 20 digits, without BigInt. */
export function putUint64(view: DataView, pos: number, high: number, low: number): number {
  if (high < 2_097_152) return putSafeInteger(view, pos, high * TWO_32 + low);
  const q1 = Math.floor(high / BILLION);
  const t1 = (high - q1 * BILLION) * 65_536 + (low >>> 16);
  const q2 = Math.floor(t1 / BILLION);
  const t2 = (t1 - q2 * BILLION) * 65_536 + (low & 0xffff);
  const q3 = Math.floor(t2 / BILLION);
  const rest = t2 - q3 * BILLION;
  const end = putSafeInteger(view, pos, q1 * TWO_32 + q2 * 65_536 + q3);
  const head = Math.trunc(rest / 10);
  view.setUint8(end + 8, 0x30 + (rest - head * 10));
  return put8Digits(view, end, head) + 1;
}

/** Writes a signed 64-bit integer given as its two halves. */
export function putInt64(view: DataView, pos: number, high: number, low: number): number {
  if (high >= 0) return putUint64(view, pos, high, low >>> 0);
  view.setUint8(pos, 0x2d);
  const negatedLow = -low >>> 0;
  const negatedHigh = (~high + (negatedLow === 0 ? 1 : 0)) >>> 0;
  return putUint64(view, pos + 1, negatedHigh, negatedLow);
}

export function put2Digits(view: DataView, pos: number, value: number): number {
  view.setUint16(pos, PAIRS[value] ?? 0, true);
  return pos + 2;
}

export function put4Digits(view: DataView, pos: number, value: number): number {
  const high = (value / 100) | 0;
  view.setUint16(pos, PAIRS[high] ?? 0, true);
  view.setUint16(pos + 2, PAIRS[value - high * 100] ?? 0, true);
  return pos + 4;
}

export function put8Digits(view: DataView, pos: number, value: number): number {
  const high = (value / 10_000) | 0;
  put4Digits(view, pos, high);
  return put4Digits(view, pos + 4, value - high * 10_000);
}

/** Writes `.` and up to six digits of a fraction in millionths, without trailing zeros; nothing for 0. */
export function putMillionths(view: DataView, pos: number, value: number): number {
  if (value === 0) return pos;
  view.setUint8(pos, 0x2e);
  const high = (value / 10_000) | 0;
  const low = value - high * 10_000;
  put2Digits(view, pos + 1, high);
  put4Digits(view, pos + 3, low);
  let end = pos + 7;
  while (view.getUint8(end - 1) === 0x30) end--;
  return end;
}

function countDigits(value: number): number {
  if (value < 10_000) {
    if (value < 100) return value < 10 ? 1 : 2;
    return value < 1000 ? 3 : 4;
  }
  if (value < 100_000_000) {
    if (value < 1_000_000) return value < 100_000 ? 5 : 6;
    return value < 10_000_000 ? 7 : 8;
  }
  return value < BILLION ? 9 : 10;
}

/** Writes exactly `width` digits, zeros in front; `value` is below 10^width and 2^53. */
export function putPadded(view: DataView, pos: number, value: number, width: number): number {
  const end = pos + width;
  let at = end;
  let rest = value;
  while (at - pos >= 2) {
    const quotient = Math.floor(rest / 100);
    at -= 2;
    view.setUint16(at, PAIRS[rest - quotient * 100] ?? 0, true);
    rest = quotient;
  }
  if (at > pos) view.setUint8(pos, 0x30 + rest);
  return end;
}

/** Writes text of ASCII characters only. */
export function putAscii(view: DataView, pos: number, text: string): number {
  for (let at = 0; at < text.length; at++) view.setUint8(pos + at, text.charCodeAt(at));
  return pos + text.length;
}
