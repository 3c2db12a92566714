import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Binary, BinaryOperator, Expr, Unary } from '../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../types/data-type.ts';
import { castTo, textOf } from './casts.ts';
import { ofType } from './coerce.ts';
import { decimalQuotient, decimalResult } from './decimals.ts';
import type { Typed } from './definition.ts';
import { nullsFirst } from './nested-order.ts';
import { raw, typed } from './sql-text.ts';
import * as types from './type-rules.ts';

/**
 * Operators by the types of their operands, with Spark's meaning where DuckDB's differs: `/` is fractional, a zero
 * divisor gives NULL, `^` is exclusive or, `||` is NULL when a part is, text is converted to what it is compared with.
 * Where both types are unknown the form is right for numbers.
 */
export function lowerBinary(node: Binary, left: Typed, right: Typed): Typed {
  switch (node.op) {
    case '+':
    case '-':
      return additive(node, left, right) ?? arithmetic(node, node.op, left, right);
    case '*':
    case '/':
    case '%':
      return intervalScale(node, left, right) ?? arithmetic(node, node.op, left, right);
    case 'div':
      return typed(quotient(left, right), types.BIGINT);
    case '^':
      return bitwise('xor({0}, {1})', left, right);
    case '&':
      return bitwise('({0} & {1})', left, right);
    case '|':
      return bitwise('({0} | {1})', left, right);
    case '<<':
    case '>>':
    case '>>>':
      return shift(node.op, left, right);
    case '||':
      return concat([left, right]);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '<=>':
    case 'is distinct from':
      return typed(comparison(node.op, left, right), types.BOOLEAN);
    case '~':
    case '!~':
    case '~*':
    case '!~*': {
      const options = node.op.endsWith('*') ? ", 'i'" : '';
      const match = raw(`regexp_matches({0}, {1}${options})`, asText(left), asText(right));
      return typed(node.op.startsWith('!') ? raw('(NOT {0})', match) : match, types.BOOLEAN);
    }
    case '->':
      return typed(raw('json_extract({0}, {1})', asText(left), right.expr), { kind: 'json' });
    case '->>':
      return typed(raw('json_extract_string({0}, {1})', asText(left), right.expr), types.VARCHAR);
    case '@>':
      return typed(raw('list_has_all({0}, {1})', left.expr, right.expr), types.BOOLEAN);
    case '<@':
      return typed(raw('list_has_all({1}, {0})', left.expr, right.expr), types.BOOLEAN);
    case '&&':
      return typed(raw('list_has_any({0}, {1})', left.expr, right.expr), types.BOOLEAN);
    case '#>':
    case '#>>':
    case '?':
      throw new SqlError(SQLSTATE.featureNotSupported, `operator ${node.op} is not supported`);
  }
}

export function lowerUnary(node: Unary, operand: Typed): Typed {
  switch (node.op) {
    case 'not':
      return typed(raw('(NOT {0})', boolean(operand)), types.BOOLEAN);
    case '+':
      return typed(raw('(+{0})', number(operand).expr), number(operand).type);
    case '-': {
      if (isBareNull(operand)) return typed(castTo(operand, types.DOUBLE, 'null'), types.DOUBLE);
      const value = operand.type.kind === 'interval' ? operand : number(operand);
      return typed(raw('(-{0})', value.expr), value.type);
    }
    case '~':
      return typed(raw('(~{0})', integer(operand).expr), integer(operand).type);
  }
}

/** `a BETWEEN [SYMMETRIC] b AND c`. */
export function lowerBetween(operand: Typed, low: Typed, high: Typed, symmetric: boolean, negated: boolean): Typed {
  const [lowest, highest] = [comparison('>=', operand, low), comparison('<=', operand, high)];
  let test = raw('({0} AND {1})', lowest, highest);
  if (symmetric) {
    test = raw('({0} OR ({1} AND {2}))', test, comparison('>=', operand, high), comparison('<=', operand, low));
  }
  return typed(negated ? raw('(NOT {0})', test) : test, types.BOOLEAN);
}

