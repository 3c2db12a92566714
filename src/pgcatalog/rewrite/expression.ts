import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { Case, Expr, FieldAccess, Like, NumberLiteral, Quantified, Span, Subscript } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { arrayTypeOf, elementOf } from '../types/engine-type.ts';
import { callExpression } from './calls.ts';
import { coerce, commonType, toText } from './coerce.ts';
import { literalOf } from './literals.ts';
import { binary, comparable } from './operators.ts';
import { resolveColumn, wholeRowNamed } from './scope.ts';
import { columnAlias, type Env, type RewrittenQuery } from './state.ts';
import { resolveTypeName } from './type-names.ts';
import { column, countsFromZero, isUnknown, raw, string, type Typed, typed } from './typed.ts';

/** An expression with PostgreSQL's meaning and types, as one for the engine. Throws PlanError: 42703, 42883, 0A000 … */
export function rewriteExpression(expr: Expr, env: Env): Typed {
  const { span } = expr;
  const sub = (inner: Expr): Typed => env.tools.expression(inner, env);
  const bool = (inner: Expr): Expr => coerce(sub(inner), OID.bool, env, span).expr;
  switch (expr.kind) {
    case 'null':
      return { expr, type: OID.unknown, literal: null };
    case 'string':
      return { expr, type: OID.unknown, literal: expr.value };
    case 'boolean':
      return typed(expr, OID.bool);
    case 'number':
      return typed(expr, numberType(expr));
    case 'typedLiteral': {
      const type = resolveTypeName(expr.type, env.state.input.lookup);
      return typed(literalOf(expr.value, type, env.state.input.lookup, span), type);
    }
    case 'interval':
      return typed(raw(span, 'CAST({0} AS INTERVAL)', intervalText(expr.parts, span)), OID.interval);
    case 'parameter':
      return parameter(expr.index, env, span);
    case 'column':
      return resolveColumn(expr, env.scope);
    case 'call':
      return callExpression(expr, env);
    case 'cast': {
      const type = resolveTypeName(expr.type, env.state.input.lookup);
      const value = sub(expr.operand);
      // `x::text` of what is text already is x; the others are written anew.
      return { ...coerce(value, type, env, span), typmod: undefined };
    }
    case 'unary':
      return unary(expr.op, sub(expr.operand), env, span);
    case 'binary':
      return binary(expr.op, sub(expr.left), sub(expr.right), env, span);
    case 'logical':
      return typed({ ...expr, operands: expr.operands.map(bool) }, OID.bool);
    case 'between': {
      const value = sub(expr.operand);
      const [, low] = comparable('>=', value, sub(expr.low), env, span);
      const [, high] = comparable('<=', value, sub(expr.high), env, span);
      return typed({ ...expr, operand: value.expr, low: low.expr, high: high.expr }, OID.bool);
    }
    case 'inList':
      return inList(sub(expr.operand), expr.list.map(sub), expr.negated, env, span);
    case 'inQuery':
      return inQuery(sub(expr.operand), subquery(expr.query, env), expr.negated, env, span);
    case 'like':
      return like(expr, env);
    case 'is':
      return is(expr.test, sub(expr.operand), expr.negated, env, span);
    case 'case':
      return caseOf(expr, env);
    case 'exists':
      return typed({ ...expr, query: subquery(expr.query, env).query }, OID.bool);
    case 'scalarQuery': {
      const { query, fields } = subquery(expr.query, env);
      const [field] = fields;
      if (field === undefined || fields.length > 1) throw oneColumn(span);
      return { expr: { ...expr, query }, type: field.type, typmod: field.typmod, record: field.record };
    }
    case 'quantified':
      return quantified(expr, env);
    case 'array': {
      const items = expr.items.map(sub);
      const type = commonType(items);
      const list: Expr = { kind: 'array', span, items: items.map((item) => coerce(item, type, env, span).expr) };
      return typed(list, arrayTypeOf(type));
    }
    case 'arrayQuery': {
      const { query, fields } = subquery(expr.query, env);
      const [field] = fields;
      if (field === undefined || fields.length > 1) throw oneColumn(span);
      return typed({ ...expr, query }, arrayTypeOf(field.type));
    }
    case 'row': {
      const items = expr.items.map(sub).map((item) => (isUnknown(item) ? coerce(item, OID.text, env, span) : item));
      const names = items.map((_, index) => `"f${index + 1}" := {${index}}`).join(', ');
      const plainRow: Expr = { ...expr, items: items.map((item) => item.expr) };
      return {
        expr: expr.explicit ? raw(span, `struct_pack(${names})`, ...plainRow.items) : plainRow,
        type: OID.record,
        record: items.map((item, index) => ({ name: `f${index + 1}`, type: item.type })),
      };
    }
    case 'subscript':
      return subscript(expr, env);
    case 'slice': {
      const list = sub(expr.operand);
      const bound = (inner: Expr | undefined, otherwise: string): Expr =>
        inner === undefined ? raw(span, otherwise) : coerce(sub(inner), OID.int4, env, span).expr;
      const text = 'list_slice({0}, {1}, {2})';
      return typed(raw(span, text, list.expr, bound(expr.from, '1'), bound(expr.to, '-1')), list.type);
    }
    case 'field':
      return field(expr, env);
    case 'extract': {
      const value = sub(expr.operand);
      const part = raw(span, 'date_part({0}, {1})', string(span, expr.unit), value.expr);
      const whole = !/^(epoch|second|millisecond|microsecond|julian)/.test(expr.unit);
      return typed(raw(span, `CAST({0} AS ${whole ? 'HUGEINT' : 'DECIMAL(38, 6)'})`, part), OID.numeric);
    }
    case 'atTimeZone': {
      const value = sub(expr.operand);
      const zone = coerce(sub(expr.zone), OID.text, env, span).expr;
      const type = value.type === OID.timestamptz ? OID.timestamp : OID.timestamptz;
      return typed(raw(span, 'timezone({0}, {1})', zone, value.expr), type);
    }
    case 'star':
      return wholeRowNamed(expr, env.scope);
    case 'collate':
      // Text is ordered by code point whatever the collation: the one that the server has.
      return sub(expr.operand);
    default:
      throw new PlanError(SQLSTATE.featureNotSupported, `${expr.kind} is not supported in catalog queries`, span);
  }
}

