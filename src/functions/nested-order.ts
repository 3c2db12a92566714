import type { Expr } from '../sql/ast.ts';
import type { DataType } from '../types/data-type.ts';
import { quote, raw } from './sql-text.ts';
import { isList } from './type-rules.ts';

/**
 * A nested value in a form that DuckDB orders as Spark does: a NULL inside is the least there and the greatest here, so each part
 * is led by whether it is present. The form is only good for comparing.
 */
export function nullsFirst(expr: Expr, type: DataType): Expr {
  if (isList(type) && 'element' in type) {
    return raw('list_transform({0}, lambda sh_o: {1})', expr, part(raw('sh_o'), type.element));
  }
  if (type.kind !== 'struct') return expr;
  const members = type.fields.map((field) => part(raw(`struct_extract({0}, ${quote(field.name)})`, expr), field.type));
  const text = members.map((_, i) => `'m${i}': {${i + 1}}`).join(', ');
  return raw(`CASE WHEN {0} IS NOT NULL THEN {{${text}} END`, expr, ...members);
}

function part(expr: Expr, type: DataType): Expr {
  return raw("{{'p': {0} IS NOT NULL, 'v': {1}}", expr, nullsFirst(expr, type));
}
