import { DuckDBTimeNSValue, DuckDBTimeValue } from '@duckdb/node-api';
import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { fieldOutOfRange, invalidDateTime, parseDateTime } from '../datetime-input.ts';
import { timeText } from '../datetime-text.ts';
import type { EncodeContext } from '../encode-context.ts';
import { OID } from '../oid.ts';

const MAX_MICROS = 86_400_000_000n;

/** Binary: int64 microseconds since midnight, 24:00:00 included. */
export const time: Codec<DuckDBTimeValue> = {
  pgType: fixedPgType(OID.time, OID.timeArray, 8),
  encodeText: (value) => timeText(value.micros),
  encodeBinary: (value) => timeBinary(value.micros),
  decodeText: (text, _type, context) => new DuckDBTimeValue(parseTime(text, context)),
  decodeBinary: (bytes) => new DuckDBTimeValue(parseBinaryTime(bytes)),
};

/** TIME_NS as time: what PostgreSQL cannot count, the nanoseconds, is cut off. */
export const timeNs: Codec<DuckDBTimeNSValue> = {
  pgType: time.pgType,
  encodeText: (value) => timeText(value.nanos / 1000n),
  encodeBinary: (value) => timeBinary(value.nanos / 1000n),
  decodeText: (text, _type, context) => new DuckDBTimeNSValue(parseTime(text, context) * 1000n),
  decodeBinary: (bytes) => new DuckDBTimeNSValue(parseBinaryTime(bytes) * 1000n),
};

function timeBinary(micros: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(micros);
  return bytes;
}

function parseTime(text: string, context: EncodeContext): bigint {
  const input = parseDateTime(text, 'time', context);
  if (input.kind === 'special' || input.micros === undefined) throw invalidDateTime('time', text);
  return BigInt(input.micros);
}

function parseBinaryTime(bytes: Buffer): bigint {
  expectLength(bytes, 8);
  const micros = bytes.readBigInt64BE();
  if (micros < 0n || micros > MAX_MICROS) throw fieldOutOfRange(micros.toString());
  return micros;
}