function subquery(query: Parameters<Env['tools']['query']>[0], env: Env): RewrittenQuery {
  env.state.subqueries++;
  return env.tools.query(query, env);
}

function oneColumn(span: Span): PlanError {
  return new PlanError(SQLSTATE.syntaxError, 'subquery must return only one column', span);
}

function numberType({ text }: NumberLiteral): number {
  if (!/^\d+$/.test(text)) return OID.numeric;
  const value = BigInt(text);
  return value <= 2_147_483_647n ? OID.int4 : value <= 9_223_372_036_854_775_807n ? OID.int8 : OID.numeric;
}

function intervalText(parts: Extract<Expr, { kind: 'interval' }>['parts'], span: Span): Expr {
  const words = parts.map(({ value, unit }) => {
    const amount = value.kind === 'string' ? value.value : value.kind === 'number' ? value.text : undefined;
    if (amount === undefined)
      throw new PlanError(SQLSTATE.featureNotSupported, 'an interval must be a constant here', span);
    return unit === undefined ? amount : `${amount} ${unit}`;
  });
  return string(span, words.join(' '));
}

/** With the type the client declared, or the one that its place gives it. */
function parameter(index: number, env: Env, span: Span): Typed {
  const declared = env.state.input.parameterOids[index - 1] ?? 0;
  const open: Typed = { expr: { kind: 'parameter', span, index }, type: OID.unknown, parameter: index };
  return declared === 0 || declared === OID.unknown ? open : coerce(open, declared, env, span);
}

function unary(op: '-' | '+' | '~' | 'not', value: Typed, env: Env, span: Span): Typed {
  if (op === 'not')
    return typed({ kind: 'unary', span, op, operand: coerce(value, OID.bool, env, span).expr }, OID.bool);
  const operand = isUnknown(value) ? coerce(value, OID.float8, env, span) : value;
  return typed({ kind: 'unary', span, op, operand: operand.expr }, operand.type);
}

function inList(value: Typed, items: readonly Typed[], negated: boolean, env: Env, span: Span): Typed {
  const type = isUnknown(value) ? commonType(items) : value.type;
  const operand = isUnknown(value) ? coerce(value, type, env, span) : value;
  const list = items.map((item) => comparable('=', operand, item, env, span)[1].expr);
  return typed({ kind: 'inList', span, operand: operand.expr, list, negated }, OID.bool);
}

