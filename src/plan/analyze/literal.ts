import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { quote } from '../../functions/sql-text.ts';
import { isNumeric } from '../../functions/type-rules.ts';
import type { Expr, NumberLiteral, Parameter, Span, StringLiteral, TypedLiteral, Variable } from '../../sql/ast.ts';
import type { DataType, ScalarKind } from '../../types/data-type.ts';
import type { PlanContext } from '../context.ts';
import { PlanError } from '../plan-error.ts';
import { rawAt, typeText } from './nodes.ts';
import { resolveTypeName } from './types.ts';

const MAX_INTEGER = 2_147_483_647n;
const MAX_BIGINT = 9_223_372_036_854_775_807n;
const MAX_DIGITS = 38;

const SUFFIXES: Readonly<Record<string, ScalarKind>> = {
  L: 'bigint',
  S: 'smallint',
  Y: 'tinyint',
  D: 'double',
  F: 'float',
};

/**
 * A number as Spark types it: int, bigint or decimal without a point; decimal with the digits written with one; double in
 * e-notation. Source: Spark SQL reference, "Numeric Literal". Throws 22003 for more digits than a decimal has.
 */
export function numberLiteral(node: NumberLiteral, negative = false): Typed {
  const sign = negative ? '-' : '';
  const { suffix, span } = node;
  const text = node.text.replaceAll('_', '');
  if (suffix !== undefined && suffix !== 'BD') return suffixed(node, `${sign}${text}`, suffix);
  if (/e/i.test(text) && suffix === undefined) return { expr: number(span, sign, text), type: { kind: 'double' } };
  if (/[.e]/i.test(text) || suffix === 'BD') return decimalLiteral(node, sign, text);
  return wholeNumber(span, sign, text);
}

function wholeNumber(span: Span, sign: string, text: string): Typed {
  const value = BigInt(text);
  const least = sign === '-' ? 1n : 0n;
  if (value <= MAX_INTEGER + least) {
    const plain = value <= MAX_INTEGER ? number(span, sign, text) : rawAt(span, `CAST(${sign}${text} AS INTEGER)`);
    return { expr: plain, type: { kind: 'integer' } };
  }
  if (value <= MAX_BIGINT + least) {
    const plain = value <= MAX_BIGINT ? number(span, sign, text) : rawAt(span, `CAST(${sign}${text} AS BIGINT)`);
    return { expr: plain, type: { kind: 'bigint' } };
  }
  return asDecimal(span, sign, text, value.toString().length, 0);
}

function decimalLiteral(node: NumberLiteral, sign: string, text: string): Typed {
  if (/e/i.test(text)) {
    const type: DataType = { kind: 'decimal', precision: MAX_DIGITS, scale: 18 };
    return { expr: rawAt(node.span, `CAST(${sign}${text} AS ${typeText(type)})`), type };
  }
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '');
  const precision = Math.max(digits.length + fraction.length, 1);
  if (fraction === '') return asDecimal(node.span, sign, digits === '' ? '0' : digits, precision, 0);
  if (precision > MAX_DIGITS) throw tooLong(node.span);
  // DuckDB counts a leading zero as a digit, Spark does not.
  return {
    expr: number(node.span, sign, `${digits}.${fraction}`),
    type: { kind: 'decimal', precision, scale: fraction.length },
  };
}

function asDecimal(span: Span, sign: string, text: string, precision: number, scale: number): Typed {
  if (precision > MAX_DIGITS) throw tooLong(span);
  const type: DataType = { kind: 'decimal', precision, scale };
  return { expr: rawAt(span, `CAST(${sign}${text} AS ${typeText(type)})`), type };
}

function suffixed(node: NumberLiteral, text: string, suffix: string): Typed {
  const kind = SUFFIXES[suffix];
  if (kind === undefined) {
    throw new PlanError(SQLSTATE.syntaxError, `"${suffix}" is not a suffix of numbers`, node.span);
  }
  return { expr: rawAt(node.span, `CAST(${text} AS ${typeText({ kind })})`), type: { kind } };
}

