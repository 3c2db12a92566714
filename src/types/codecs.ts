import { bigInteger } from './codec/big-integer.ts';
import { bool } from './codec/bool.ts';
import { bytea } from './codec/bytea.ts';
import { date } from './codec/date.ts';
import { enumeration } from './codec/enum.ts';
import { float4 } from './codec/float4.ts';
import { float8 } from './codec/float8.ts';
import { int2 } from './codec/int2.ts';
import { int4 } from './codec/int4.ts';
import { int8 } from './codec/int8.ts';
import { interval } from './codec/interval.ts';
import { json } from './codec/json.ts';
import { listCodec } from './codec/list.ts';
import { mapCodec, unionCodec } from './codec/nested.ts';
import { numeric } from './codec/numeric.ts';
import { structCodec } from './codec/struct.ts';
import { text } from './codec/text.ts';
import { time, timeNs } from './codec/time.ts';
import { timestamp, timestampMillis, timestampNanos, timestampSeconds } from './codec/timestamp.ts';
import { timestamptz } from './codec/timestamptz.ts';
import { timetz } from './codec/timetz.ts';
import { uuid } from './codec/uuid.ts';
import { varbit } from './codec/varbit.ts';
import type { Codec, PgType } from './codec.ts';
import type { DataType } from './data-type.ts';
import type { EncodeContext } from './encode-context.ts';

/**
 * The room of types: DataType is what the planner reasons about, `duckdb-type.ts` ties it to the engine's types, this table
 * to PostgreSQL's wire formats, `vectors.ts` reads the engine's memory. The wire writes rows by it (`wire/rows.ts`), the
 * session reads parameters by it (`parameters.ts`).
 */
const CODECS = {
  unknown: text,
  boolean: bool,
  tinyint: int2,
  utinyint: int2,
  smallint: int2,
  usmallint: int4,
  integer: int4,
  uinteger: int8,
  bigint: int8,
  ubigint: bigInteger,
  hugeint: bigInteger,
  uhugeint: bigInteger,
  bignum: bigInteger,
  float: float4,
  double: float8,
  decimal: numeric,
  varchar: text,
  blob: bytea,
  bit: varbit,
  uuid,
  json,
  enum: enumeration,
  date,
  time,
  time_ns: timeNs,
  timetz,
  timestamp,
  timestamp_s: timestampSeconds,
  timestamp_ms: timestampMillis,
  timestamp_ns: timestampNanos,
  timestamptz,
  interval,
  list: listCodec(codecOf),
  array: listCodec(codecOf),
  struct: structCodec(codecOf),
  map: mapCodec(codecOf),
  union: unionCodec(codecOf),
} as const satisfies Record<DataType['kind'], Codec>;

/** The wire formats of a type. */
export function codecOf(type: DataType): Codec {
  return CODECS[type.kind];
}

/** What RowDescription says about a column of this type. */
export function pgTypeOf(type: DataType, context: EncodeContext): PgType {
  return codecOf(type).pgType(type, context);
}
