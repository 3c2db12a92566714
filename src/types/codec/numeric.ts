import { DuckDBDecimalValue } from '@duckdb/node-api';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Codec } from '../codec.ts';
import {
  type DecimalNumber,
  decimalBinary,
  decimalText,
  parseBinaryDecimal,
  parseDecimal,
  rescale,
  type SpecialNumber,
} from '../decimal-number.ts';
import { OID } from '../oid.ts';

type DecimalType = { readonly kind: 'decimal'; readonly precision: number; readonly scale: number };

/** DECIMAL(p,s) as numeric with its typmod, exact. Input is rounded half away from zero to the scale, as numeric(p,s) does. */
export const numeric: Codec<DuckDBDecimalValue, DecimalType> = {
  pgType: (type) => ({
    oid: OID.numeric,
    arrayOid: OID.numericArray,
    typlen: -1,
    typmod: ((type.precision << 16) | type.scale) + 4,
  }),
  encodeText: (value) => decimalText({ unscaled: value.value, scale: value.scale }),
  encodeBinary: (value) => decimalBinary({ unscaled: value.value, scale: value.scale }),
  decodeText: (text, type) => fitted(parseDecimal(text), type),
  decodeBinary: (bytes, type) => fitted(parseBinaryDecimal(bytes), type),
};

function fitted(value: DecimalNumber | SpecialNumber, { precision, scale }: DecimalType): DuckDBDecimalValue {
  if (typeof value === 'string') {
    throw new SqlError(SQLSTATE.numericValueOutOfRange, `cannot store ${value} in type numeric`);
  }
  const unscaled = rescale(value, scale);
  const limit = 10n ** BigInt(precision);
  if (unscaled >= limit || unscaled <= -limit) {
    throw new SqlError(SQLSTATE.numericValueOutOfRange, 'numeric field overflow', {
      detail: `A field with precision ${precision}, scale ${scale} must round to an absolute value less than ${
        precision === scale ? '1' : `10^${precision - scale}`
      }.`,
    });
  }
  return new DuckDBDecimalValue(unscaled, precision, scale);
}
