import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { BinaryOperator, Expr, Span } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { formatType } from '../model/type-name.ts';
import { elementOf, isOidLike } from '../types/engine-type.ts';
import { coerce, commonType, isInteger, isNumber, isString, toText } from './coerce.ts';
import type { Env } from './state.ts';
import { isUnknown, raw, type Typed, typed } from './typed.ts';

/** A binary operator by the types of its sides. Throws 42883 where PostgreSQL has none. */
export function binary(op: BinaryOperator, left: Typed, right: Typed, env: Env, span: Span): Typed {
  switch (op) {
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '<=>':
    case 'is distinct from': {
      const [a, b] = comparable(op, left, right, env, span);
      return typed({ kind: 'binary', span, op, left: a.expr, right: b.expr, opSpan: span }, OID.bool);
    }
    case '||':
      return concatenation(left, right, env, span);
    case '~':
    case '!~':
    case '~*':
    case '!~*':
      return regex(op, left, right, env, span);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(op, left, right, env, span);
    case '&':
    case '|':
    case '<<':
    case '>>': {
      const [a, b] = sameNumbers(op, left, right, env, span);
      const type = op === '<<' || op === '>>' ? left.type : a.type;
      return coerceBack(raw(span, `{0} ${op} {1}`, a.expr, b.expr), type, span);
    }
    case '@>':
    case '<@':
    case '&&':
      return lists(op, left, right, env, span);
    case '->':
    case '->>':
    case '#>':
    case '#>>':
      return json(op, left, right, env, span);
    case '^':
      return typed(raw(span, 'pow({0}, {1})', left.expr, right.expr), OID.float8);
    default:
      throw noOperator(op, left, right, env, span);
  }
}

/** Both sides as one type, ready to be compared. */
export function comparable(op: string, left: Typed, right: Typed, env: Env, span: Span): readonly [Typed, Typed] {
  if (left.record !== undefined || right.record !== undefined) return [left, right];
  if (isUnknown(left) && isUnknown(right)) {
    return [coerce(left, OID.text, env, span), coerce(right, OID.text, env, span)];
  }
  if (isUnknown(left)) return [coerce(left, right.type, env, span), right];
  if (isUnknown(right)) return [left, coerce(right, left.type, env, span)];
  const { type: a } = left;
  const { type: b } = right;
  if (a === b || (isString(a) && isString(b)) || (isNumber(a) && isNumber(b))) return [left, right];
  if (elementOf(a) !== undefined && elementOf(b) !== undefined) return [left, right];
  if (isTime(a) && isTime(b)) {
    const common = a === OID.timestamptz || b === OID.timestamptz ? OID.timestamptz : OID.timestamp;
    return [coerce(left, common, env, span), coerce(right, common, env, span)];
  }
  throw noOperator(op, left, right, env, span);
}

function isTime(type: number): boolean {
  return type === OID.date || type === OID.timestamp || type === OID.timestamptz;
}

export function noOperator(op: string, left: Typed, right: Typed, env: Env, span: Span): PlanError {
  const { lookup } = env.state.input;
  const name = ({ type }: Typed): string => formatType(type, undefined, lookup);
  return new PlanError(
    SQLSTATE.undefinedFunction,
    `operator does not exist: ${name(left)} ${op} ${name(right)}`,
    span,
    {
      hint: 'No operator matches the given name and argument types. You might need to add explicit type casts.',
    },
  );
}

function concatenation(left: Typed, right: Typed, env: Env, span: Span): Typed {
  const a = elementOf(left.type);
  const b = elementOf(right.type);
  if (a !== undefined && b !== undefined) {
    return typed(raw(span, 'list_concat({0}, {1})', left.expr, right.expr), left.type);
  }
  if (a !== undefined) {
    if (isUnknown(right)) {
      const list = coerce(right, left.type, env, span);
      return typed(raw(span, 'list_concat({0}, {1})', left.expr, list.expr), left.type);
    }
    return typed(raw(span, 'list_append({0}, {1})', left.expr, coerce(right, a, env, span).expr), left.type);
  }
  if (b !== undefined) {
    if (isUnknown(left)) {
      const list = coerce(left, right.type, env, span);
      return typed(raw(span, 'list_concat({0}, {1})', list.expr, right.expr), right.type);
    }
    return typed(raw(span, 'list_prepend({0}, {1})', coerce(left, b, env, span).expr, right.expr), right.type);
  }
  if (!isString(left.type) && !isString(right.type)) throw noOperator('||', left, right, env, span);
  return typed(raw(span, '{0} || {1}', toText(left, env, span), toText(right, env, span)), OID.text);
}

