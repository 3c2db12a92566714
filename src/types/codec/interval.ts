import { DuckDBIntervalValue } from '@duckdb/node-api';
import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { parseInterval } from '../interval-input.ts';
import { intervalText } from '../interval-text.ts';
import { OID } from '../oid.ts';

/** Binary: int64 microseconds, int32 days, int32 months. Source: PostgreSQL `interval_send`, timestamp.c. */
export const interval: Codec<DuckDBIntervalValue> = {
  pgType: fixedPgType(OID.interval, OID.intervalArray, 16),
  encodeText: (value, _type, context) => intervalText(value, context.intervalStyle),
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(16);
    bytes.writeBigInt64BE(value.micros);
    bytes.writeInt32BE(value.days, 8);
    bytes.writeInt32BE(value.months, 12);
    return bytes;
  },
  decodeText(text, _type, context) {
    const { months, days, micros } = parseInterval(text, context.intervalStyle);
    return new DuckDBIntervalValue(months, days, micros);
  },
  decodeBinary(bytes) {
    expectLength(bytes, 16);
    return new DuckDBIntervalValue(bytes.readInt32BE(12), bytes.readInt32BE(8), bytes.readBigInt64BE());
  },
};
