import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { type Codec, fixedPgType } from '../codec.ts';
import {
  type DecimalNumber,
  decimalBinary,
  parseBinaryDecimal,
  parseDecimal,
  rescale,
  type SpecialNumber,
} from '../decimal-number.ts';
import { OID } from '../oid.ts';
import { checkRange } from './integer-text.ts';

type BigIntegerType = { readonly kind: 'ubigint' | 'hugeint' | 'uhugeint' | 'bignum' };

/** Integers that int8 cannot hold, as numeric without a typmod. A fraction in the input is rounded away, as a cast does. */
export const bigInteger: Codec<bigint, BigIntegerType> = {
  pgType: fixedPgType(OID.numeric, OID.numericArray, -1),
  encodeText: (value) => value.toString(),
  encodeBinary: (value) => decimalBinary({ unscaled: value, scale: 0 }),
  decodeText: (text, type) => fitted(parseDecimal(text), type),
  decodeBinary: (bytes, type) => fitted(parseBinaryDecimal(bytes), type),
};

function fitted(value: DecimalNumber | SpecialNumber, { kind }: BigIntegerType): bigint {
  if (typeof value === 'string') {
    throw new SqlError(SQLSTATE.numericValueOutOfRange, `cannot convert ${value} to ${kind}`);
  }
  const integer = rescale(value, 0);
  return kind === 'bignum' ? integer : checkRange(integer, kind);
}
