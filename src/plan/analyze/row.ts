import type { Typed } from '../../functions/definition.ts';
import { quoteName } from '../../functions/sql-text.ts';
import type { Expr, Span } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { rawAt } from './nodes.ts';

export interface NamedValue {
  readonly name: string;
  readonly expr: Expr;
  readonly type: DataType;
}

/** A struct of values; DuckDB has no struct without members. */
export function structOf(members: readonly NamedValue[], span: Span): Typed {
  const text = members.map((member, i) => `${quoteName(member.name)} := {${i}}`).join(', ');
  return {
    expr: rawAt(span, `struct_pack(${text})`, ...members.map((member) => member.expr)),
    type: { kind: 'struct', fields: members.map(({ name, type }) => ({ name, type })) },
  };
}

/** `t` where a table of that name is in FROM: its columns as one struct. */
export function wholeRow(
  columns: readonly (NamedValue & { readonly hidden?: boolean | undefined })[],
  span: Span,
): Typed {
  return structOf(
    columns.filter((column) => column.hidden !== true),
    span,
  );
}
