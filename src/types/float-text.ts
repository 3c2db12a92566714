import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { invalidText } from './codec-error.ts';
import { trimSpace } from './white-space.ts';

const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
/** The bits of floats below 2^-126, which have fewer digits the smaller they are. */
const MAX_SUBNORMAL_FLOAT = 0x7f_ffff;
/** From here on an integer may lie exactly between two doubles. */
const FIRST_MIDPOINT = 2 ** 54;

/**
 * The text of a float8. With `extraFloatDigits` above 0 the shortest that reads back the same, else rounded to 15 + n
 * digits. Exponents below -4 and from 15 on are written as `1e+15`, `1e-05`.
 * Source: PostgreSQL `float8out_internal`, src/backend/utils/adt/float.c; `double_to_shortest_decimal_buf`, src/common/d2s.c.
 */
export function float8Text(value: number, extraFloatDigits: number): string {
  if (!Number.isFinite(value)) return specialText(value);
  if (extraFloatDigits > 0) return layOut(shortestDouble(value), Object.is(value, -0), 15);
  const digits = Math.max(1, 15 + extraFloatDigits);
  return layOut(rounded(value, digits), Object.is(value, -0), digits);
}

/** The text of a float4, as `float8Text` with 6 in place of 15. Source: PostgreSQL `float4out`. */
export function float4Text(value: number, extraFloatDigits: number): string {
  if (!Number.isFinite(value)) return specialText(value);
  if (extraFloatDigits > 0) return layOut(shortestFloat(value), Object.is(value, -0), 6);
  const digits = Math.max(1, 6 + extraFloatDigits);
  return layOut(rounded(value, digits), Object.is(value, -0), digits);
}

/** Throws 22P02, or 22003 for a number too large or too small to be held. Source: PostgreSQL `float8in_internal`. */
export function parseFloat8(text: string, typeName: 'real' | 'double precision'): number {
  const trimmed = trimSpace(text);
  const special = SPECIAL_WORDS.get(trimmed.toLowerCase());
  if (special !== undefined) return special;
  if (!NUMBER.test(trimmed)) throw invalidText(typeName, text);
  const exact = Number(trimmed);
  const value = typeName === 'real' ? Math.fround(exact) : exact;
  if (!Number.isFinite(value) || (value === 0 && /[1-9]/.test(trimmed.split(/e/i)[0] ?? ''))) {
    throw new SqlError(SQLSTATE.numericValueOutOfRange, `"${trimmed}" is out of range for type ${typeName}`);
  }
  return value;
}

function specialText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** JavaScript's digits are the shortest, but it accepts a bound of the rounding interval where PostgreSQL does not. */
function shortestDouble(value: number): string {
  const text = value.toExponential();
  if (Math.abs(value) < FIRST_MIDPOINT || !isMidpoint(text, value)) return text;
  for (let digits = 15; digits < 17; digits++) {
    const longer = value.toExponential(digits);
    if (Number(longer) === value && !isMidpoint(longer, value)) return longer;
  }
  return value.toExponential(16);
}

/** Whether a decimal that reads back as `value` lies exactly halfway to its neighbour. `value` is a large integer. */
function isMidpoint(text: string, value: number): boolean {
  const distance = exactInteger(text) - BigInt(value);
  if (distance === 0n) return false;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const away = distance > 0n === value > 0;
  bits.setBigUint64(0, bits.getBigUint64(0) + (away ? 1n : -1n));
  const neighbour = bits.getFloat64(0);
  return Number.isFinite(neighbour) && distance * 2n === BigInt(neighbour) - BigInt(value);
}

function exactInteger(text: string): bigint {
  const [mantissa = '', exponent = ''] = text.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(Number(exponent) - fraction.length);
}

/**
 * The fewest digits within the bounds, which are doubles: halfway to the neighbouring floats. Of the decimals of up to six
 * digits at most one is within, so that it is also the shortest once its zeros are dropped. Below a power of two the
 * neighbour is nearer than above it, so that the nearest decimal may be out while the next one is in.
 */
function shortestFloat(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  const [low, high, isPowerOfTwo] = floatBounds(size);
  for (let digits = isPowerOfTwo ? 1 : 6; digits < 9; digits++) {
    const nearest = roundedToEven(size, digits);
    for (const text of isPowerOfTwo ? [nearest, nextUp(nearest)] : [nearest]) {
      const decimal = Number(text);
      if (decimal > low && decimal < high) return sign + trimZeros(text);
    }
  }
  return sign + size.toExponential(8);
}

function floatBounds(size: number): readonly [low: number, high: number, isPowerOfTwo: boolean] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, size);
  const bits = view.getInt32(0);
  if (bits === 0) return [-1, 1, false];
  view.setInt32(0, bits - 1);
  const below = view.getFloat32(0);
  view.setInt32(0, bits + 1);
  const above = view.getFloat32(0);
  const high = Number.isFinite(above) ? (size + above) / 2 : size + (size - below) / 2;
  return [(below + size) / 2, high, (bits & 0x7f_ffff) === 0 || bits <= MAX_SUBNORMAL_FLOAT];
}

/** The decimal of as many digits that comes next: `9.9e+1` becomes `10.0e+1`. */
function nextUp(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e');
  const digits = (BigInt(mantissa.replace('.', '')) + 1n).toString();
  const fraction = mantissa.length > 1 ? mantissa.length - 2 : 0;
  const point = digits.length - fraction;
  return `${digits.slice(0, point)}${fraction === 0 ? '' : '.'}${digits.slice(point)}e${exponent}`;
}

/** Rounded to `digits` digits, without zeros at the end. */
function rounded(value: number, digits: number): string {
  return trimZeros(roundedToEven(value, digits));
}

/** Rounded as C's printf does: what lies exactly between two goes to the even one, in JavaScript to the greater one. */
function roundedToEven(value: number, digits: number): string {
  const usual = value.toExponential(digits - 1);
  if (Number(value.toExponential(digits)) !== value) return usual;
  const [mantissa = '', exponent = ''] = value.toExponential(100).split('e');
  const isTie = /^50*$/.test(mantissa.replace('-', '').slice(digits === 1 ? 2 : digits + 1));
  const kept = mantissa.slice(0, mantissa.indexOf('.') + digits).replace(/\.$/, '');
  return isTie && /[02468]$/.test(kept) ? `${kept}e${exponent}` : usual;
}

function trimZeros(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e');
  return `${mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa}e${exponent}`;
}

/** From JavaScript's `-d.ddde+x` to PostgreSQL's layout. */
function layOut(exponential: string, negativeZero: boolean, exponentFrom: number): string {
  const at = exponential.indexOf('e');
  const exponent = Number(exponential.slice(at + 1));
  const negative = exponential.startsWith('-');
  const mantissa = exponential.slice(negative ? 1 : 0, at);
  const sign = negative || negativeZero ? '-' : '';
  if (exponent < -4 || exponent >= exponentFrom) {
    const digits = Math.abs(exponent).toString().padStart(2, '0');
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const digits = mantissa.replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return `${sign}${digits.padEnd(exponent + 1, '0')}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

const SPECIAL_WORDS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['+infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);
