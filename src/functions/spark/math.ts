import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { castTo } from '../casts.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../definition.ts';
import { lowerBinary } from '../operators.ts';
import { argument, literalNumber, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Numbers in, numbers out. Outside their domain Spark's functions give NaN or NULL where DuckDB's raise. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

/** Integers stay as they are; `ceil` and `floor` of a decimal lose the scale. */
function wholeType(args: readonly DataType[], call: LoweringCall): DataType {
  const [type] = args;
  if (args.length > 1) return roundType([asDecimal(type)], call);
  if (type?.kind === 'decimal') return types.decimal(type.precision - type.scale + (type.scale === 0 ? 0 : 1), 0);
  return types.BIGINT;
}

/** With digits Spark takes a double as decimal(30,15). */
function asDecimal(type: DataType | undefined): DataType {
  const digits = type && types.asDecimalType(type);
  return digits === undefined ? types.decimal(30, 15) : types.decimal(digits.precision, digits.scale);
}

function whole(name: 'ceil' | 'floor') {
  return (lowering: LoweringCall): Expr => {
    const target = duckdbTypeName(wholeType(lowering.types, lowering));
    const value = argument(lowering.call, 0);
    if (lowering.call.args.length === 1) return raw(`CAST(${name}({0}) AS ${target})`, value);
    const digits = literalNumber(lowering.source.args[1]);
    if (digits === undefined) {
      throw new SqlError(SQLSTATE.invalidParameterValue, `the digits of ${name} must be a constant`);
    }
    const exact = raw(`CAST({0} AS ${duckdbTypeName(asDecimal(lowering.types[0]))})`, value);
    return raw(`CAST({0} AS ${target})`, wholeWithDigits(name, exact, asDecimal(lowering.types[0]), digits));
  };
}

/** Exact in decimals: scaled to a whole number, or down to a multiple of a power of ten. */
function wholeWithDigits(name: 'ceil' | 'floor', exact: Expr, type: DataType, digits: number): Expr {
  const scale = type.kind === 'decimal' ? type.scale : 0;
  if (digits >= scale) return exact;
  if (digits < 0) {
    const sign = name === 'floor' ? '' : '-';
    return raw(`(${sign}sh.floor_to_power(${sign}{0}, CAST(1e${-digits} AS HUGEINT)))`, exact);
  }
  return raw(`(CAST(${name}(${scaledBy(digits, scale)}) AS DECIMAL(38,0)) * ${unitOf(digits)})`, exact);
}

function scaledBy(digits: number, scale: number): string {
  return `CAST({0} AS DECIMAL(38,${scale})) * CAST(1${'0'.repeat(digits)} AS DECIMAL(${digits + 1},0))`;
}
function unitOf(digits: number): string {
  return digits === 0 ? '1' : `CAST(0.${'0'.repeat(digits - 1)}1 AS DECIMAL(${digits},${digits}))`;
}

/** The type of `round(x, d)`: a decimal keeps at most d digits of its fraction. Source: Spark's RoundBase. */
function roundType([type]: readonly DataType[], call: LoweringCall): DataType {
  if (type?.kind !== 'decimal') return type ?? types.UNKNOWN;
  const digits = call.source.args.length < 2 ? 0 : literalNumber(call.source.args[1]);
  if (digits === undefined) return type;
  const wholeDigits = type.precision - type.scale + 1;
  if (digits < 0) return types.decimal(Math.max(wholeDigits, -digits + 1), 0);
  const scale = Math.min(type.scale, digits);
  return types.decimal(wholeDigits + scale, scale);
}

/** DuckDB rounds a decimal half to even by way of double; scaled to a whole number it stays exact. */
function decimalRounding(name: 'round' | 'round_even', call: LoweringCall, type: DataType): Expr {
  const value = argument(call.call, 0);
  const [from] = call.types;
  const digits = call.source.args.length < 2 ? 0 : (literalNumber(call.source.args[1]) ?? -1);
  const target = duckdbTypeName(type);
  if (name === 'round' || from?.kind !== 'decimal' || digits < 0 || from.precision + digits > 37) {
    return raw(`CAST(${name}({0}, {1}) AS ${target})`, value, call.call.args[1] ?? raw('0'));
  }
  const even = `CAST(sh.half_even(${scaledBy(digits, from.scale)}) AS DECIMAL(38,0))`;
  return raw(`CAST(${even} * ${unitOf(digits)} AS ${target})`, value);
}

function rounding(name: 'round' | 'round_even') {
  return (call: LoweringCall): Expr => {
    const value = argument(call.call, 0);
    const digits = call.call.args[1] ?? raw('0');
    const type = roundType(call.types, call);
    if (types.isUnknown(type)) return raw(`${name}({0}, {1})`, value, digits);
    if (type.kind === 'decimal') return decimalRounding(name, call, type);
    if (types.isInteger(type))
      return raw(`CAST(${name}(CAST({0} AS DECIMAL(38,0)), {1}) AS ${duckdbTypeName(type)})`, value, digits);
    // A float is rounded as it is written: 0.15 is not quite 0.15 as a double.
    if (type.kind === 'float')
      return raw(`CAST(sh.${name}_double(CAST(CAST({0} AS VARCHAR) AS DOUBLE), {1}) AS FLOAT)`, value, digits);
    return raw(`sh.${name}_double({0}, {1})`, castTo({ expr: value, type }, types.DOUBLE, 'null'), digits);
  };
}

/** The remainder's type decides; `pmod` is cast to it where it is a decimal. */
function remainder(call: LoweringCall): Typed {
  const [left, right] = typedArguments(call);
  if (left === undefined || right === undefined) return { expr: raw('NULL'), type: types.UNKNOWN };
  const { span } = call.call;
  const [writtenLeft = left.expr, writtenRight = right.expr] = call.source.args;
  const node = { kind: 'binary', op: '%', left: writtenLeft, right: writtenRight, span, opSpan: span } as const;
  return lowerBinary(node, left, right);
}

function lowerPmod(call: LoweringCall): Expr {
  const { type } = remainder(call);
  const args = typedArguments(call).map((arg) =>
    types.isText(arg.type) ? castTo(arg, types.DOUBLE, 'null') : arg.expr,
  );
  const value = raw('sh.pmod({0}, {1})', ...args);
  return types.isUnknown(type) ? value : raw(`CAST({0} AS ${duckdbTypeName(type)})`, value);
}

const guarded = (name: string, domain: string) => `CASE WHEN ${domain} THEN ${name}({0}) ELSE 'NaN'::DOUBLE END`;

export const math: readonly FunctionDefinition[] = [
  define('abs(number) -> same', 'abs({0})', 'Absolute value.', [['abs(-3)', '3']]),
  define(
    'acos(double) -> double',
    guarded('acos', '{0} IS NULL OR {0} BETWEEN -1 AND 1'),
    'Arc cosine; NaN outside [-1, 1].',
    [
      ['acos(1)', '0.0'],
      ['acos(2)', 'NaN'],
    ],
  ),
  define(
    'asin(double) -> double',
    guarded('asin', '{0} IS NULL OR {0} BETWEEN -1 AND 1'),
    'Arc sine; NaN outside [-1, 1].',
    [
      ['asin(0)', '0.0'],
      ['asin(2)', 'NaN'],
    ],
  ),
  define('atan(double) -> double', 'atan({0})', 'Arc tangent.', [['atan(0)', '0.0']]),
  define('atan2(double, double) -> double', 'atan2({0}, {1})', 'Angle of a point (y, x).', [['atan2(0, 1)', '0.0']]),
  define('cbrt(double) -> double', 'cbrt({0})', 'Cube root.', [['cbrt(27)', '3.0']]),
  define(
    'ceil|ceiling(number, int?) -> unknown',
    whole('ceil'),
    'Least whole number not below.',
    [
      ['ceil(-0.1)', '0'],
      ['ceil(5)', '5'],
    ],
    { result: wholeType },
  ),
  define(
    'floor(number, int?) -> unknown',
    whole('floor'),
    'Greatest whole number not above.',
    [['floor(-0.1)', '-1']],
    { result: wholeType },
  ),
  define('cos(double) -> double', 'cos({0})', 'Cosine.', [['cos(0)', '1.0']]),
  define('cosh(double) -> double', 'cosh({0})', 'Hyperbolic cosine.', [['cosh(0)', '1.0']]),
  define('cot(double) -> double', '(1 / tan({0}))', 'Cotangent.', [['round(cot(1), 4)', '0.6421']]),
  define('degrees(double) -> double', 'degrees({0})', 'Radians as degrees.', [['degrees(pi())', '180.0']]),
  define('radians(double) -> double', 'radians({0})', 'Degrees as radians.', [['round(radians(180), 4)', '3.1416']]),
  define('exp(double) -> double', 'exp({0})', 'Power of e.', [['exp(0)', '1.0']]),
  define('expm1(double) -> double', 'sh.expm1({0})', 'Power of e, less one.', [['expm1(0)', '0.0']]),
  define('e() -> double', 'exp(1)', 'Euler’s number.', [['round(e(), 4)', '2.7183']]),
  define('pi() -> double', 'pi()', 'The ratio of a circle.', [['round(pi(), 4)', '3.1416']]),
  define(
    'factorial(int) -> bigint',
    'CASE WHEN {0} BETWEEN 0 AND 20 THEN CAST(factorial({0}) AS BIGINT) END',
    'Factorial; NULL outside 0 … 20.',
    [
      ['factorial(5)', '120'],
      ['factorial(21)', 'NULL'],
    ],
  ),
  define(
    'hypot(double, double) -> double',
    'CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN sh.hypot({0}, {1}) END',
    'Length of a hypotenuse.',
    [['hypot(3, 4)', '5.0']],
  ),
  define('ln(double) -> double', 'CASE WHEN {0} > 0 THEN ln({0}) END', 'Natural logarithm; NULL for what has none.', [
    ['ln(1)', '0.0'],
    ['ln(0)', 'NULL'],
  ]),
  define(
    'log(double, double?) -> double',
    {
      1: 'CASE WHEN {0} > 0 THEN ln({0}) END',
      2: 'CASE WHEN {0} > 0 AND {1} > 0 THEN ln({1}) / ln({0}) END',
    },
    'Logarithm: natural with one argument, else the base comes first.',
    [
      ['log(10, 100)', '2.0'],
      ['log(1)', '0.0'],
    ],
  ),
  define('log10(double) -> double', 'CASE WHEN {0} > 0 THEN log10({0}) END', 'Logarithm of base 10.', [
    ['log10(1000)', '3.0'],
  ]),
  define('log2(double) -> double', 'CASE WHEN {0} > 0 THEN log2({0}) END', 'Logarithm of base 2.', [
    ['log2(8)', '3.0'],
  ]),
  define('log1p(double) -> double', 'sh.log1p({0})', 'Natural logarithm of one more.', [['log1p(0)', '0.0']]),
  define('negative(number) -> same', '(-{0})', 'The number with the other sign.', [['negative(1)', '-1']]),
  define('positive(number) -> same', '{0}', 'The number.', [['positive(1)', '1']]),
  define(
    'pmod(any, any) -> unknown',
    lowerPmod,
    'Remainder that is never negative; NULL for a zero divisor.',
    [
      ['pmod(-7, 3)', '2'],
      ['pmod(1, 0)', 'NULL'],
    ],
    { result: (_, call) => remainder(call).type },
  ),
  beside(
    'mod(any, any) -> unknown',
    (call) => remainder(call).expr,
    'Remainder, with the sign of the dividend; NULL for a zero divisor.',
    [['mod(-7, 3)', '-1']],
    {
      result: (_, call) => remainder(call).type,
    },
  ),
  define('pow|power(double, double) -> double', 'pow({0}, {1})', 'Power.', [['pow(2, 3)', '8.0']]),
  define('rint(double) -> double', 'round_even({0}, 0)', 'Nearest whole number; a half goes to the even one.', [
    ['rint(2.5)', '2.0'],
  ]),
  define(
    'round(number, int?) -> unknown',
    rounding('round'),
    'Rounded half away from zero.',
    [
      ['round(2.5)', '3'],
      ['round(-1.255, 2)', '-1.26'],
      ['round(125, -1)', '130'],
    ],
    { result: roundType },
  ),
  beside(
    'bround(number, int?) -> unknown',
    rounding('round_even'),
    'Rounded, a half to the even digit.',
    [
      ['bround(2.5)', '2'],
      ['bround(3.5)', '4'],
    ],
    { result: roundType },
  ),
  define('sign|signum(double) -> double', 'CAST(sign({0}) AS DOUBLE)', 'Sign as -1, 0 or 1.', [['sign(-40)', '-1.0']]),
  define('sin(double) -> double', 'sin({0})', 'Sine.', [['sin(0)', '0.0']]),
  define('sinh(double) -> double', 'sinh({0})', 'Hyperbolic sine.', [['sinh(0)', '0.0']]),
  define(
    'sqrt(double) -> double',
    guarded('sqrt', '{0} IS NULL OR {0} >= 0'),
    'Square root; NaN for a negative number.',
    [
      ['sqrt(16)', '4.0'],
      ['sqrt(-1)', 'NaN'],
    ],
  ),
  define('tan(double) -> double', 'tan({0})', 'Tangent.', [['tan(0)', '0.0']]),
  define('tanh(double) -> double', 'tanh({0})', 'Hyperbolic tangent.', [['tanh(0)', '0.0']]),
  beside('sec(double) -> double', '(1 / cos({0}))', 'Secant.', [['sec(0)', '1.0']]),
  beside('csc(double) -> double', '(1 / sin({0}))', 'Cosecant.', [['round(csc(1), 4)', '1.1884']]),
  beside('acosh(double) -> double', guarded('acosh', '{0} IS NULL OR {0} >= 1'), 'Inverse hyperbolic cosine.', [
    ['acosh(1)', '0.0'],
  ]),
  beside('asinh(double) -> double', 'asinh({0})', 'Inverse hyperbolic sine.', [['asinh(0)', '0.0']]),
  beside(
    'atanh(double) -> double',
    "CASE WHEN {0} = 1 THEN 'Infinity'::DOUBLE WHEN {0} = -1 THEN '-Infinity'::DOUBLE WHEN {0} IS NULL OR {0} BETWEEN -1 AND 1 THEN atanh({0}) ELSE 'NaN'::DOUBLE END",
    'Inverse hyperbolic tangent.',
    [['atanh(0)', '0.0']],
  ),
  beside(
    'width_bucket(double, double, double, bigint) -> bigint',
    'sh.width_bucket({0}, {1}, {2}, {3})',
    'Number of the equal-width bucket.',
    [
      ['width_bucket(5.3, 0.2, 10.6, 5)', '3'],
      ['width_bucket(-1, 0, 10, 5)', '0'],
    ],
  ),
  define(
    'rand|random(literal?) -> double',
    'random()',
    'A random number from 0 to 1; the seed is not used.',
    [['rand() < 1', 'true']],
    { volatile: true },
  ),
  define(
    'randn(literal?) -> double',
    '(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))',
    'A random number of the normal distribution.',
    [['randn() IS NULL', 'false']],
    { volatile: true },
  ),
];
