import {
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { invalidDateTime, parseDateTime } from '../datetime-input.ts';
import { timestampText } from '../datetime-text.ts';
import {
  floorDivide,
  INFINITE,
  microsOfBinary,
  microsOfInput,
  timestampBinary,
  timestampOutOfRange,
} from '../epoch.ts';
import { OID } from '../oid.ts';

export const timestamp = timestampCodec(
  (value: DuckDBTimestampValue) => value.micros,
  (micros) => new DuckDBTimestampValue(micros),
);

export const timestampSeconds = timestampCodec(
  (value: DuckDBTimestampSecondsValue) => finer(value.seconds, 1_000_000n),
  (micros) => new DuckDBTimestampSecondsValue(coarser(micros, 1_000_000n)),
);

export const timestampMillis = timestampCodec(
  (value: DuckDBTimestampMillisecondsValue) => finer(value.millis, 1000n),
  (micros) => new DuckDBTimestampMillisecondsValue(coarser(micros, 1000n)),
);

/** PostgreSQL cannot count nanoseconds: they are cut off. */
export const timestampNanos = timestampCodec(
  (value: DuckDBTimestampNanosecondsValue) => coarser(value.nanos, 1000n),
  (micros) => new DuckDBTimestampNanosecondsValue(finer(micros, 1000n)),
);

export function infiniteText(micros: bigint): 'infinity' | '-infinity' | undefined {
  if (micros === INFINITE.positive) return 'infinity';
  return micros === INFINITE.negative ? '-infinity' : undefined;
}

/**
 * Binary form of `timestamp`: signed 64-bit microseconds since 2000-01-01, big-endian. The engine counts from 1970-01-01,
 * in a unit of its own per type, so the epoch is shifted; ±infinity become the int64 limits.
 * Source: PostgreSQL `timestamp_send`, `timestamp_in`, src/backend/utils/adt/timestamp.c.
 */
function timestampCodec<Value extends DuckDBValue>(
  microsOf: (value: Value) => bigint,
  valueFrom: (micros: bigint) => Value,
): Codec<Value> {
  return {
    pgType: fixedPgType(OID.timestamp, OID.timestampArray, 8),
    encodeText(value) {
      const micros = microsOf(value);
      return infiniteText(micros) ?? timestampText(micros, '', ' ');
    },
    encodeBinary: (value) => timestampBinary(microsOf(value)),
    decodeText(text, _type, context) {
      const input = parseDateTime(text, 'timestamp', context);
      return valueFrom(microsOfInput(input, false, context, () => invalidDateTime('timestamp', text)));
    },
    decodeBinary(bytes) {
      expectLength(bytes, 8);
      return valueFrom(microsOfBinary(bytes));
    },
  };
}

/** The value in a unit `factor` times finer; infinities stay. Throws 22008 when it leaves int64. */
export function finer(value: bigint, factor: bigint): bigint {
  if (value === INFINITE.positive || value === INFINITE.negative) return value;
  const product = value * factor;
  if (product >= INFINITE.positive || product <= INFINITE.negative) throw timestampOutOfRange();
  return product;
}

/** The value in a coarser unit, rounded down; infinities stay. */
export function coarser(value: bigint, divisor: bigint): bigint {
  return value === INFINITE.positive || value === INFINITE.negative ? value : floorDivide(value, divisor);
}