/** `a || b || …`: text, bytes or lists; NULL when a part is NULL. */
export function concat(parts: readonly Typed[]): Typed {
  const text = `(${parts.map((_, i) => `{${i}}`).join(' || ')})`;
  if (parts.some((part) => types.isList(part.type))) {
    return typed(raw(text, ...parts.map((part) => part.expr)), types.commonTypeOf(parts.map((part) => part.type)));
  }
  if (parts.every((part) => part.type.kind === 'blob')) {
    return typed(raw(text, ...parts.map((part) => part.expr)), types.BLOB);
  }
  return typed(raw(text, ...parts.map(asText)), types.VARCHAR);
}

/** A comparison after Spark's conversions: text becomes the other side's type (NULL where it cannot). */
export function comparison(op: BinaryOperator, left: Typed, right: Typed): Expr {
  const symbol = op === '<=>' ? 'IS NOT DISTINCT FROM' : op === 'is distinct from' ? 'IS DISTINCT FROM' : op;
  if (holdsMap(left.type) || holdsMap(right.type)) {
    const [x, y] = [types.sparkTypeName(left.type), types.sparkTypeName(right.type)];
    throw new SqlError(SQLSTATE.undefinedFunction, `operator does not exist: ${x} ${symbol.toLowerCase()} ${y}`, {
      hint: 'Maps are not compared; compare map_entries(…) or values at a key.',
    });
  }
  const [a, b] = comparable(left, right).map(guardedTruncation) as [Expr, Expr];
  if (!isOrdering(op) || !types.isNested(left.type) || !types.isNested(right.type))
    return raw(`({0} ${symbol} {1})`, a, b);
  return raw(`({0} ${symbol} {1})`, nullsFirst(a, left.type), nullsFirst(b, right.type));
}

