import type { DatasetColumn } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { sameType, sparkTypeName } from '../functions/type-rules.ts';
import type { Expr } from '../sql/ast.ts';
import { type DataType, duckdbTypeName, type StructField } from '../types/data-type.ts';
import { PlanError } from './plan-error.ts';

/**
 * A value on its way into a column, as an expression of the column's type. Structs go in by name when every name matches,
 * else by position when number and types agree (reference, section 10, decision 6): DuckDB alone would match by name and
 * fill what is missing with NULL. Throws 42804 naming the column and the member.
 */
export function assignment(value: Expr, from: DataType, column: Pick<DatasetColumn, 'name' | 'type'>): Expr {
  if (from.kind === 'unknown' || sameType(from, column.type)) return castTo(value, column.type);
  return convert(value, from, column.type, column.name);
}

function convert(value: Expr, from: DataType, to: DataType, path: string): Expr {
  if (from.kind === 'struct' && to.kind === 'struct') return convertStruct(value, from.fields, to, path);
  if (from.kind === 'list' && to.kind === 'list' && needsWork(from.element, to.element)) {
    const item: Expr = { kind: 'raw', span: value.span, text: 'item', args: [] };
    const body = convert(item, from.element, to.element, path);
    return { kind: 'raw', span: value.span, text: 'list_transform({0}, lambda item: {1})', args: [value, body] };
  }
  if (nested(from) !== nested(to) && from.kind !== 'varchar') {
    throw mismatch(
      value,
      path,
      `column "${path}" is of type ${sparkTypeName(to)} but expression is of type ${sparkTypeName(from)}`,
    );
  }
  return castTo(value, to);
}

function convertStruct(
  value: Expr,
  from: readonly StructField[],
  to: DataType & { kind: 'struct' },
  path: string,
): Expr {
  const byName = (field: StructField): StructField | undefined =>
    from.find((each) => each.name.toLowerCase() === field.name.toLowerCase());
  const allNamed = from.every((field) =>
    to.fields.some((each) => each.name.toLowerCase() === field.name.toLowerCase()),
  );
  if (!allNamed && from.length !== to.fields.length) {
    const stranger = from.find(
      (field) => !to.fields.some((each) => each.name.toLowerCase() === field.name.toLowerCase()),
    );
    throw mismatch(value, path, `column "${path}" has no member "${stranger?.name ?? ''}"`);
  }
  const members = to.fields.map((field, index) => {
    const source = allNamed ? byName(field) : from[index];
    if (source === undefined) return { field, expr: undefined };
    if (!allNamed && nested(source.type) !== nested(field.type)) {
      throw mismatch(
        value,
        path,
        `member "${field.name}" of column "${path}" cannot take "${source.name}" by position`,
      );
    }
    const extracted: Expr = {
      kind: 'raw',
      span: value.span,
      text: `struct_extract({0}, ${quoteText(source.name)})`,
      args: [value],
    };
    return { field, expr: convert(extracted, source.type, field.type, `${path}.${field.name}`) };
  });
  const parts = members.map(({ field, expr }, index) =>
    expr === undefined ? `${quoteName(field.name)} := NULL` : `${quoteName(field.name)} := {${index + 1}}`,
  );
  const args = members.map(({ expr }) => expr ?? NULL_LITERAL);
  const text = `CASE WHEN {0} IS NULL THEN NULL ELSE struct_pack(${parts.join(', ')}) END`;
  return castTo({ kind: 'raw', span: value.span, text, args: [value, ...args] }, to);
}

const NULL_LITERAL: Expr = { kind: 'null', span: { start: 0, end: 0 } };

function mismatch(value: Expr, path: string, message: string): PlanError {
  return new PlanError(SQLSTATE.datatypeMismatch, message, value.span, {
    hint: `Give every member of "${path}" the name it has in the table, or the same number of members in the same order.`,
  });
}

function nested(type: DataType): boolean {
  return type.kind === 'struct' || type.kind === 'list' || type.kind === 'map' || type.kind === 'array';
}

function needsWork(from: DataType, to: DataType): boolean {
  return !sameType(from, to) && (from.kind === 'struct' || from.kind === 'list');
}

function castTo(value: Expr, type: DataType): Expr {
  return {
    kind: 'raw',
    span: value.span,
    text: `CAST({0} AS ${duckdbTypeName(type).replaceAll('{', '{{')})`,
    args: [value],
  };
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('{', '{{')}'`;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll('{', '{{')}"`;
}
