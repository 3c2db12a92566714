import { invalidBinary, invalidText } from './codec-error.ts';
import { trimSpace } from './white-space.ts';

/** An exact decimal: `unscaled` / 10^`scale`, scale 0 or more. */
export interface DecimalNumber {
  readonly unscaled: bigint;
  readonly scale: number;
}

export type SpecialNumber = 'NaN' | 'Infinity' | '-Infinity';

const NUMBER = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;
const MAX_EXPONENT = 20_000;
const BASE = 10_000n;
const SIGN = { positive: 0x0000, negative: 0x4000, NaN: 0xc000, Infinity: 0xd000, '-Infinity': 0xf000 } as const;

export function decimalText({ unscaled, scale }: DecimalNumber): string {
  if (scale === 0) return unscaled.toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** PostgreSQL's input syntax of numeric. Throws 22P02. */
export function parseDecimal(text: string): DecimalNumber | SpecialNumber {
  const trimmed = trimSpace(text);
  const special = SPECIAL_WORDS.get(trimmed.toLowerCase());
  if (special !== undefined) return special;
  const match = NUMBER.exec(trimmed);
  if (match === null) throw invalidText('numeric', text);
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (whole === '' && fraction === '') throw invalidText('numeric', text);
  if (Math.abs(exponent) > MAX_EXPONENT) throw invalidText('numeric', text);
  const magnitude = BigInt(whole + fraction);
  const unscaled = sign === '-' ? -magnitude : magnitude;
  const scale = fraction.length - exponent;
  return scale < 0 ? { unscaled: unscaled * 10n ** BigInt(-scale), scale: 0 } : { unscaled, scale };
}

/** The same value with another scale; digits that have no place are rounded half away from zero. */
export function rescale(value: DecimalNumber, scale: number): bigint {
  if (scale >= value.scale) return value.unscaled * 10n ** BigInt(scale - value.scale);
  const divisor = 10n ** BigInt(value.scale - scale);
  const half = divisor / 2n;
  return (value.unscaled < 0n ? value.unscaled - half : value.unscaled + half) / divisor;
}

/**
 * Binary numeric: int16 count of base-10000 digits, int16 weight of the first, int16 sign, int16 display scale, the digits;
 * zero digits at both ends are left out. Source: PostgreSQL `numeric_send`, src/backend/utils/adt/numeric.c.
 */
export function decimalBinary({ unscaled, scale }: DecimalNumber): Buffer {
  const padding = (4 - (scale % 4)) % 4;
  let rest = (unscaled < 0n ? -unscaled : unscaled) * 10n ** BigInt(padding);
  let weight = -(scale + padding) / 4 - 1;
  const digits: number[] = [];
  while (rest !== 0n) {
    const digit = Number(rest % BASE);
    if (digit !== 0 || digits.length > 0) digits.push(digit);
    rest /= BASE;
    weight++;
  }
  if (digits.length === 0) weight = 0;
  const bytes = Buffer.allocUnsafe(8 + digits.length * 2);
  bytes.writeInt16BE(digits.length, 0);
  bytes.writeInt16BE(weight, 2);
  bytes.writeUInt16BE(unscaled < 0n ? SIGN.negative : SIGN.positive, 4);
  bytes.writeUInt16BE(scale, 6);
  digits.reverse().forEach((digit, index) => {
    bytes.writeUInt16BE(digit, 8 + index * 2);
  });
  return bytes;
}

/** Throws 22P03. Source: PostgreSQL `numeric_recv`. */
export function parseBinaryDecimal(bytes: Buffer): DecimalNumber | SpecialNumber {
  if (bytes.length < 8) throw invalidBinary();
  const count = bytes.readUInt16BE(0);
  const weight = bytes.readInt16BE(2);
  const sign = bytes.readUInt16BE(4);
  const scale = bytes.readUInt16BE(6);
  if (bytes.length !== 8 + count * 2) throw invalidBinary();
  if (scale > 0x3fff) throw invalidBinary('invalid scale in external "numeric" value');
  if (sign === SIGN.NaN) return 'NaN';
  if (sign === SIGN.Infinity) return 'Infinity';
  if (sign === SIGN['-Infinity']) return '-Infinity';
  if (sign !== SIGN.positive && sign !== SIGN.negative) throw invalidBinary('invalid sign in external "numeric" value');
  let magnitude = 0n;
  for (let index = 0; index < count; index++) {
    const digit = bytes.readUInt16BE(8 + index * 2);
    if (digit >= 10_000) throw invalidBinary('invalid digit in external "numeric" value');
    magnitude = magnitude * BASE + BigInt(digit);
  }
  const shift = scale + 4 * (weight - count + 1);
  const scaled = shift >= 0 ? magnitude * 10n ** BigInt(shift) : magnitude / 10n ** BigInt(-shift);
  return { unscaled: sign === SIGN.negative ? -scaled : scaled, scale };
}

const SPECIAL_WORDS: ReadonlyMap<string, SpecialNumber> = new Map([
  ['nan', 'NaN'],
  ['infinity', 'Infinity'],
  ['+infinity', 'Infinity'],
  ['-infinity', '-Infinity'],
  ['inf', 'Infinity'],
  ['+inf', 'Infinity'],
  ['-inf', '-Infinity'],
]);