/** PostgreSQL's expressions as RE2 reads them; what RE2 cannot do (looking around, back-references) it refuses. */
function regex(op: '~' | '!~' | '~*' | '!~*', left: Typed, right: Typed, env: Env, span: Span): Typed {
  const pattern: Typed =
    typeof right.literal === 'string' ? { ...right, literal: enginePattern(right.literal) } : right;
  const subject = coerce(left, OID.text, env, span);
  if (!isString(left.type)) throw noOperator(op, left, right, env, span);
  const flags = op.endsWith('*') ? 'si' : 's';
  const not = op.startsWith('!') ? 'NOT ' : '';
  const match = `${not}regexp_matches({0}, {1}, '${flags}')`;
  return typed(raw(span, match, subject.expr, coerce(pattern, OID.text, env, span).expr), OID.bool);
}

/** Escapes that have another letter in RE2. Source: PostgreSQL manual, 9.7.3, "Regular Expression Constraint Escapes". */
export function enginePattern(pattern: string): string {
  const prefix = pattern.startsWith('***:') ? pattern.slice(4) : pattern;
  return prefix.replaceAll(/\\(.)/gs, (whole, letter: string) =>
    letter === 'y'
      ? '\\b'
      : letter === 'Y'
        ? '\\B'
        : letter === 'm' || letter === 'M'
          ? '\\b'
          : letter === 'Z'
            ? '\\z'
            : whole,
  );
}

function arithmetic(op: '+' | '-' | '*' | '/' | '%', left: Typed, right: Typed, env: Env, span: Span): Typed {
  const time = timeArithmetic(op, left, right, env, span);
  if (time !== undefined) return time;
  const [a, b] = sameNumbers(op, left, right, env, span);
  const { type } = a;
  const symbol = op === '/' && isInteger(type) ? '//' : op;
  return coerceBack(raw(span, `{0} ${symbol} {1}`, a.expr, b.expr), type, span);
}

function timeArithmetic(op: string, left: Typed, right: Typed, env: Env, span: Span): Typed | undefined {
  const plain = (type: number): Typed => typed(raw(span, `{0} ${op} {1}`, left.expr, right.expr), type);
  const times = [OID.timestamp, OID.timestamptz, OID.time, OID.timetz, OID.interval];
  const isInterval = (value: Typed): boolean => value.type === OID.interval;
  if (op === '-' && isTime(left.type) && isTime(right.type)) {
    return left.type === OID.date && right.type === OID.date ? plain(OID.int4) : plain(OID.interval);
  }
  if (left.type === OID.date && isInteger(right.type)) return plain(OID.date);
  if (left.type === OID.date && isInterval(right)) return plain(OID.timestamp);
  if (isInterval(right) && (times as number[]).includes(left.type)) return plain(left.type);
  if (isInterval(left) && op === '+' && (times as number[]).includes(right.type)) return plain(right.type);
  if (isInterval(left) && isNumber(right.type)) return plain(OID.interval);
  if (isNumber(left.type) && isInterval(right) && op === '*') return plain(OID.interval);
  if ((times as number[]).includes(left.type) && isUnknown(right)) {
    return binary(op as BinaryOperator, left, coerce(right, OID.interval, env, span), env, span);
  }
  return undefined;
}

function sameNumbers(op: string, left: Typed, right: Typed, env: Env, span: Span): readonly [Typed, Typed] {
  const a = isUnknown(left) ? coerce(left, isUnknown(right) ? OID.int4 : right.type, env, span) : left;
  const b = isUnknown(right) ? coerce(right, a.type, env, span) : right;
  if (!isNumber(a.type) || !isNumber(b.type)) throw noOperator(op, left, right, env, span);
  const common = commonType([a, b]);
  const type = isOidLike(common) ? OID.int8 : common;
  return [typed(a.expr, type), typed(b.expr, type)];
}

/** The engine widens results of small integers; PostgreSQL keeps their type. */
function coerceBack(expr: Expr, type: number, span: Span): Typed {
  const engine =
    type === OID.int2 ? 'SMALLINT' : type === OID.int4 ? 'INTEGER' : type === OID.int8 ? 'BIGINT' : undefined;
  return typed(engine === undefined ? expr : raw(span, `CAST({0} AS ${engine})`, expr), type);
}

function lists(op: '@>' | '<@' | '&&', left: Typed, right: Typed, env: Env, span: Span): Typed {
  const type = elementOf(left.type) === undefined ? right.type : left.type;
  if (elementOf(type) === undefined) throw noOperator(op, left, right, env, span);
  const a = coerce(left, type, env, span).expr;
  const b = coerce(right, type, env, span).expr;
  const text =
    op === '@>' ? 'list_has_all({0}, {1})' : op === '<@' ? 'list_has_all({1}, {0})' : 'list_has_any({0}, {1})';
  return typed(raw(span, text, a, b), OID.bool);
}

function json(op: '->' | '->>' | '#>' | '#>>', left: Typed, right: Typed, env: Env, span: Span): Typed {
  if (left.type !== OID.json && left.type !== OID.jsonb) throw noOperator(op, left, right, env, span);
  if (op === '#>' || op === '#>>') throw noOperator(op, left, right, env, span);
  const key = isUnknown(right) ? coerce(right, OID.text, env, span) : right;
  return typed(raw(span, `CAST({0} AS JSON) ${op} {1}`, left.expr, key.expr), op === '->' ? left.type : OID.text);
}
