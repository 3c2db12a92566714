import { DuckDBDateValue } from '@duckdb/node-api';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import { expectLength } from '../codec-error.ts';
import { invalidDateTime, parseDateTime } from '../datetime-input.ts';
import { dateText, MICROS_PER_DAY } from '../datetime-text.ts';
import { DAYS_TO_2000, floorDivide, microsOfInput } from '../epoch.ts';
import { OID } from '../oid.ts';

const INT32_MAX = 0x7fff_ffff;
const INT32_MIN = -0x8000_0000;
const INFINITE_DAYS = INT32_MAX;

/** Binary: int32 days since 2000-01-01, ±infinity the int32 limits. Source: PostgreSQL `date_send`, `date_in`, date.c. */
export const date: Codec<DuckDBDateValue> = {
  pgType: fixedPgType(OID.date, OID.dateArray, 4),
  encodeText(value) {
    if (value.days === INFINITE_DAYS) return 'infinity';
    return value.days === -INFINITE_DAYS ? '-infinity' : dateText(value.days);
  },
  encodeBinary(value) {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeInt32BE(shiftedDays(value.days));
    return bytes;
  },
  decodeText(text, _type, context) {
    const input = parseDateTime(text, 'date', context);
    if (input.kind === 'special' && input.value === 'infinity') return DuckDBDateValue.PosInf;
    if (input.kind === 'special' && input.value === '-infinity') return DuckDBDateValue.NegInf;
    if (input.kind === 'fields' && input.days !== undefined) return new DuckDBDateValue(checkedDays(input.days, text));
    const micros = microsOfInput(input, false, context, () => invalidDateTime('date', text));
    return new DuckDBDateValue(Number(floorDivide(micros, MICROS_PER_DAY)));
  },
  decodeBinary(bytes) {
    expectLength(bytes, 4);
    const days = bytes.readInt32BE();
    if (days === INT32_MAX) return DuckDBDateValue.PosInf;
    if (days === INT32_MIN) return DuckDBDateValue.NegInf;
    return new DuckDBDateValue(checkedDays(days + DAYS_TO_2000));
  },
};

/** Days since 2000-01-01 as they go over the wire. Throws 22008 for what lies before int32. */
export function shiftedDays(days: number): number {
  if (days === INFINITE_DAYS) return INT32_MAX;
  if (days === -INFINITE_DAYS) return INT32_MIN;
  if (days - DAYS_TO_2000 < INT32_MIN) throw new SqlError(SQLSTATE.datetimeFieldOverflow, 'date out of range');
  return days - DAYS_TO_2000;
}

function checkedDays(days: number, text?: string): number {
  if (Math.abs(days) < INFINITE_DAYS) return days;
  const which = text === undefined ? '' : `: "${text}"`;
  throw new SqlError(SQLSTATE.datetimeFieldOverflow, `date out of range${which}`);
}
