import type { Dataset } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { commonType, isNested, isText, isUnknown, sameType, sparkTypeName } from '../functions/type-rules.ts';
import type { Span } from '../sql/ast.ts';
import type { DataType, StructField } from '../types/data-type.ts';
import type { PlanContext } from './context.ts';
import { PlanError } from './plan-error.ts';

/** A schema that tables can be bound to: a field group, or the columns of a table that is there. */
export interface RegisteredSchema {
  readonly name: string;
  readonly fields: readonly (StructField & { readonly notNull?: boolean })[];
}

/** By the name of a field group, else by the name or display name of a table. */
export function registeredSchema(name: string, context: PlanContext): RegisteredSchema | undefined {
  const group = context.catalog.fieldGroup(name);
  if (group !== undefined) return { name: group.name, fields: group.columns };
  const wanted = name.toLowerCase();
  const named = (dataset: Dataset): boolean =>
    dataset.name.toLowerCase() === wanted || dataset.displayName.toLowerCase() === wanted;
  for (const dataset of context.catalog.datasets()) {
    if (named(dataset)) return { name: dataset.name, fields: dataset.columns };
  }
  return undefined;
}

/**
 * The fields of the schema in the order of `columns`, which must be its root fields, each once, of fitting types.
 * Source: reference, section 1.2. Throws 22023 for a field that one side lacks, 42804 for a type that does not fit.
 */
export function boundFields(
  columns: readonly StructField[],
  schema: RegisteredSchema,
  span: Span,
): RegisteredSchema['fields'] {
  const bound = columns.map((column) => {
    const field = fieldNamed(column.name, schema.fields);
    if (field === undefined) {
      throw invalid(
        SQLSTATE.invalidParameterValue,
        `The schema "${schema.name}" has no field "${column.name}".`,
        schema,
        span,
      );
    }
    const problem = misfit(column.type, field.type, column.name);
    if (problem !== undefined) throw invalid(SQLSTATE.datatypeMismatch, problem, schema, span);
    return field;
  });
  const missing = schema.fields.find((field) => fieldNamed(field.name, columns) === undefined);
  if (missing !== undefined) {
    const detail = `The field "${missing.name}" of the schema "${schema.name}" is missing.`;
    throw invalid(SQLSTATE.invalidParameterValue, detail, schema, span);
  }
  return bound;
}

function invalid(
  sqlState: typeof SQLSTATE.invalidParameterValue,
  detail: string,
  schema: RegisteredSchema,
  span: Span,
): PlanError {
  const fields = schema.fields.map(({ name, type }) => `${name} ${sparkTypeName(type)}`).join(', ');
  return new PlanError(sqlState, 'Error validating schema', span, {
    detail,
    hint: `Give its root fields, under their names: ${fields}.`,
  });
}

function fieldNamed<F extends StructField>(name: string, fields: readonly F[]): F | undefined {
  return fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
}

/** Why a value cannot go into a field without losing anything; undefined when it can. Members may be absent, not unknown. */
function misfit(from: DataType, to: DataType, path: string): string | undefined {
  if (isUnknown(from) || sameType(from, to)) return undefined;
  if (from.kind === 'struct' && to.kind === 'struct') {
    for (const member of from.fields) {
      const field = fieldNamed(member.name, to.fields);
      if (field === undefined) return `The field "${path}" has no member "${member.name}".`;
      const problem = misfit(member.type, field.type, `${path}.${member.name}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (from.kind === 'list' && to.kind === 'list') return misfit(from.element, to.element, `${path}[]`);
  if (from.kind === 'map' && to.kind === 'map') {
    return misfit(from.key, to.key, `${path} keys`) ?? misfit(from.value, to.value, `${path} values`);
  }
  const wider = isNested(from) || isNested(to) || isText(from) !== isText(to) ? undefined : commonType(from, to);
  if (wider !== undefined && sameType(wider, to)) return undefined;
  return `The field "${path}" is of type ${sparkTypeName(to)}, not ${sparkTypeName(from)}.`;
}
