import type { Expr } from '../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../types/data-type.ts';
import type { Typed } from './definition.ts';
import { raw } from './sql-text.ts';
import { asDecimalType, decimal } from './type-rules.ts';

/** Decimal arithmetic with Spark's precision rules. Source: Spark's DecimalPrecision.scala and DecimalType.scala. */

interface Digits {
  readonly precision: number;
  readonly scale: number;
}

const MAX_PRECISION = 38;
const MINIMUM_SCALE = 6;

/** Result type of an operator on decimals (integers count as decimals without a scale). */
export function decimalResult(op: '+' | '-' | '*' | '/' | '%', a: Digits, b: Digits): DataType {
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  const scale = Math.max(a.scale, b.scale);
  switch (op) {
    case '+':
    case '-':
      return adjusted(whole + scale + 1, scale);
    case '*':
      return adjusted(a.precision + b.precision + 1, a.scale + b.scale);
    case '/': {
      const quotientScale = Math.max(MINIMUM_SCALE, a.scale + b.precision + 1);
      return adjusted(a.precision - a.scale + b.scale + quotientScale, quotientScale);
    }
    case '%':
      return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
  }
}

/** Digits of the fraction are given up first, down to six, so that the integer part fits. */
function adjusted(precision: number, scale: number): DataType {
  if (precision <= MAX_PRECISION) return decimal(precision, scale);
  const whole = precision - scale;
  return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - whole, Math.min(scale, MINIMUM_SCALE)));
}

/**
 * `a / b` as `type`, rounded half up, NULL for a zero divisor. Exact where the scaled dividend has at most 38 digits;
 * beyond that, and where a type is not known, by way of double.
 */
export function decimalQuotient(a: Typed, b: Typed, type: DataType): Expr {
  const [x, y] = [asDecimalType(a.type), asDecimalType(b.type)];
  const target = duckdbTypeName(type);
  if (type.kind !== 'decimal' || x === undefined || y === undefined) {
    return raw(`CAST({0} / nullif({1}, 0) AS ${target})`, a.expr, b.expr);
  }
  const shift = type.scale - x.scale + y.scale;
  if (isSmall(a.expr) && isSmall(b.expr)) {
    const digits = longDivision(a.expr, x, b.expr, y, shift, type.scale);
    if (digits !== undefined) return raw(`CAST({0} AS ${target})`, digits);
  }
  const fits = Math.max(x.precision + Math.max(shift, x.scale), y.precision + y.scale) <= MAX_PRECISION;
  if (shift < 0 || !fits || type.scale > MAX_PRECISION - 1) {
    return raw(`TRY_CAST(CAST({0} AS DOUBLE) / nullif(CAST({1} AS DOUBLE), 0) AS ${target})`, a.expr, b.expr);
  }
  const dividend = raw(`(${unscaled(x)} * ${powerOfTen(shift)})`, a.expr);
  const divisor = raw(unscaled(y), b.expr);
  const quotient = raw('TRY_CAST(sh.rounded_quotient({0}, {1}) AS DECIMAL(38,0))', dividend, divisor);
  const unit =
    type.scale === 0 ? '1' : `CAST(0.${'0'.repeat(type.scale - 1)}1 AS DECIMAL(${type.scale},${type.scale}))`;
  return raw(`TRY_CAST({0} * ${unit} AS ${target})`, quotient);
}

/**
 * Division by hand, a few digits at a time, so that all steps stay within 64 bits: six times as fast as 128-bit division.
 * Undefined where the operands are too long for it.
 */
function longDivision(a: Expr, x: Digits, b: Expr, y: Digits, shift: number, scale: number): Expr | undefined {
  const most = 18;
  const step = most - y.precision;
  if (step < 3 || shift < 0 || x.precision + x.scale > most || y.precision + y.scale > most || scale > 37)
    return undefined;
  const [n, d] = [wholeNumber('{0}', x.scale), `nullif(${wholeNumber('{1}', y.scale)}, 0)`];
  let [quotient, rest] = [`CAST(${n} // ${d} AS HUGEINT)`, `(${n} % ${d})`];
  for (let left = shift; left > 0; left -= step) {
    const power = 10n ** BigInt(Math.min(step, left));
    quotient = `(${quotient} * ${power} + (${rest} * ${power}) // ${d})`;
    rest = `((${rest} * ${power}) % ${d})`;
  }
  const up = `CASE WHEN 2 * abs(${rest}) >= abs(${d}) THEN sign(${n}) * sign(${d}) ELSE 0 END`;
  const unit = scale === 0 ? '1' : `CAST(0.${'0'.repeat(scale - 1)}1 AS DECIMAL(${scale},${scale}))`;
  return raw(`CAST(${quotient} + ${up} AS DECIMAL(38,0)) * ${unit}`, a, b);
}

/** A decimal's digits as a number without a point. */
function wholeNumber(place: string, scale: number): string {
  return scale === 0
    ? `CAST(${place} AS BIGINT)`
    : `CAST(${place} * CAST(1${'0'.repeat(scale)} AS DECIMAL(${scale + 1},0)) AS BIGINT)`;
}

/** Columns, literals and casts of them: operands that may stand in the text many times. */
function isSmall(expr: Expr): boolean {
  if (expr.kind === 'column' || expr.kind === 'number') return true;
  return expr.kind === 'raw' && expr.args.length <= 1 && expr.text.length < 80 && expr.args.every(isSmall);
}

function unscaled(digits: Digits): string {
  if (digits.scale === 0) return 'CAST({0} AS HUGEINT)';
  return `CAST(CAST({0} AS DECIMAL(38,${digits.scale})) * ${powerOfTen(digits.scale)} AS HUGEINT)`;
}

function powerOfTen(exponent: number): string {
  return `CAST(1${'0'.repeat(exponent)} AS HUGEINT)`;
}
