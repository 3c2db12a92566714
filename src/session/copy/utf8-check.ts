import { isUtf8 } from 'node:buffer';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';

/** Throws 22021 when the bytes are not UTF-8, naming the first that are wrong. `limit`: how far there are bytes at all. */
export function checkUtf8(bytes: Buffer, from: number, to: number, limit: number = to): void {
  if (isUtf8(bytes.subarray(from, to))) return;
  let good = from;
  for (const step of [65_536, 1024]) {
    for (;;) {
      const next = characterStart(bytes, Math.min(good + step, to), good);
      if (next <= good || !isUtf8(bytes.subarray(good, next))) break;
      good = next;
    }
  }
  for (;;) {
    const length = lengthOf(bytes[good] ?? 0);
    if (good + length > to || !isUtf8(bytes.subarray(good, good + length))) throw invalidBytes(bytes, good, limit);
    good += length;
  }
}

/** 22021. PostgreSQL names as many bytes as the first of them announces, as far as there are any. */
export function invalidBytes(bytes: Buffer, at: number, limit: number): SqlError {
  const shown = [...bytes.subarray(at, Math.min(limit, at + lengthOf(bytes[at] ?? 0)))];
  const hex = shown.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`);
  return new SqlError(SQLSTATE.characterNotInRepertoire, `invalid byte sequence for encoding "UTF8": ${hex.join(' ')}`);
}

/** The place at or before `at` where a character begins. */
export function characterStart(bytes: Buffer, at: number, from: number): number {
  let start = at;
  while (start > from && start > at - 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}

/** Where the last complete character ends. */
export function completeEnd(bytes: Buffer, from: number, to: number): number {
  if (to <= from) return to;
  const start = characterStart(bytes, to - 1, from);
  return start + lengthOf(bytes[start] ?? 0) > to ? start : to;
}

function lengthOf(first: number): number {
  if ((first & 0xe0) === 0xc0) return 2;
  if ((first & 0xf0) === 0xe0) return 3;
  return (first & 0xf8) === 0xf0 ? 4 : 1;
}