function inQuery(value: Typed, { query, fields }: RewrittenQuery, negated: boolean, env: Env, span: Span): Typed {
  const [only] = fields;
  if (value.record === undefined && only !== undefined && fields.length === 1) {
    const operand = comparable('=', value, typed(raw(span, 'NULL'), only.type), env, span)[0];
    return typed({ kind: 'inQuery', span, operand: operand.expr, query, negated }, OID.bool);
  }
  return typed({ kind: 'inQuery', span, operand: value.expr, query, negated }, OID.bool);
}

/** A backslash escapes in PostgreSQL's LIKE and does not in the engine's. */
function like(expr: Like, env: Env): Typed {
  const { span, op, negated, quantifier } = expr;
  if (op === 'rlike')
    throw new PlanError(SQLSTATE.featureNotSupported, 'RLIKE is not supported in catalog queries', span);
  const operand = toText(env.tools.expression(expr.operand, env), env, span);
  const escapeBy =
    expr.escape === undefined
      ? string(span, '\\')
      : coerce(env.tools.expression(expr.escape, env), OID.text, env, span).expr;
  const one = (pattern: Expr): Expr => {
    if (op === 'similar') {
      return raw(
        span,
        `${negated ? 'NOT ' : ''}regexp_full_match({0}, {1}, 's')`,
        operand,
        similarPattern(pattern, span),
      );
    }
    return { kind: 'like', span, op, operand, patterns: [pattern], escape: escapeBy, negated };
  };
  if (quantifier === undefined) {
    const [pattern] = expr.patterns.map((each) => coerce(env.tools.expression(each, env), OID.text, env, span).expr);
    if (pattern === undefined) throw new Error('LIKE without a pattern');
    return typed(one(pattern), OID.bool);
  }
  const [only] = expr.patterns;
  if (only === undefined || expr.patterns.length > 1) {
    const all = expr.patterns.map((each) => one(coerce(env.tools.expression(each, env), OID.text, env, span).expr));
    return typed({ kind: 'logical', span, op: quantifier === 'any' ? 'or' : 'and', operands: all }, OID.bool);
  }
  const list = coerce(env.tools.expression(only, env), OID.textArray, env, span);
  return quantifiedList(list, quantifier, (item) => typed(one(item.expr), OID.bool), env, span);
}

/** `%` and `_` of SIMILAR TO, which otherwise is an anchored regular expression. */
function similarPattern(pattern: Expr, span: Span): Expr {
  if (pattern.kind !== 'string') {
    throw new PlanError(SQLSTATE.featureNotSupported, 'the pattern of SIMILAR TO must be a constant here', span);
  }
  const regex = pattern.value.replaceAll(/\\.|[%_.^$]/gs, (found) => {
    if (found === '%') return '.*';
    if (found === '_') return '.';
    return found.length === 1 ? `\\${found}` : found;
  });
  return string(span, regex);
}

function is(test: 'null' | 'true' | 'false' | 'unknown', value: Typed, negated: boolean, env: Env, span: Span): Typed {
  const operand =
    test === 'null'
      ? isUnknown(value)
        ? coerce(value, OID.text, env, span)
        : value
      : coerce(value, OID.bool, env, span);
  return typed({ kind: 'is', span, test, operand: operand.expr, negated }, OID.bool);
}

function caseOf(expr: Case, env: Env): Typed {
  const { span } = expr;
  const sub = (inner: Expr): Typed => env.tools.expression(inner, env);
  const operand = expr.operand === undefined ? undefined : sub(expr.operand);
  const thens = expr.branches.map(({ then }) => sub(then));
  const otherwise = expr.otherwise === undefined ? undefined : sub(expr.otherwise);
  const type = commonType(otherwise === undefined ? thens : [otherwise, ...thens]);
  const branches = expr.branches.map(({ when }, index) => {
    const test = sub(when);
    const condition = operand === undefined ? coerce(test, OID.bool, env, span) : binary('=', operand, test, env, span);
    // biome-ignore lint/suspicious/noThenProperty: the tree's own name
    return { when: condition.expr, then: coerce(thens[index] ?? test, type, env, span).expr };
  });
  const last = otherwise === undefined ? undefined : coerce(otherwise, type, env, span).expr;
  return typed({ kind: 'case', span, branches, otherwise: last }, type);
}

