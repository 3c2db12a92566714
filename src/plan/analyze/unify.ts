import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { commonType, isFloating, isInteger, isUnknown, sameType, sparkTypeName } from '../../functions/type-rules.ts';
import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';

export interface Unified {
  readonly exprs: readonly Expr[];
  readonly type: DataType;
}

/**
 * Values brought to the one type they share: text where text meets numbers or dates, the wider number. `what` names them in
 * the message, in the plural. Throws 42804 at the first value whose type has nothing in common with those before it.
 */
export function unify(values: readonly Typed[], what: string): Unified {
  let type: DataType = { kind: 'unknown' };
  for (const value of values) {
    const common = commonType(type, value.type);
    if (common === undefined) {
      const message = `${what} ${sparkTypeName(type)} and ${sparkTypeName(value.type)} cannot be matched`;
      throw new PlanError(SQLSTATE.datatypeMismatch, message, value.expr.span, { hint: 'Cast them to one type.' });
    }
    type = common;
  }
  return { exprs: values.map((value) => toCommon(value, type)), type };
}

/** A value as the common type; what DuckDB widens by itself stays as it is. */
export function toCommon(value: Typed, type: DataType): Expr {
  if (isUnknown(value.type) || isUnknown(type) || sameType(value.type, type)) return value.expr;
  if ((isInteger(value.type) && isInteger(type)) || (isInteger(value.type) && isFloating(type))) return value.expr;
  return castTo(value, type, 'null');
}
