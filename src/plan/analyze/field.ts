import { SQLSTATE } from '../../core/sql-state.ts';
import { castTo } from '../../functions/casts.ts';
import type { Typed } from '../../functions/definition.ts';
import { quote } from '../../functions/sql-text.ts';
import { sparkTypeName } from '../../functions/type-rules.ts';
import type { Ident } from '../../sql/ast.ts';
import type { DataType, StructField } from '../../types/data-type.ts';
import { PlanError } from '../plan-error.ts';
import type { Env } from './analysis.ts';
import { nearHint } from './near-hint.ts';
import { columnRef, rawAt } from './nodes.ts';

const UNKNOWN: DataType = { kind: 'unknown' };

/**
 * `value.field` by the type of the value: a member of a struct; of an array of structs, an array of the member; of a map,
 * the value at the key. Throws 42703 for a member that is not there, 42809 where the type has none.
 */
export function fieldOf(value: Typed, field: Ident, env: Env): Typed & { readonly name: string } {
  const { expr, type } = value;
  const { span } = field;
  switch (type.kind) {
    case 'struct': {
      const member = memberOf(type.fields, field);
      const extract = rawAt(span, `struct_extract({0}, ${quote(member.name)})`, expr);
      return { expr: extract, type: member.type, name: member.name };
    }
    case 'list':
    case 'array': {
      const { element } = type;
      if (element.kind !== 'struct') break;
      const each = env.analysis.next('each');
      const inner = fieldOf({ expr: columnRef([each], span), type: element }, field, env);
      const list = rawAt(span, `list_transform({0}, lambda ${each}: {1})`, expr, inner.expr);
      return { expr: list, type: { kind: 'list', element: inner.type }, name: inner.name };
    }
    case 'map': {
      const key = castTo(
        { expr: { kind: 'string', span, value: field.name }, type: { kind: 'varchar' } },
        type.key,
        'null',
      );
      return { expr: rawAt(span, 'map_extract_value({0}, {1})', expr, key), type: type.value, name: field.name };
    }
    case 'union': {
      const member = memberOf(type.members, field);
      return {
        expr: rawAt(span, `union_extract({0}, ${quote(member.name)})`, expr),
        type: member.type,
        name: member.name,
      };
    }
    case 'unknown':
      return { expr: rawAt(span, `struct_extract({0}, ${quote(field.name)})`, expr), type: UNKNOWN, name: field.name };
    default:
      break;
  }
  throw new PlanError(
    SQLSTATE.wrongObjectType,
    `a value of type ${sparkTypeName(type)} has no field "${field.name}"`,
    span,
    {
      hint: 'Only a struct, a map and an array of structs have fields.',
    },
  );
}

function memberOf(fields: readonly StructField[], wanted: Ident): StructField {
  const key = wanted.name.toLowerCase();
  const found =
    fields.find((field) => field.name === wanted.name) ?? fields.find((field) => field.name.toLowerCase() === key);
  if (found !== undefined) return found;
  const names = fields.map((field) => field.name);
  throw new PlanError(SQLSTATE.undefinedColumn, `field "${wanted.name}" does not exist`, wanted.span, {
    detail: `The struct has ${listOf(names)}.`,
    hint: nearHint(wanted.name, names),
  });
}

const MOST_NAMES = 20;

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `"${name}"`);
  if (names.length > MOST_NAMES) shown.push(`${names.length - MOST_NAMES} more`);
  return shown.join(', ');
}
