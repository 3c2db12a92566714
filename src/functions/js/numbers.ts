import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { JsFunction } from '../js-functions.ts';
import { INTEGER, VARCHAR } from '../type-rules.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** More would be digits that no number has, for all that they cost. */
const MOST_PLACES = 1000;
const MAX_UNSIGNED = 2n ** 64n - 1n;

/**
 * Spark's `conv`: digits up to the first that the base has not; above 64 bits the largest number; a negative target
 * base writes signed. NULL for bases outside 2 … 36 and for empty text.
 */
export function convertBase(text: string, from: number, to: number): string | null {
  const target = Math.abs(to);
  if (from < 2 || from > 36 || target < 2 || target > 36) return null;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const negative = trimmed.startsWith('-');
  let value = 0n;
  for (const letter of trimmed.slice(negative ? 1 : 0).toUpperCase()) {
    const digit = DIGITS.indexOf(letter);
    if (digit < 0 || digit >= from) break;
    value = value * BigInt(from) + BigInt(digit);
    if (value > MAX_UNSIGNED) value = MAX_UNSIGNED;
  }
  let signed = negative ? (value > 2n ** 63n - 1n ? MAX_UNSIGNED : BigInt.asUintN(64, -value)) : value;
  let sign = '';
  if (to < 0 && BigInt.asIntN(64, signed) < 0n) {
    sign = '-';
    signed = -BigInt.asIntN(64, signed);
  }
  return sign + signed.toString(target).toUpperCase();
}

/** `1234.5` with separators and a fixed number of digits, a half to the even digit, as java.text.DecimalFormat. */
export function formatNumber(text: string, digits: number): string | null {
  if (digits < 0) return null;
  limitPlaces(digits);
  const special = { nan: 'NaN', inf: '∞', '-inf': '-∞' }[text.toLowerCase()];
  if (special !== undefined) return special;
  const { sign, whole, fraction } = rounded(plainDigits(text), digits);
  return sign + grouped(whole, 3) + (digits > 0 ? `.${fraction.padEnd(digits, '0')}` : '');
}

/** A pattern of java.text.DecimalFormat: `#`, `0`, `,`, `.`, `%`, and literal text around them. */
export function formatPattern(text: string, pattern: string): string {
  limitPlaces(pattern.length);
  const [positive = pattern] = pattern.split(';');
  const match = /^([^#0,.]*)([#0,]*)(?:\.([#0]*))?(.*)$/s.exec(positive);
  const [, prefix = '', wholePattern = '', fractionPattern = '', suffix = ''] = match ?? [];
  const scaled = suffix.includes('%') || prefix.includes('%') ? shifted(plainDigits(text), 2) : plainDigits(text);
  const { sign, whole, fraction } = rounded(scaled, fractionPattern.length);
  const minimumWhole = wholePattern.replaceAll(/[^0]/g, '').length;
  const minimumFraction = fractionPattern.replaceAll(/[^0]/g, '').length;
  const group = wholePattern.includes(',') ? wholePattern.length - wholePattern.lastIndexOf(',') - 1 : 0;
  const digits = whole.replace(/^0+/, '').padStart(minimumWhole, '0');
  let tail = fraction;
  while (tail.length > minimumFraction && tail.endsWith('0')) tail = tail.slice(0, -1);
  const shown = (group > 0 ? grouped(digits, group) : digits) + (tail === '' ? '' : `.${tail}`);
  const unquoted = (part: string): string => part.replaceAll(/'([^']*)'/g, '$1');
  return sign + unquoted(prefix) + (shown === '' ? '0' : shown) + unquoted(suffix);
}

function limitPlaces(places: number): void {
  if (places <= MOST_PLACES) return;
  throw new SqlError(SQLSTATE.programLimitExceeded, `the format exceeds the limit of ${MOST_PLACES} places`);
}

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/** `1.5e3` as digits without an exponent. */
function plainDigits(text: string): Decimal {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text.trim());
  const [, minus = '', whole = '0', fraction = '', exponent = '0'] = match ?? [];
  return shifted({ negative: minus === '-', whole, fraction }, Number(exponent));
}

function shifted(decimal: Decimal, places: number): Decimal {
  const digits = decimal.whole + decimal.fraction;
  const point = decimal.whole.length + places;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  return { negative: decimal.negative, whole: padded.slice(0, at), fraction: padded.slice(at) };
}

function rounded(
  decimal: Decimal,
  digits: number,
): { readonly sign: string; readonly whole: string; readonly fraction: string } {
  const kept = BigInt(decimal.whole + decimal.fraction.slice(0, digits).padEnd(digits, '0'));
  const rest = decimal.fraction.slice(digits);
  const half = rest.startsWith('5') && /^50*$/.test(rest);
  const up = half ? kept % 2n === 1n : rest >= '5';
  const value = (up ? kept + 1n : kept).toString().padStart(digits + 1, '0');
  const sign = decimal.negative && !/^0*$/.test(value) ? '-' : decimal.negative ? '-' : '';
  return { sign, whole: value.slice(0, value.length - digits), fraction: digits === 0 ? '' : value.slice(-digits) };
}

function grouped(digits: string, size: number): string {
  const groups = [digits.slice(0, digits.length % size || size)];
  for (let at = digits.length % size || size; at < digits.length; at += size) groups.push(digits.slice(at, at + size));
  return groups.join(',');
}

export const numberFunctions: readonly JsFunction[] = [
  {
    name: 'sh_conv',
    parameters: [VARCHAR, INTEGER, INTEGER],
    result: VARCHAR,
    call: (text, from, to) => convertBase(String(text), Number(from), Number(to)),
  },
  {
    name: 'sh_format_number',
    parameters: [VARCHAR, INTEGER],
    result: VARCHAR,
    call: (text, digits) => formatNumber(String(text), Number(digits)),
  },
  {
    name: 'sh_format_pattern',
    parameters: [VARCHAR, VARCHAR],
    result: VARCHAR,
    call: (text, pattern) => formatPattern(String(text), String(pattern)),
  },
];
