import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { Expr, Span } from '../../sql/ast.ts';
import { duckdbTypeName } from '../../types/data-type.ts';
import { OID } from '../../types/oid.ts';
import { formatType } from '../model/type-name.ts';
import { CAST_ROWS } from '../static/casts.ts';
import { elementOf, engineType, isOidLike, isRegistered } from '../types/engine-type.ts';
import { BUILT_INS } from '../types/pg-type.ts';
import { literalOf } from './literals.ts';
import { registeredKind } from './registered.ts';
import type { Env } from './state.ts';
import { countsFromZero, fieldOf, isUnknown, raw, string, type Typed, typed } from './typed.ts';

const STRINGS: ReadonlySet<number> = new Set([
  OID.text,
  OID.name,
  OID.char,
  OID.varchar,
  OID.bpchar,
  OID.unknown,
  OID.pgNodeTree,
  2275,
]);
const NUMBERS = [OID.int2, OID.int4, OID.int8, OID.numeric, OID.float4, OID.float8] as const;
const INTEGERS: ReadonlySet<number> = new Set([OID.int2, OID.int4, OID.int8]);

export function isString(type: number): boolean {
  return STRINGS.has(type);
}

export function isNumber(type: number): boolean {
  return (NUMBERS as readonly number[]).includes(type) || isOidLike(type);
}

export function isInteger(type: number): boolean {
  return INTEGERS.has(type) || isOidLike(type);
}

/** How well a value fits an argument: 3 the same type, 2 the same kind, 1 by a cast that nobody writes; undefined not at all. */
export function fitness(from: Typed, to: number): number | undefined {
  const { type } = from;
  if (type === to) return 3;
  if (to === OID.any || to === ANYELEMENT || to === ANYCOMPATIBLE) return 1;
  if (to === OID.anyarray || to === ANYCOMPATIBLEARRAY)
    return elementOf(type) === undefined && !isUnknown(from) ? undefined : 2;
  if (isUnknown(from)) return isString(to) ? 2 : 1;
  if (isString(type)) return isString(to) ? 2 : to === OID.regclass ? 1 : undefined;
  if (isRegistered(type)) return to === OID.oid ? 2 : to === OID.int8 ? 1 : isRegistered(to) ? 1 : undefined;
  if (isOidLike(type)) return isRegistered(to) || to === OID.int8 || to === OID.oid ? 2 : undefined;
  const rank = (NUMBERS as readonly number[]).indexOf(type);
  const wanted = (NUMBERS as readonly number[]).indexOf(to);
  if (rank >= 0 && wanted >= 0) return rank < wanted ? 2 : undefined;
  if (rank >= 0 && isOidLike(to)) return INTEGERS.has(type) ? 1 : undefined;
  if (type === OID.date) return to === OID.timestamp ? 2 : to === OID.timestamptz ? 2 : undefined;
  if (type === OID.timestamp) return to === OID.timestamptz ? 2 : undefined;
  if (elementOf(type) !== undefined && elementOf(to) !== undefined) return 1;
  return undefined;
}

export const ANYELEMENT = 2283;
export const ANYCOMPATIBLE = 5077;
export const ANYCOMPATIBLEARRAY = 5078;

/** A value where the type `to` is wanted, also by an explicit cast. Throws 42846, and 22P02 for a constant that does not fit. */
export function coerce(value: Typed, to: number, env: Env, span: Span): Typed {
  const { type } = value;
  if (type === to || to === OID.any || to === ANYELEMENT || to === OID.unknown) return value;
  const { lookup } = env.state.input;
  if (value.literal !== undefined) return typed(literalOf(value.literal, to, lookup, span), to);
  if (value.parameter !== undefined) return parameterAs(value.parameter, to, env, span);
  if (isString(to)) return typed(inText(value, to, env, span), to);
  if (isString(type)) return typed(fromText(value, to, env, span), to);
  const element = elementOf(type);
  const wanted = elementOf(to);
  if (element !== undefined && wanted !== undefined) {
    return { ...typed(elementwise(value, element, wanted, env, span), to), zeroBased: countsFromZero(value) };
  }
  if (element === undefined && wanted === undefined) {
    if (isOidLike(type) && isOidLike(to)) return typed(value.expr, to);
    return typed(castTo(value.expr, to, span, type), to);
  }
  throw new PlanError(
    SQLSTATE.cannotCoerce,
    `cannot cast type ${formatType(type, undefined, lookup)} to ${formatType(to, undefined, lookup)}`,
    span,
  );
}

function castTo(expr: Expr, to: number, span: Span, from?: number): Expr {
  // A numeric keeps the digits it has: of an integer none behind the point.
  if (to === OID.numeric && from !== undefined && isInteger(from))
    return raw(span, 'CAST({0} AS DECIMAL(38, 0))', expr);
  return raw(span, `CAST({0} AS ${duckdbTypeName(engineType(to))})`, expr);
}

