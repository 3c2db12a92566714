import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { DateTimeInput } from './datetime-input.ts';
import { MICROS_PER_DAY } from './datetime-text.ts';
import type { EncodeContext } from './encode-context.ts';
import { timeZoneOf } from './time-zone.ts';

/** The engine counts from 1970-01-01, PostgreSQL's wire from 2000-01-01. */
export const DAYS_TO_2000 = 10_957;
export const MICROS_TO_2000 = 946_684_800_000_000n;
/** The engine's infinities of 64-bit timestamps, whatever their unit. */
export const INFINITE = { positive: (1n << 63n) - 1n, negative: -((1n << 63n) - 1n) } as const;
const INT64_MIN = -(1n << 63n);

/** Binary timestamp: int64 microseconds since 2000-01-01. Throws 22008 when the shifted value leaves int64. */
export function timestampBinary(micros: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(shiftedMicros(micros));
  return bytes;
}

/** The engine's microseconds of a binary timestamp. Throws 22008 when it is later than the engine can count. */
export function microsOfBinary(bytes: Buffer): bigint {
  const value = bytes.readBigInt64BE();
  if (value === INFINITE.positive) return INFINITE.positive;
  if (value === INT64_MIN) return INFINITE.negative;
  const micros = value + MICROS_TO_2000;
  if (micros >= INFINITE.positive) throw timestampOutOfRange();
  return micros;
}

/** Microseconds since 1970-01-01 that a text said, in UTC or in the session's zone. `invalid` makes the error of a text. */
export function microsOfInput(
  input: DateTimeInput,
  zoned: boolean,
  context: EncodeContext,
  invalid: () => SqlError,
): bigint {
  if (input.kind === 'special') return microsOfWord(input.value, zoned, context, invalid);
  if (input.days === undefined) throw invalid();
  const local = BigInt(input.days) * MICROS_PER_DAY + BigInt(input.micros ?? 0);
  if (!zoned) return inRange(local);
  const zone = input.zone ?? timeZoneOf(context.timeZone);
  const localSeconds = Number(floorDivide(local, 1_000_000n));
  return inRange(local - BigInt(zone.offsetOfLocal(localSeconds)) * 1_000_000n);
}

export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient;
}

export function timestampOutOfRange(): SqlError {
  return new SqlError(SQLSTATE.datetimeFieldOverflow, 'timestamp out of range');
}

type Word = (DateTimeInput & { kind: 'special' })['value'];

function microsOfWord(word: Word, zoned: boolean, context: EncodeContext, invalid: () => SqlError): bigint {
  if (word === 'infinity') return INFINITE.positive;
  if (word === '-infinity') return INFINITE.negative;
  if (word === 'epoch') return 0n;
  if (context.now === undefined) throw invalid();
  const zone = timeZoneOf(context.timeZone);
  const now = BigInt(Math.trunc(context.now)) * 1000n;
  const local = now + BigInt(zone.offsetAt(Math.floor(context.now / 1000))) * 1_000_000n;
  if (word === 'now') return zoned ? now : local;
  const shift = word === 'tomorrow' ? 1n : word === 'yesterday' ? -1n : 0n;
  const midnight = (floorDivide(local, MICROS_PER_DAY) + shift) * MICROS_PER_DAY;
  if (!zoned) return midnight;
  return midnight - BigInt(zone.offsetOfLocal(Number(midnight / 1_000_000n))) * 1_000_000n;
}

function inRange(micros: bigint): bigint {
  if (micros >= INFINITE.positive || micros <= INFINITE.negative) throw timestampOutOfRange();
  return micros;
}

/** Microseconds since 2000-01-01 as they go over the wire. Throws 22008 when the shifted value leaves int64. */
export function shiftedMicros(micros: bigint): bigint {
  if (micros === INFINITE.positive) return INFINITE.positive;
  if (micros === INFINITE.negative) return INT64_MIN;
  const value = micros - MICROS_TO_2000;
  if (value < INT64_MIN) throw timestampOutOfRange();
  return value;
}
