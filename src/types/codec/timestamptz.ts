import { DuckDBTimestampTZValue } from '@duckdb/node-api';
import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { invalidDateTime, parseDateTime } from '../datetime-input.ts';
import { offsetText, timestampText } from '../datetime-text.ts';
import type { EncodeContext } from '../encode-context.ts';
import { floorDivide, microsOfBinary, microsOfInput, timestampBinary } from '../epoch.ts';
import { OID } from '../oid.ts';
import { timeZoneOf } from '../time-zone.ts';
import { infiniteText } from './timestamp.ts';

/** Text in the session's time zone, binary as `timestamp` in UTC. */
export const timestamptz: Codec<DuckDBTimestampTZValue> = {
  pgType: fixedPgType(OID.timestamptz, OID.timestamptzArray, 8),
  encodeText: (value, _type, context) => infiniteText(value.micros) ?? zonedText(value.micros, context),
  encodeBinary: (value) => timestampBinary(value.micros),
  decodeText(text, _type, context) {
    const name = 'timestamp with time zone';
    const input = parseDateTime(text, name, context);
    return new DuckDBTimestampTZValue(microsOfInput(input, true, context, () => invalidDateTime(name, text)));
  },
  decodeBinary(bytes) {
    expectLength(bytes, 8);
    return new DuckDBTimestampTZValue(microsOfBinary(bytes));
  },
};

/** `xml`: with `T`, and the zone's minutes always, as PostgreSQL writes it into JSON. */
export function zonedText(micros: bigint, context: EncodeContext, xml = false): string {
  const offset = timeZoneOf(context.timeZone).offsetAt(Number(floorDivide(micros, 1_000_000n)));
  const local = micros + BigInt(offset) * 1_000_000n;
  return timestampText(local, offsetText(offset, xml), xml ? 'T' : ' ');
}
