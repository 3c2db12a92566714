import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { Call, Expr, OrderItem, Span, Window } from '../../sql/ast.ts';
import { duckdbTypeName } from '../../types/data-type.ts';
import { OID } from '../../types/oid.ts';
import { type FunctionRule, POLYMORPHIC } from '../functions/definition.ts';
import { SIZE_FUNCTION_NAMES } from '../functions/sizes.ts';
import { engineName, functionsNamed, isSteady } from '../functions/table.ts';
import { formatType } from '../model/type-name.ts';
import { arrayTypeOf, elementOf, engineType, isRegistered } from '../types/engine-type.ts';
import { ANYCOMPATIBLEARRAY, coerce, fitness } from './coerce.ts';
import { jsonText } from './json-text.ts';
import { fold } from './scope.ts';
import type { Env } from './state.ts';
import { isUnknown, raw, type Typed, typed } from './typed.ts';

/** A call as a value. Rows of a set-returning function are unnested where the call stands. Throws 42883. */
export function callExpression(call: Call, env: Env): Typed {
  if (isStarCall(call)) return aggregated(call, countStar(), [], env);
  const args = call.args.map((arg) => env.tools.expression(arg, env));
  const rule = resolveCall(call, args, env);
  if (rule.aggregate) return aggregated(call, rule, args, env);
  const result = apply(rule, args, env, call.span);
  return rule.set ? unnested(result, call.span) : result;
}

/** Rows of a call in FROM, as a list of values of type `element`. */
export interface CallRows {
  readonly list: Expr;
  readonly element: number;
  readonly record: Typed['record'];
}

/** A function that gives no rows but a value is one row. */
export function callRows(call: Call, env: Env): CallRows {
  const args = call.args.map((arg) => env.tools.expression(arg, env));
  const rule = resolveCall(call, args, env);
  const result = apply(rule, args, env, call.span);
  if (!rule.set) return { list: raw(call.span, '[{0}]', result.expr), element: result.type, record: result.record };
  return { list: result.expr, element: elementOf(result.type) ?? OID.text, record: result.record };
}

function unnested(list: Typed, span: Span): Typed {
  return {
    expr: raw(span, 'unnest({0})', list.expr),
    type: elementOf(list.type) ?? OID.text,
    record: list.record,
    rows: list.expr,
  };
}

function isStarCall({ args }: Call): boolean {
  const [only] = args;
  return args.length === 1 && only?.kind === 'star' && only.qualifier.length === 0;
}

function countStar(): FunctionRule {
  const [rule] = functionsNamed('count');
  if (rule === undefined) throw new Error('no count()');
  return rule;
}

function resolveCall(call: Call, args: readonly Typed[], env: Env): FunctionRule {
  const [schema, name] =
    call.name.parts.length > 1 ? call.name.parts.slice(-2).map(fold) : [undefined, ...call.name.parts.map(fold)];
  const known = schema === undefined || schema === 'pg_catalog' || schema === 'information_schema';
  const rule = known ? chooseRule(functionsNamed(name ?? ''), args) : undefined;
  if (rule !== undefined) return rule;
  const { lookup } = env.state.input;
  const types = args.map(({ type }) => formatType(type, undefined, lookup)).join(', ');
  const full = schema === undefined ? name : `${schema}.${name}`;
  throw new PlanError(SQLSTATE.undefinedFunction, `function ${full}(${types}) does not exist`, call.name.span, {
    hint: 'No function matches the given name and argument types. You might need to add explicit type casts.',
  });
}

function chooseRule(rules: readonly FunctionRule[], args: readonly Typed[]): FunctionRule | undefined {
  let best: FunctionRule | undefined;
  let bestScore = -1;
  for (const rule of rules) {
    const score = scoreOf(rule, args);
    if (score !== undefined && score > bestScore) {
      best = rule;
      bestScore = score;
    }
  }
  return best;
}

function scoreOf(rule: FunctionRule, args: readonly Typed[]): number | undefined {
  const fixed = rule.variadic ? rule.args.length - 1 : rule.args.length;
  if (rule.variadic ? args.length < fixed : args.length !== fixed) return undefined;
  let score = 0;
  for (const [index, arg] of args.entries()) {
    const wanted = rule.args[Math.min(index, rule.args.length - 1)] ?? OID.any;
    const fit = fitness(arg, wanted);
    if (fit === undefined) return undefined;
    score += fit;
  }
  return score;
}

/** The result of a rule, with polymorphic types filled in. */
function apply(rule: FunctionRule, given: readonly Typed[], env: Env, span: Span): Typed {
  if (SIZE_FUNCTION_NAMES.has(rule.name)) env.state.needsSizes = true;
  if (!isSteady(rule)) env.state.steady = false;
  const { lowering } = rule;
  const open = lowering.kind === 'build' && lowering.keepsUnknown;
  const args = open
    ? given
    : given.map((arg, index) => argument(arg, rule.args[Math.min(index, rule.args.length - 1)] ?? OID.any, env, span));
  if (lowering.kind === 'build') return lowering.build(args, env, span);
  const type = resultType(rule, args);
  const exprs = args.map(({ expr }) => expr);
  if (lowering.kind === 'template') return typed(raw(span, lowering.text, ...exprs), type);
  const places = exprs.map((_, index) => `, {${index}}`).join('');
  const expr = raw(span, `${engineName(rule)}(${env.state.input.contextId}${places})`, ...exprs);
  env.state.calls.set(expr, { rule, args: exprs });
  return typed(expr, type);
}

