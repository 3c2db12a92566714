import { invalidText, valueOutOfRange } from '../codec-error.ts';
import { trimSpace } from '../white-space.ts';

const INTEGER = /^[+-]?[0-9]+$/;

/** The smallest and the largest value of each integer type, and the name that errors give it. */
const RANGES = {
  tinyint: { name: 'tinyint', min: -128n, max: 127n },
  utinyint: { name: 'utinyint', min: 0n, max: 255n },
  smallint: { name: 'smallint', min: -32768n, max: 32767n },
  usmallint: { name: 'usmallint', min: 0n, max: 65535n },
  integer: { name: 'integer', min: -2147483648n, max: 2147483647n },
  uinteger: { name: 'uinteger', min: 0n, max: 4294967295n },
  bigint: { name: 'bigint', min: -(1n << 63n), max: (1n << 63n) - 1n },
  ubigint: { name: 'ubigint', min: 0n, max: (1n << 64n) - 1n },
  hugeint: { name: 'hugeint', min: -(1n << 127n), max: (1n << 127n) - 1n },
  uhugeint: { name: 'uhugeint', min: 0n, max: (1n << 128n) - 1n },
} as const;

export type RangedKind = keyof typeof RANGES;

/** Throws 22P02 for what is no integer, 22003 for one that the type cannot hold. */
export function parseInteger(text: string, kind: RangedKind): bigint {
  const digits = trimSpace(text);
  if (!INTEGER.test(digits)) throw invalidText(RANGES[kind].name, text);
  return checkRange(BigInt(digits.startsWith('+') ? digits.slice(1) : digits), kind, text);
}

/** Throws 22003 unless the type holds the value. */
export function checkRange(value: bigint, kind: RangedKind, text: string = value.toString()): bigint {
  const range = RANGES[kind];
  if (value < range.min || value > range.max) throw valueOutOfRange(range.name, text);
  return value;
}
