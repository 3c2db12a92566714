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

function unscaled(digits: Digits): string {
  if (digits.scale === 0) return 'CAST({0} AS HUGEINT)';
  return `CAST(CAST({0} AS DECIMAL(38,${digits.scale})) * ${powerOfTen(digits.scale)} AS HUGEINT)`;
}

function powerOfTen(exponent: number): string {
  return `CAST(1${'0'.repeat(exponent)} AS HUGEINT)`;
}
