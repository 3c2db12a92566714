import { SQLSTATE } from '../../core/sql-state.ts';
import { type CastMode, castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { quote, quoteName } from '../../functions/sql-text.ts';
import {
  isDatetime,
  isInteger,
  isList,
  isNested,
  isNumeric,
  isText,
  isUnknown,
  sameType,
  sparkTypeName,
} from '../../functions/type-rules.ts';
import type { Cast, Expr, Span } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import { type Analysis, type Env, lower } from './analysis.ts';
import { columnRef, rawAt, typeText } from './nodes.ts';
import { postgresLiteral } from './postgres-literal.ts';
import { resolveTypeName } from './types.ts';

const TEXT: DataType = { kind: 'varchar' };

/** `CAST`: an error where the value has no meaning in the type; `TRY_CAST`: NULL there (section 10, casts). */
export function castExpression(node: Cast, env: Env): Typed {
  const operand = lower(node.operand, env);
  const type = resolveTypeName(node.type);
  checkCast(operand.type, type, node.span);
  const literal = postgresLiteral(
    operand.expr,
    node,
    type,
    env.analysis.context.options.dateOrder ?? 'MDY',
    (value, to) =>
      convert({ expr: { kind: 'string', span: node.span, value }, type: TEXT }, to, 'error', node.span, env.analysis),
  );
  if (literal !== undefined) return { expr: literal, type };
  const converted = convert(operand, type, node.try ? 'null' : 'error', node.span, env.analysis);
  // TRY_CAST reads text by the standard's rules: a fraction is no whole number, where CAST cuts it off
  const whole = node.try && isText(operand.type) && isInteger(type);
  return {
    expr: whole
      ? rawAt(node.span, "CASE WHEN NOT contains({0}, '.') THEN {1} END", operand.expr, converted)
      : converted,
    type,
  };
}

/**
 * Throws 42846 for a nested value as a plain one or as a nested one of another kind, and between dates or times and what
 * stands for none. Text may be read as anything.
 */
function checkCast(from: DataType, to: DataType, span: Span): void {
  if (isUnknown(from) || isText(from) || isText(to)) return;
  const hint =
    isNested(from) || isNested(to)
      ? from.kind === to.kind || (isList(from) && isList(to))
        ? undefined
        : 'Take the value apart first, or cast it to string.'
      : momentHint(from, to);
  if (hint === undefined) return;
  const message = `cannot cast type ${sparkTypeName(from)} to ${sparkTypeName(to)}`;
  throw new PlanError(SQLSTATE.cannotCoerce, message, span, { hint });
}

/** What to write instead of a cast that no date or time has; undefined for one that has a meaning. */
function momentHint(from: DataType, to: DataType): string | undefined {
  if (from.kind === 'date' && isNumeric(to)) return 'unix_date(d) counts the days since 1970.';
  if (isNumeric(from) && to.kind === 'date') return 'date_from_unix_date(n) counts days from 1970.';
  const truth = from.kind === 'boolean' ? to : to.kind === 'boolean' ? from : undefined;
  return truth !== undefined && isDatetime(truth) ? 'Write a condition, or CASE WHEN … THEN … END.' : undefined;
}

/** A conversion; members of structs go by position, as in Spark, where DuckDB goes by name. */
export function convert(value: Typed, to: DataType, mode: CastMode, span: Span, analysis: Analysis): Expr {
  const { expr, type: from } = value;
  if (from.kind === 'unknown') return rawAt(span, `${tryOf(mode)}CAST({0} AS ${typeText(to)})`, expr);
  if (
    from.kind === 'struct' &&
    to.kind === 'struct' &&
    from.fields.length === to.fields.length &&
    !sameType(from, to)
  ) {
    return structByPosition(expr, from.fields, to.fields, mode, span, analysis);
  }
  if (isList(from) && to.kind === 'list' && 'element' in from && holdsStruct(from.element) && !sameType(from, to)) {
    const each = analysis.next('each');
    const element: Typed = { expr: columnRef([each], span), type: from.element };
    return rawAt(
      span,
      `list_transform({0}, lambda ${each}: {1})`,
      expr,
      convert(element, to.element, mode, span, analysis),
    );
  }
  return castTo(value, to, mode);
}

function structByPosition(
  expr: Expr,
  from: readonly { readonly name: string; readonly type: DataType }[],
  to: readonly { readonly name: string; readonly type: DataType }[],
  mode: CastMode,
  span: Span,
  analysis: Analysis,
): Expr {
  const members = from.map((field, i): Expr => {
    const extract = rawAt(span, `struct_extract({0}, ${quote(field.name)})`, expr);
    return convert({ expr: extract, type: field.type }, to[i]?.type ?? field.type, mode, span, analysis);
  });
  const text = to.map((field, i) => `${quoteName(field.name)} := {${i + 1}}`).join(', ');
  return rawAt(span, `CASE WHEN {0} IS NOT NULL THEN struct_pack(${text}) END`, expr, ...members);
}

function holdsStruct(type: DataType): boolean {
  return type.kind === 'struct' || (type.kind === 'list' && holdsStruct(type.element));
}

function tryOf(mode: CastMode): string {
  return mode === 'null' ? 'TRY_' : '';
}
