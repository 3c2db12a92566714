import type { Expr, Span } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { elementOf, isOidLike, isRegistered } from '../types/engine-type.ts';
import { toText } from './coerce.ts';
import type { Env } from './state.ts';
import { raw, type Typed, typed } from './typed.ts';

const PLAIN: ReadonlySet<number> = new Set([
  OID.bool,
  OID.int2,
  OID.int4,
  OID.int8,
  OID.numeric,
  OID.float4,
  OID.float8,
]);

/** A value as JSON text, with PostgreSQL's spaces; NULL stays NULL. */
export function jsonText(value: Typed, env: Env, span: Span): Expr {
  const { type } = value;
  if (type === OID.json || type === OID.jsonb) return value.expr;
  if (value.record !== undefined) return recordJson(value, value.record, env, span);
  if (PLAIN.has(type)) return toText(value, env, span);
  const element = elementOf(type);
  if (element !== undefined) {
    const item = env.state.alias('e');
    const body = jsonText(typed(raw(span, `"${item}"`), element), env, span);
    const list = `list_transform({0}, lambda "${item}": coalesce({1}, 'null'))`;
    return raw(span, `'[' || array_to_string(${list}, ',') || ']'`, value.expr, body);
  }
  // PostgreSQL quotes OIDs in JSON, as it does everything whose type is not one of its numbers.
  const text =
    isOidLike(type) && !isRegistered(type) ? raw(span, 'CAST({0} AS VARCHAR)', value.expr) : toText(value, env, span);
  return raw(span, 'CAST(to_json({0}) AS VARCHAR)', text);
}

/** `{"a":1,"b":null}`, as row_to_json writes it. */
function recordJson(value: Typed, fields: NonNullable<Typed['record']>, env: Env, span: Span): Expr {
  const texts = fields.map(({ name, type }) => {
    const key = name.replaceAll("'", "''").replaceAll('{', '{{');
    return jsonText(typed(raw(span, `struct_extract({0}, '${key}')`, value.expr), type), env, span);
  });
  const parts = fields.map(({ name }, index) => {
    const key = JSON.stringify(name).replaceAll("'", "''").replaceAll('{', '{{');
    return `'${index === 0 ? '' : ','}${key}:' || coalesce({${index}}, 'null')`;
  });
  return raw(span, `'{{' || ${[...parts, "'}'"].join(' || ')}`, ...texts);
}