/** The engine takes `date_trunc(…) <> constant` for true where the time is NULL; behind coalesce it does not. */
function guardedTruncation(side: Expr): Expr {
  return side.kind === 'raw' && /^(?:sh\.|CAST\()?date_trunc\(/.test(side.text)
    ? raw('coalesce({0}, NULL)', side)
    : side;
}

function holdsMap(type: DataType): boolean {
  if (type.kind === 'list') return holdsMap(type.element);
  return type.kind === 'map' || (type.kind === 'struct' && type.fields.some((field) => holdsMap(field.type)));
}

const isOrdering = (op: BinaryOperator): boolean => op === '<' || op === '<=' || op === '>' || op === '>=';

function comparable(first: Typed, second: Typed): readonly [Expr, Expr] {
  const [left, right] = [ofType(first, second.type), ofType(second, first.type)];
  if (types.isText(left.type) && convertsText(right.type))
    return [castTo(left, comparedAs(right.type), 'null'), right.expr];
  if (types.isText(right.type) && convertsText(left.type))
    return [left.expr, castTo(right, comparedAs(left.type), 'null')];
  if (left.type.kind === 'boolean' && types.isNumeric(right.type))
    return [raw('CAST({0} AS INTEGER)', left.expr), right.expr];
  if (right.type.kind === 'boolean' && types.isNumeric(left.type))
    return [left.expr, raw('CAST({0} AS INTEGER)', right.expr)];
  return [left.expr, right.expr];
}

function convertsText(type: DataType): boolean {
  return types.isNumeric(type) || type.kind === 'boolean' || types.isDatetime(type) || type.kind === 'blob';
}

/** A decimal is compared with text as double. Source: Spark's TypeCoercion.findCommonTypeForBinaryComparison. */
function comparedAs(type: DataType): DataType {
  if (type.kind === 'decimal') return types.DOUBLE;
  return types.isTimestamp(type) ? types.TIMESTAMP : type;
}

/** `+` and `-` on dates, timestamps and intervals; undefined where both sides are numbers. */
function additive(node: Binary, left: Typed, right: Typed): Typed | undefined {
  const [a, b] = [left.type, right.type];
  const plain = raw(`({0} ${node.op} {1})`, left.expr, right.expr);
  if (a.kind === 'interval' && b.kind === 'interval') return typed(plain, types.INTERVAL);
  if (types.isDatetime(a) && b.kind === 'interval') return datePlusInterval(plain, a, node.right);
  if (node.op === '+' && a.kind === 'interval' && types.isDatetime(b)) return datePlusInterval(plain, b, node.left);
  if (node.op === '-' && types.isDatetime(a) && types.isText(b)) {
    return additive(node, left, typed(castTo(right, a, 'null'), a));
  }
  if (node.op === '-' && types.isText(a) && types.isDatetime(b)) {
    return additive(node, typed(castTo(left, b, 'null'), b), right);
  }
  if (node.op === '-' && types.isDatetime(a) && types.isDatetime(b)) {
    if (a.kind === 'date' && b.kind === 'date')
      return typed(raw('to_days(CAST({0} AS INTEGER))', plain), types.INTERVAL);
    return typed(raw('(CAST({0} AS TIMESTAMP) - CAST({1} AS TIMESTAMP))', left.expr, right.expr), types.INTERVAL);
  }
  if (a.kind === 'date' && (types.isInteger(b) || types.isUnknown(b))) {
    return typed(raw(`({0} ${node.op} {1})`, left.expr, asInteger(right)), types.DATE);
  }
  if (node.op === '+' && types.isInteger(a) && b.kind === 'date') {
    return typed(raw('({1} + {0})', asInteger(left), right.expr), types.DATE);
  }
  if (types.isDatetime(a) || types.isDatetime(b)) throw noOperator(node, left, right);
  return undefined;
}

/** A date plus days, weeks, months or years stays a date; DuckDB makes it a timestamp. */
function datePlusInterval(sum: Expr, type: DataType, interval: Expr): Typed {
  if (type.kind !== 'date') return typed(sum, type);
  return hasTimeUnits(interval) ? typed(sum, types.TIMESTAMP) : typed(raw('CAST({0} AS DATE)', sum), types.DATE);
}

function hasTimeUnits(interval: Expr): boolean {
  if (interval.kind === 'raw' && interval.args.length > 0) return interval.args.some(hasTimeUnits);
  if (interval.kind !== 'interval') return false;
  return interval.parts.some((part) => {
    const text = part.value.kind === 'string' ? part.value.value : '';
    return /hour|minute|second|\bh|\bmin|\bsec|micro|milli|:/i.test(`${part.unit ?? ''} ${part.toUnit ?? ''} ${text}`);
  });
}

function intervalScale(node: Binary, left: Typed, right: Typed): Typed | undefined {
  if (node.op === '*' && left.type.kind === 'interval')
    return typed(raw('({0} * {1})', left.expr, right.expr), types.INTERVAL);
  if (node.op === '*' && right.type.kind === 'interval')
    return typed(raw('({0} * {1})', right.expr, left.expr), types.INTERVAL);
  if (node.op === '/' && left.type.kind === 'interval')
    return typed(raw('({0} / nullif({1}, 0))', left.expr, right.expr), types.INTERVAL);
  return undefined;
}

type Arithmetic = '+' | '-' | '*' | '/' | '%';

function arithmetic(node: Binary, op: Arithmetic, left: Typed, right: Typed): Typed {
  const [a, b] = besideNull(number(ofType(left, right.type)), number(ofType(right, left.type)));
  if (!isOperand(a.type) || !isOperand(b.type)) throw noOperator(node, left, right);
  const [x, y] = [types.asDecimalType(a.type), types.asDecimalType(b.type)];
  const isDecimal = (a.type.kind === 'decimal' || b.type.kind === 'decimal') && x !== undefined && y !== undefined;
  if (isDecimal) return decimalArithmetic(op, literalDigits(node.left, a) ?? a, literalDigits(node.right, b) ?? b);
  if (op === '/') {
    if (types.isUnknown(a.type) || types.isUnknown(b.type))
      return typed(raw('({0} / nullif({1}, 0))', a.expr, b.expr), types.DOUBLE);
    return typed(raw('(CAST({0} AS DOUBLE) / nullif({1}, 0))', a.expr, b.expr), types.DOUBLE);
  }
  const [left64, right64] = [asFloating(a.type, b.type), asFloating(b.type, a.type)];
  const result = types.commonType(left64, right64) ?? types.UNKNOWN;
  const wider = (side: Typed, type: DataType): Expr =>
    side.type.kind === 'float' ? castTo(side, type, 'null') : side.expr;
  const [first, second] = [wider(a, left64), wider(b, right64)];
  if (op === '%') return typed(raw('({0} % nullif({1}, 0))', first, second), result);
  return typed(raw(`({0} ${op} {1})`, first, second), result);
}

/** NULL has the type of the number beside it; two NULLs are doubles. */
function besideNull(a: Typed, b: Typed): readonly [Typed, Typed] {
  const named = (side: Typed, other: DataType): Typed => {
    if (!isBareNull(side)) return side;
    const type = types.isNumeric(other) ? other : types.DOUBLE;
    return typed(castTo(side, type, 'null'), type);
  };
  return [named(a, b.type), named(b, a.type)];
}

/** Next to a float or double a decimal counts as double, and so does the float. */
function asFloating(type: DataType, other: DataType): DataType {
  const mixed = types.isFloating(other) && type.kind === 'decimal';
  return mixed || (type.kind === 'float' && other.kind === 'decimal') ? types.DOUBLE : type;
}

function decimalArithmetic(op: Arithmetic, a: Typed, b: Typed): Typed {
  const [x, y] = [types.asDecimalType(a.type), types.asDecimalType(b.type)];
  if (x === undefined || y === undefined) throw new Error('not decimals');
  const type = decimalResult(op, x, y);
  if (op === '/') return typed(decimalQuotient(a, b, type), type);
  const divisor = op === '%' ? 'nullif({1}, 0)' : '{1}';
  const [left, right] = (op === '*' ? narrowed(a, b, type) : [a, b]).map((side) => wide(side, type));
  return typed(
    raw(`TRY_CAST(({0} ${op} ${divisor}) AS ${duckdbTypeName(type)})`, left ?? a.expr, right ?? b.expr),
    type,
  );
}

/**
 * Factors whose product DuckDB could not hold: it keeps all digits of both fractions, where Spark rounds the product.
 * Digits beyond eighteen are cut from the longer fraction.
 */
function narrowed(a: Typed, b: Typed, result: DataType): readonly Typed[] {
  const [x, y] = [types.asDecimalType(a.type), types.asDecimalType(b.type)];
  if (x === undefined || y === undefined || result.kind !== 'decimal' || x.precision + y.precision <= 38) return [a, b];
  const kept = Math.max(result.scale, 18);
  if (x.scale + y.scale <= kept) return [a, b];
  const cut = (side: Typed, scale: number): Typed => {
    const type = types.decimal(38, scale);
    return typed(raw(`CAST({0} AS ${duckdbTypeName(type)})`, side.expr), type);
  };
  const half = Math.floor(kept / 2);
  const first = x.scale <= half ? x.scale : Math.max(half, kept - y.scale);
  return [cut(a, Math.min(x.scale, first)), cut(b, Math.min(y.scale, kept - first))];
}

/** DuckDB takes an integer operand as DOUBLE next to a wide decimal; as a decimal it stays exact. */
function wide(side: Typed, result: DataType): Expr {
  const digits = types.asDecimalType(side.type);
  if (side.type.kind === 'decimal' || digits === undefined || result.kind !== 'decimal') return side.expr;
  return raw(`CAST({0} AS DECIMAL(${digits.precision},0))`, side.expr);
}

/** An integer literal next to a decimal has as many digits as are written. Source: Spark's DecimalPrecision. */
function literalDigits(written: Expr, lowered: Typed): Typed | undefined {
  const number = written.kind === 'unary' && written.op === '-' ? written.operand : written;
  if (number.kind !== 'number' || !types.isInteger(lowered.type)) return undefined;
  const digits = number.text.length;
  return typed(raw(`CAST({0} AS DECIMAL(${digits},0))`, lowered.expr), types.decimal(digits, 0));
}

/** `a DIV b`: the whole part, bigint. */
function quotient(left: Typed, right: Typed): Expr {
  const [a, b] = [number(left), number(right)];
  if (types.isInteger(a.type) && types.isInteger(b.type)) {
    return raw('(CAST({0} AS BIGINT) // nullif({1}, 0))', a.expr, b.expr);
  }
  return decimalDigits(a, b) ?? raw('CAST(trunc({0} / nullif({1}, 0)) AS BIGINT)', a.expr, b.expr);
}

/** Both as whole numbers of the smaller unit, so that the quotient is exact; undefined where they have no room. */
function decimalDigits(a: Typed, b: Typed): Expr | undefined {
  const [x, y] = [types.asDecimalType(a.type), types.asDecimalType(b.type)];
  if (x === undefined || y === undefined) return undefined;
  const scale = Math.max(x.scale, y.scale);
  if (Math.max(x.precision - x.scale, y.precision - y.scale) + 2 * scale > 38) return undefined;
  const units = (place: number): string =>
    `CAST(CAST({${place}} AS DECIMAL(38,${scale})) * CAST(1${'0'.repeat(scale)} AS DECIMAL(${scale + 1},0)) AS HUGEINT)`;
  return raw(`CAST(${units(0)} // nullif(${units(1)}, 0) AS BIGINT)`, a.expr, b.expr);
}

function bitwise(text: string, left: Typed, right: Typed): Typed {
  const [a, b] = [integer(left), integer(right)];
  return typed(raw(text, a.expr, b.expr), types.commonType(a.type, b.type) ?? types.BIGINT);
}

/** Java's shifts: the count is taken modulo 32 or 64, bits fall off without an error. */
export function shift(op: '<<' | '>>' | '>>>', left: Typed, right: Typed): Typed {
  const a = types.isInteger(left.type) ? left : typed(castTo(left, types.INTEGER, 'null'), types.INTEGER);
  const macro = { '<<': 'shift_left', '>>': 'shift_right', '>>>': 'shift_right_unsigned' }[op];
  const long = a.type.kind === 'bigint';
  return typed(
    raw(`sh.${macro}_${long ? 'long' : 'int'}({0}, {1})`, a.expr, asInteger(right)),
    long ? types.BIGINT : types.INTEGER,
  );
}

function isBareNull(arg: Typed): boolean {
  return arg.expr.kind === 'null' && types.isUnknown(arg.type);
}
function number(arg: Typed): Typed {
  if (types.isText(arg.type)) return typed(castTo(arg, types.DOUBLE, 'null'), types.DOUBLE);
  return arg;
}
function integer(arg: Typed): Typed {
  if (isBareNull(arg)) return typed(castTo(arg, types.INTEGER, 'null'), types.INTEGER);
  return types.isInteger(arg.type) || types.isUnknown(arg.type)
    ? arg
    : typed(castTo(arg, types.BIGINT, 'null'), types.BIGINT);
}
function asInteger(arg: Typed): Expr {
  return arg.type.kind === 'integer' ? arg.expr : castTo(arg, types.INTEGER, 'null');
}
function boolean(arg: Typed): Expr {
  return types.isText(arg.type) ? castTo(arg, types.BOOLEAN, 'null') : arg.expr;
}
function asText(arg: Typed): Expr {
  return types.isUnknown(arg.type) ? raw('CAST({0} AS VARCHAR)', arg.expr) : textOf(arg);
}
function isOperand(type: DataType): boolean {
  return types.isNumeric(type) || types.isUnknown(type);
}
function noOperator(node: Binary, left: Typed, right: Typed): SqlError {
  const [a, b] = [types.sparkTypeName(left.type), types.sparkTypeName(right.type)];
  return new SqlError(SQLSTATE.undefinedFunction, `operator does not exist: ${a} ${node.op} ${b}`, {
    hint: 'No operator takes these types. A CAST of one of the sides may help.',
  });
}
