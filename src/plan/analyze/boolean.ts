import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { isText, isUnknown, sparkTypeName } from '../../functions/type-rules.ts';
import type { Expr } from '../../sql/ast.ts';
import { PlanError } from '../plan-error.ts';

/** A condition. A string or a variable is read as a boolean, as in PostgreSQL; other text is 42804, as are other types. */
export function asBoolean(written: Expr, value: Typed, place: string): Expr {
  if (value.type.kind === 'boolean' || isUnknown(value.type)) return value.expr;
  const constant = written.kind === 'string' || written.kind === 'variable';
  if (constant && isText(value.type)) return castTo(value, { kind: 'boolean' }, 'error');
  const message = `argument of ${place} must be type boolean, not type ${sparkTypeName(value.type)}`;
  throw new PlanError(SQLSTATE.datatypeMismatch, message, written.span, {
    hint: 'Write a comparison, IS NOT NULL, or CAST(… AS boolean).',
  });
}
