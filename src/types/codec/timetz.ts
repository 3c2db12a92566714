import { DuckDBTimeTZValue } from '@duckdb/node-api';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { fieldOutOfRange, invalidDateTime, parseDateTime } from '../datetime-input.ts';
import { offsetText, timeText } from '../datetime-text.ts';
import { OID } from '../oid.ts';
import { timeZoneOf } from '../time-zone.ts';

const MAX_MICROS = 86_400_000_000n;
/** 15:59:59, of both the engine and PostgreSQL. */
const MAX_OFFSET = 57_599;

/** Binary: int64 microseconds since midnight, then the zone as int32 seconds west of UTC: +02 is -7200. */
export const timetz: Codec<DuckDBTimeTZValue> = {
  pgType: fixedPgType(OID.timetz, OID.timetzArray, 12),
  encodeText: (value) => timeText(value.micros) + offsetText(value.offset),
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(12);
    bytes.writeBigInt64BE(value.micros);
    bytes.writeInt32BE(-value.offset, 8);
    return bytes;
  },
  decodeText(text, _type, context) {
    const input = parseDateTime(text, 'time with time zone', context);
    if (input.kind === 'special' || input.micros === undefined) throw invalidDateTime('time with time zone', text);
    const zone = input.zone ?? timeZoneOf(context.timeZone);
    const localSeconds = (input.days ?? 0) * 86_400 + Math.trunc(input.micros / 1_000_000);
    return DuckDBTimeTZValue.fromMicrosAndOffset(BigInt(input.micros), zone.offsetOfLocal(localSeconds));
  },
  decodeBinary(bytes) {
    expectLength(bytes, 12);
    const micros = bytes.readBigInt64BE();
    const west = bytes.readInt32BE(8);
    if (micros < 0n || micros > MAX_MICROS) throw fieldOutOfRange(micros.toString());
    if (Math.abs(west) > MAX_OFFSET) {
      throw new SqlError(SQLSTATE.datetimeFieldOverflow, 'time zone displacement out of range');
    }
    return DuckDBTimeTZValue.fromMicrosAndOffset(micros, -west);
  },
};