function argument(arg: Typed, wanted: number, env: Env, span: Span): Typed {
  if (!POLYMORPHIC.has(wanted) && wanted !== OID.any) return coerce(arg, wanted, env, span);
  if (!isUnknown(arg)) return arg;
  const isArray = wanted === OID.anyarray || wanted === ANYCOMPATIBLEARRAY;
  return coerce(arg, isArray ? OID.textArray : OID.text, env, span);
}

function resultType(rule: FunctionRule, args: readonly Typed[]): number {
  if (rule.name === 'min' || rule.name === 'max') return extremeType(args[0]?.type ?? OID.text);
  const type = POLYMORPHIC.has(rule.result) ? polymorphic(rule, args) : rule.result;
  return rule.set ? arrayTypeOf(type) : type;
}

/** There is no min of names or of regclass: they are texts and OIDs then. */
function extremeType(type: number): number {
  if (isRegistered(type)) return OID.oid;
  return type === OID.name || type === OID.char || type === OID.varchar ? OID.text : type;
}

function polymorphic({ result, args: wanted }: FunctionRule, args: readonly Typed[]): number {
  const arrayAt = wanted.findIndex((type) => type === OID.anyarray || type === ANYCOMPATIBLEARRAY);
  const array = args[arrayAt]?.type;
  const element = array === undefined ? (args[0]?.type ?? OID.text) : (elementOf(array) ?? OID.text);
  const isArray = result === OID.anyarray || result === ANYCOMPATIBLEARRAY;
  return isArray ? (array ?? arrayTypeOf(element)) : element;
}

/** Aggregates and window functions, which keep their DISTINCT, ORDER BY, FILTER and OVER. */
function aggregated(call: Call, rule: FunctionRule, given: readonly Typed[], env: Env): Typed {
  const { span } = call;
  if (rule.lowering.kind !== 'template') throw new Error(`aggregate ${rule.name} has no engine function`);
  const isJson = rule.result === OID.json;
  const args = given.map((arg, index) => argument(arg, rule.args[index] ?? OID.any, env, span));
  const [first] = args;
  const type =
    rule.name === 'avg' && first !== undefined && [OID.float4, OID.float8].includes(first.type as 700)
      ? OID.float8
      : resultType(rule, args);
  const exprs = isJson
    ? args.map((arg) => raw(span, "coalesce({0}, 'null')", jsonText(arg, env, span)))
    : args.map(({ expr }) => expr);
  const made: Expr = {
    ...call,
    name: nameOf(isJson ? 'list' : rule.lowering.text, call),
    args: call.args.length === 1 && isStarCall(call) ? call.args : exprs,
    orderBy: orderItems(call.orderBy, env),
    withinGroup: [],
    filter:
      call.filter === undefined ? undefined : coerce(env.tools.expression(call.filter, env), OID.bool, env, span).expr,
    over: call.over === undefined ? undefined : windowOf(call.over, env),
  };
  // PostgreSQL begins a line with each row or array inside.
  const nested = first !== undefined && (first.record !== undefined || elementOf(first.type) !== undefined);
  const separator = nested ? "', ' || chr(10) || ' '" : "', '";
  if (isJson)
    return typed(
      raw(span, `CASE WHEN {0} IS NOT NULL THEN '[' || array_to_string({0}, ${separator}) || ']' END`, made),
      type,
    );
  const cast = castName(type, rule);
  return typed(cast === undefined ? made : raw(span, `CAST({0} AS ${cast})`, made), type);
}

/** The engine's counts are wider than PostgreSQL's; its averages of numbers are doubles. */
function castName(type: number, rule: FunctionRule): string | undefined {
  if (type !== OID.numeric) return duckdbTypeName(engineType(type));
  return rule.name === 'avg' ? 'DECIMAL(38, 16)' : undefined;
}

function nameOf(text: string, call: Call): Call['name'] {
  const { span } = call.name;
  return { kind: 'qname', span, parts: [{ kind: 'ident', span, name: text, quoted: false }] };
}

/** Nulls go last ascending and first descending, as PostgreSQL has them. */
export function orderItems(items: readonly OrderItem[], env: Env): readonly OrderItem[] {
  return items.map((item) => ordered(item, env.tools.expression(item.expr, env), env));
}

export function ordered(item: OrderItem, value: Typed, env: Env): OrderItem {
  const expr = isUnknown(value) ? coerce(value, OID.text, env, item.span).expr : value.expr;
  const nulls = item.nulls ?? (item.direction === 'desc' ? 'first' : 'last');
  return { ...item, expr, nulls };
}

export function windowOf(window: Window, env: Env): Window {
  return {
    ...window,
    partitionBy: window.partitionBy.map((expr) => env.tools.expression(expr, env).expr),
    orderBy: orderItems(window.orderBy, env),
  };
}