function tooLong(span: Span): PlanError {
  return new PlanError(SQLSTATE.numericValueOutOfRange, 'number has too many digits', span, {
    detail: `A decimal has at most ${MAX_DIGITS} digits.`,
  });
}

function number(span: Span, sign: string, text: string): Expr {
  const literal: NumberLiteral = { kind: 'number', span, text };
  return sign === '' ? literal : rawAt(span, '(-{0})', literal);
}

/** A string; inside an anonymous block `@name` in it is replaced by the variable's text (reference, section 10). */
export function stringLiteral(node: StringLiteral, context: PlanContext): Typed {
  return { expr: { ...node, value: withVariables(node.value, context) }, type: { kind: 'varchar' } };
}

function withVariables(text: string, { variables }: PlanContext): string {
  if (variables.size === 0 || !text.includes('@')) return text;
  return text.replace(/@([A-Za-z_]\w*)/g, (whole, name: string) => {
    const found = variables.get(name.toLowerCase());
    return found === undefined ? whole : (found.text ?? 'NULL');
  });
}

/** An argument that a function reads as it is written, with the values of variables in their place. */
export function writtenLiteral(expr: Expr, context: PlanContext): Expr {
  const { span } = expr;
  if (expr.kind === 'string') return { ...expr, value: withVariables(expr.value, context) };
  const value = expr.kind === 'variable' ? context.variables.get(expr.name.toLowerCase()) : undefined;
  if (value === undefined) return expr;
  if (value.text === null) return { kind: 'null', span };
  if (value.type.kind === 'boolean') return { kind: 'boolean', span, value: value.text === 'true' };
  return isNumeric(value.type)
    ? { kind: 'number', span, text: value.text }
    : { kind: 'string', span, value: value.text };
}

/** `DATE '…'`: as the cast of the text. The engine raises 22007 for a text that is none. */
export function typedLiteral(node: TypedLiteral, context: PlanContext): Typed {
  const type = resolveTypeName(node.type);
  if (node.type.name === 'binary' || node.type.name === 'bytea') return { expr: hexLiteral(node), type };
  const text: StringLiteral = { kind: 'string', span: node.span, value: withVariables(node.value, context) };
  return { expr: castTo({ expr: text, type: { kind: 'varchar' } }, type, 'error'), type };
}

/** `X'1f'` comes as its hexadecimal digits. */
function hexLiteral(node: TypedLiteral): Expr {
  const digits = node.value.length % 2 === 1 ? `0${node.value}` : node.value;
  if (!/^[0-9a-fA-F]*$/.test(digits)) return rawAt(node.span, `encode(${quote(node.value)})`);
  return rawAt(node.span, `unhex(${quote(digits)})`);
}

/** `$1`, cast to its type where that is known. */
export function parameter(node: Parameter, context: PlanContext): Typed {
  const type = context.parameterTypes[node.index - 1];
  if (type === undefined || type.kind === 'unknown') return { expr: node, type: { kind: 'unknown' } };
  const value: Expr = context.parametersAsNull === true ? { kind: 'null', span: node.span } : node;
  return { expr: rawAt(node.span, `CAST({0} AS ${typeText(type)})`, value), type };
}

/** `@name`: the value a block gave it. Throws 42704. */
export function variable(node: Variable, context: PlanContext): Typed {
  const value = context.variables.get(node.name.toLowerCase());
  if (value === undefined) {
    throw new PlanError(SQLSTATE.undefinedObject, `variable "@${node.name}" is not set`, node.span, {
      hint: 'SET @name = SELECT … sets it, earlier in the same block.',
    });
  }
  const { text, type } = value;
  const literal = text === null ? 'NULL' : quote(text);
  return { expr: rawAt(node.span, `CAST(${literal} AS ${typeText(type)})`), type };
}