/** Names of objects are sent as text; the session binds every parameter by the type it is given here. */
function parameterAs(index: number, to: number, env: Env, span: Span): Typed {
  const { parameters } = env.state;
  const known = parameters.get(index);
  const parameter: Expr = { kind: 'parameter', span, index };
  if (known !== undefined && known !== to) {
    return coerce(typed(castTo(parameter, known, span), known), to, env, span);
  }
  const sent = isRegistered(to) ? OID.text : to;
  parameters.set(index, sent);
  const value = typed(castTo(parameter, sent, span), sent);
  return sent === to ? value : coerce(value, to, env, span);
}

/** Text as the output function of the type writes it. */
export function toText(value: Typed, env: Env, span: Span): Expr {
  const { type, expr } = value;
  if (value.literal !== undefined || value.parameter !== undefined) return coerce(value, OID.text, env, span).expr;
  if (isString(type)) return expr;
  const context = String(env.state.input.contextId);
  if (isRegistered(type))
    return raw(span, `sh_registered_name(${context}, {0}, {1})`, string(span, registeredKind(type)), expr);
  const element = elementOf(type);
  if (type === OID.int2vector || type === OID.oidvector) return raw(span, `array_to_string({0}, ' ')`, expr);
  if (element !== undefined) return raw(span, 'sh_array_text({0})', outputItems(value, env, span));
  if (type === OID.float4 || type === OID.float8) return raw(span, 'sh_float_text(CAST({0} AS DOUBLE))', expr);
  if (type === OID.bytea) return raw(span, `'\\x' || lower(hex({0}))`, expr);
  if (value.record !== undefined) {
    const fields = value.record.map((field) => toOutput(fieldOf(value, field, span), env, span));
    const places = fields.map((_, index) => `{${index}}`).join(', ');
    return raw(span, `sh_record_text(CAST([${places}] AS VARCHAR[]))`, ...fields);
  }
  return castTo(expr, OID.text, span);
}

/** Text as a client gets the value, which differs from a cast in booleans: `t` and `f`. */
export function toOutput(value: Typed, env: Env, span: Span): Expr {
  if (value.type === OID.bool) return raw(span, "CASE {0} WHEN true THEN 't' WHEN false THEN 'f' END", value.expr);
  return toText(value, env, span);
}

/** The items of an array as they stand between its braces. */
export function outputItems(value: Typed, env: Env, span: Span): Expr {
  const element = elementOf(value.type) ?? OID.text;
  if (isString(element)) return value.expr;
  const item = env.state.alias('e');
  const body = toOutput(typed(raw(span, `"${item}"`), element), env, span);
  return raw(span, `list_transform({0}, lambda "${item}": {1})`, value.expr, body);
}

function inText(value: Typed, to: number, env: Env, span: Span): Expr {
  const text = toText(value, env, span);
  if (to === OID.char && value.type !== OID.char) return raw(span, 'left({0}, 1)', text);
  return text;
}

function fromText(value: Typed, to: number, env: Env, span: Span): Expr {
  if (isRegistered(to)) {
    const kind = string(span, registeredKind(to));
    return raw(span, `sh_registered_oid(${env.state.input.contextId}, {0}, {1})`, kind, value.expr);
  }
  const element = elementOf(to);
  if (element !== undefined) {
    const list = typed(raw(span, 'sh_text_array({0})', value.expr), OID.textArray);
    return elementwise(list, OID.text, element, env, span);
  }
  return castTo(value.expr, to, span);
}

function elementwise(value: Typed, from: number, to: number, env: Env, span: Span): Expr {
  if (from === to || (isOidLike(from) && isOidLike(to)) || (isString(from) && isString(to))) return value.expr;
  const item = env.state.alias('e');
  const body = coerce(typed(raw(span, `"${item}"`), from), to, env, span);
  return raw(span, `list_transform({0}, lambda "${item}": {1})`, value.expr, body.expr);
}

/** The one type of several values, as CASE, UNION and COALESCE choose it; text where nothing decides. */
export function commonType(values: readonly Typed[]): number {
  let chosen: number | undefined;
  for (const value of values) {
    if (isUnknown(value)) continue;
    const { type } = value;
    if (chosen === undefined) chosen = type;
    else if (type !== chosen) chosen = wider(chosen, type);
  }
  return chosen ?? OID.text;
}

/** Source: PostgreSQL 15, `select_common_type`: another type of the same category, where the first becomes it unasked. */
function wider(chosen: number, next: number): number {
  const [a, b] = [BUILT_INS.get(chosen), BUILT_INS.get(next)];
  if (a === undefined || b === undefined || a.preferred) return chosen;
  const [from, to] = [elementOf(chosen), elementOf(next)];
  if (from !== undefined && to !== undefined) return becomes(from, to) && !becomes(to, from) ? next : chosen;
  return becomes(chosen, next) && !becomes(next, chosen) ? next : chosen;
}

const IMPLICIT: ReadonlySet<string> = new Set(
  CAST_ROWS.filter(({ castcontext }) => castcontext === 'i').map(
    ({ castsource, casttarget }) => `${castsource} ${casttarget}`,
  ),
);

function becomes(from: number, to: number): boolean {
  return IMPLICIT.has(`${from} ${to}`);
}
