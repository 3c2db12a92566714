import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { memberName } from '../../functions/spark/structs.ts';
import { isList, isUnknown, sparkTypeName } from '../../functions/type-rules.ts';
import type {
  ArrayLiteral,
  Expr,
  FieldAccess,
  MapLiteral,
  Row,
  Slice,
  StructLiteral,
  Subscript,
  TypedArray,
} from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type Env, lower } from './analysis.ts';
import { convert } from './cast.ts';
import { fieldOf } from './field.ts';
import { at, rawAt, typeText } from './nodes.ts';
import { type NamedValue, structOf } from './row.ts';
import { expandStar } from './star.ts';
import { resolveTypeName } from './types.ts';
import { unify } from './unify.ts';

export function arrayLiteral(node: ArrayLiteral, env: Env): Typed {
  const { exprs, type } = unify(
    node.items.map((item) => lower(item, env)),
    'ARRAY types',
  );
  return { expr: { ...node, items: exprs }, type: { kind: 'list', element: type } };
}

/** `ARRAY<STRUCT<a STRING>>[('x'), …]`: each item is cast to the element's type, rows by position. */
export function typedArray(node: TypedArray, env: Env): Typed {
  const type = resolveTypeName(node.type);
  const element: DataType = type.kind === 'list' ? type.element : { kind: 'unknown' };
  const items = node.items.map((item) =>
    convert(asMember(lower(item, env), element), element, 'error', item.span, env.analysis),
  );
  const list: Expr = { kind: 'array', span: node.span, items };
  return { expr: rawAt(node.span, `CAST({0} AS ${typeText(type)})`, list), type };
}

/** `(x)` is no row to the parser: where a struct of one member is wanted, it is one. */
function asMember(value: Typed, element: DataType): Typed {
  if (element.kind !== 'struct' || element.fields.length !== 1 || value.type.kind === 'struct' || isUnknown(value.type))
    return value;
  return structOf([{ name: 'col1', ...value }], value.expr.span);
}

/** `struct(x AS a, b, 1)`: members are named by their alias, else by their column, else col1, col2 … */
export function structLiteral(node: StructLiteral, env: Env): Typed {
  const members: NamedValue[] = [];
  for (const { name, value } of node.members) {
    if (value.kind === 'star') {
      members.push(...expandStar(value, env).map((column) => ({ ...column, expr: at(value.span, column.expr) })));
      continue;
    }
    const { expr, type } = lower(value, env);
    members.push({ name: name?.name ?? memberName(value, members.length), expr, type });
  }
  if (members.length === 0) {
    throw new PlanError(SQLSTATE.syntaxError, 'a struct needs a member', node.span);
  }
  checkNames(members, node);
  return structOf(members, node.span);
}

function checkNames(members: readonly NamedValue[], node: Expr): void {
  const seen = new Set<string>();
  for (const { name, expr } of members) {
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw new PlanError(
        SQLSTATE.duplicateColumn,
        `field "${name}" specified more than once`,
        expr.span ?? node.span,
        {
          hint: 'Give one of the members an alias.',
        },
      );
    }
    seen.add(key);
  }
}

/** `(a, b)` as a value: a struct of col1, col2 … */
export function rowExpression(node: Row, env: Env): Typed {
  const members = node.items.map((item, i) => ({ name: `col${i + 1}`, ...lower(item, env) }));
  if (members.length === 0) throw new PlanError(SQLSTATE.syntaxError, 'a row needs a value', node.span);
  return structOf(members, node.span);
}

export function mapLiteral(node: MapLiteral, env: Env): Typed {
  const keys = unify(
    node.entries.map((entry) => lower(entry.key, env)),
    'MAP key types',
  );
  const values = unify(
    node.entries.map((entry) => lower(entry.value, env)),
    'MAP value types',
  );
  const entries = keys.exprs.map((key, i) => ({ key, value: values.exprs[i] ?? key }));
  return { expr: { ...node, entries }, type: { kind: 'map', key: keys.type, value: values.type } };
}

/**
 * `a[i]` counts from 0, NULL beyond the ends; `m[k]` is the value at a key; `s['f']` a member. Section 10, subscripts.
 * Throws 42804 for other types.
 */
export function subscript(node: Subscript, env: Env): Typed {
  const operand = lower(node.operand, env);
  const { type } = operand;
  if (node.index.kind === 'string' && (type.kind === 'struct' || isListOfStructs(type))) {
    const name = { kind: 'ident', span: node.index.span, name: node.index.value, quoted: false } as const;
    return fieldOf(operand, name, env);
  }
  const index = lower(node.index, env);
  if (type.kind === 'map') {
    return {
      expr: rawAt(node.span, 'map_extract_value({0}, {1})', operand.expr, castTo(index, type.key, 'null')),
      type: type.value,
    };
  }
  if (isList(type) && 'element' in type) {
    if (node.index.kind !== 'null' && !isNegative(node.index)) {
      return { expr: element(node, operand, index), type: type.element };
    }
    return { expr: rawAt(node.span, '{0}[1:0][1]', operand.expr), type: type.element };
  }
  if (isUnknown(type)) {
    const numeric = node.index.kind !== 'string';
    return {
      expr: numeric ? element(node, operand, index) : rawAt(node.span, '{0}[{1}]', operand.expr, index.expr),
      type,
    };
  }
  if (type.kind === 'json') return { expr: rawAt(node.span, 'json_extract({0}, {1})', operand.expr, index.expr), type };
  throw new PlanError(SQLSTATE.datatypeMismatch, `cannot subscript type ${sparkTypeName(type)}`, node.span, {
    hint: 'Arrays are subscripted by position from 0, maps by key, structs by the name of a field.',
  });
}

function isListOfStructs(type: DataType): boolean {
  return (type.kind === 'list' || type.kind === 'array') && type.element.kind === 'struct';
}

function isNegative(index: Expr): boolean {
  return (
    index.kind === 'unary' && index.op === '-' && index.operand.kind === 'number' && Number(index.operand.text) > 0
  );
}

/** DuckDB counts from 1, and negative positions from the end. */
function element(node: Subscript, list: Typed, index: Typed): Expr {
  const { span } = node;
  if (node.index.kind === 'number' && /^\d+$/.test(node.index.text)) {
    return rawAt(span, `{0}[${BigInt(node.index.text) + 1n}]`, list.expr);
  }
  const position =
    index.type.kind === 'integer' || isUnknown(index.type) ? index.expr : castTo(index, { kind: 'bigint' }, 'null');
  return rawAt(span, '{0}[CASE WHEN {1} >= 0 THEN {1} + 1 END]', list.expr, position);
}

/** `(expr).field`. */
export function fieldAccess(node: FieldAccess, env: Env): Typed & { readonly name: string } {
  const operand = lower(node.operand, env);
  if (node.field.name === '*' && !node.field.quoted) {
    throw new PlanError(SQLSTATE.featureNotSupported, '.* can only stand in a select list', node.field.span);
  }
  const value = fieldOf(operand, node.field, env);
  return { ...value, expr: at(node.span, value.expr) };
}

export function slice(node: Slice): never {
  throw new PlanError(SQLSTATE.featureNotSupported, 'slices of arrays are not supported', node.span, {
    hint: 'Use slice(array, start, length), which counts from 1.',
  });
}