function quantified(expr: Quantified, env: Env): Typed {
  const { span, op, quantifier } = expr;
  const left = env.tools.expression(expr.left, env);
  if (expr.right.kind === 'query') {
    const query = subquery(expr.right, env);
    if (op === '=' && quantifier === 'any') return inQuery(left, query, false, env, span);
    if (op === '<>' && quantifier === 'all') return inQuery(left, query, true, env, span);
    const [only] = query.fields;
    if (only === undefined) throw oneColumn(span);
    const list: Expr = { kind: 'arrayQuery', span, query: query.query };
    return quantifiedOver(typed(list, arrayTypeOf(only.type)), left, expr, env);
  }
  const right = env.tools.expression(expr.right, env);
  const list = isUnknown(right) ? coerce(right, arrayTypeOf(left.type), env, span) : right;
  return quantifiedOver(list, left, expr, env);
}

function quantifiedOver(list: Typed, left: Typed, { op, quantifier, span }: Quantified, env: Env): Typed {
  const element = elementOf(list.type);
  if (element === undefined) {
    throw new PlanError(SQLSTATE.wrongObjectType, 'op ANY/ALL (array) requires array on right side', span);
  }
  if ((op === '=' && quantifier === 'any') || (op === '<>' && quantifier === 'all')) {
    const [value] = comparable(op, left, typed(raw(span, 'NULL'), element), env, span);
    const found = mayHoldNull(list.expr)
      ? '(list_contains({0}, {1}) OR CASE WHEN list_count({0}) < len({0}) THEN NULL ELSE false END)'
      : 'list_contains({0}, {1})';
    return typed(raw(span, `${op === '<>' ? 'NOT ' : ''}${found}`, list.expr, value.expr), OID.bool);
  }
  return quantifiedList(list, quantifier, (item) => binary(op, left, item, env, span), env, span);
}

/** The arrays of the catalog hold no NULLs. */
function mayHoldNull(list: Expr): boolean {
  const items = list.kind === 'raw' ? list.args[0] : list;
  if (items?.kind === 'array') return items.items.some((item) => item.kind !== 'string' && item.kind !== 'number');
  return list.kind !== 'column';
}

function quantifiedList(
  list: Typed,
  quantifier: 'any' | 'all',
  test: (item: Typed) => Typed,
  env: Env,
  span: Span,
): Typed {
  const name = env.state.alias('e');
  const body = test(typed(raw(span, `"${name}"`), elementOf(list.type) ?? OID.text));
  const [all, none] = quantifier === 'any' ? ['bool_or', 'false'] : ['bool_and', 'true'];
  const mapped = `list_transform({0}, lambda "${name}": {1})`;
  const text = `CASE WHEN len({0}) = 0 THEN ${none} ELSE list_aggregate(${mapped}, '${all}') END`;
  return typed(raw(span, text, list.expr, body.expr), OID.bool);
}

/** Arrays count from 1, the vectors of the catalog from 0. What is outside is NULL. */
function subscript(expr: Subscript, env: Env): Typed {
  const { span } = expr;
  const list = env.tools.expression(expr.operand, env);
  const element = elementOf(list.type);
  if (element === undefined) {
    throw new PlanError(SQLSTATE.datatypeMismatch, 'cannot subscript a value that is no array', span);
  }
  const index = coerce(env.tools.expression(expr.index, env), OID.int4, env, span).expr;
  const shift = countsFromZero(list) ? ' + 1' : '';
  const text = `CASE WHEN {1}${shift} >= 1 THEN list_extract({0}, {1}${shift}) END`;
  return typed(raw(span, text, list.expr, index), element);
}

function field(expr: FieldAccess, env: Env): Typed {
  const { span } = expr;
  const value = env.tools.expression(expr.operand, env);
  const name = expr.field.quoted ? expr.field.name : expr.field.name.toLowerCase();
  const found = value.record?.find((each) => each.name === name);
  if (found === undefined) {
    throw new PlanError(SQLSTATE.undefinedColumn, `could not identify column "${name}" in record data type`, span);
  }
  const key = name.replaceAll("'", "''").replaceAll('{', '{{');
  return typed(raw(span, `struct_extract({0}, '${key}')`, value.expr), found.type);
}

/** The columns of a query that stands in FROM, under their engine names. */
export function resultColumns({ fields }: RewrittenQuery, alias: string, span: Span) {
  return fields.map(({ name, type, typmod, record }, index) => ({
    name,
    type,
    typmod,
    record,
    expr: column(span, alias, columnAlias(index)),
    table: alias,
  }));
}
