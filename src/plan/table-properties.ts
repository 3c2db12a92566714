import type { Dataset, DatasetIdentity } from '../../catalog/objects.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Property } from '../sql/statement.ts';
import type { PlanContext } from './context.ts';
import type { RelationPlace } from './names.ts';
import { PlanError } from './plan-error.ts';
import { registeredSchema } from './schema-binding.ts';

type Properties = Partial<Pick<Dataset, 'labels' | 'schemaName' | 'rowValidation'>>;

/**
 * `WITH (…)` of CREATE TABLE and CTAS. Source: reference, section 1.2; UPSERT comes with PROFILE (section 10).
 * `identities` is undefined for a CTAS, whose identity ALTER TABLE declares later. Throws 42601 for an unknown property,
 * 22023 for a bad value, 42P16 for PROFILE without a primary identity.
 */
export function tableProperties(
  properties: readonly Property[],
  target: { readonly place: RelationPlace; readonly temporary: boolean },
  identities: readonly DatasetIdentity[] | undefined,
  context: PlanContext,
): Properties {
  let result: Properties = {};
  for (const property of properties) {
    switch (property.name) {
      case 'label':
        result = { ...result, labels: profileLabels(property, target, identities) };
        break;
      case 'schema':
        result = { ...result, schemaName: schemaNamed(property, context), rowValidation: result.rowValidation ?? true };
        break;
      case 'rowvalidation':
        result = { ...result, rowValidation: booleanValue(property) };
        break;
      case 'distribution':
        // A placement hint for many machines; there is one.
        break;
      default:
        throw new PlanError(SQLSTATE.syntaxError, `unrecognized table property "${property.name}"`, property.span, {
          hint: 'Properties are schema, rowvalidation, label and distribution.',
        });
    }
  }
  return result;
}

function profileLabels(
  property: Property,
  { place, temporary }: { readonly place: RelationPlace; readonly temporary: boolean },
  identities: readonly DatasetIdentity[] | undefined,
): Dataset['labels'] {
  if (property.value.toUpperCase() !== 'PROFILE') {
    throw new PlanError(SQLSTATE.invalidParameterValue, `label "${property.value}" is not known`, property.span, {
      hint: "The label of a new table is 'PROFILE', which brings UPSERT with it.",
    });
  }
  if (temporary || place.database.storage === 'accelerated') {
    throw new PlanError(SQLSTATE.wrongObjectType, 'only lake tables can be profile-enabled', property.span);
  }
  if (identities !== undefined) requirePrimaryIdentity(identities, property.span);
  return ['PROFILE', 'UPSERT'];
}

/** Throws 42P16. */
export function requirePrimaryIdentity(identities: readonly DatasetIdentity[], span: Property['span']): void {
  if (identities.some(({ primary }) => primary)) return;
  throw new PlanError(SQLSTATE.invalidTableDefinition, 'a profile-enabled table needs a primary identity', span, {
    hint: "Declare one: column type PRIMARY IDENTITY NAMESPACE 'Email', or ALTER TABLE … ADD CONSTRAINT PRIMARY IDENTITY (column) NAMESPACE 'Email'.",
  });
}

function schemaNamed(property: Property, context: PlanContext): string {
  const schema = registeredSchema(property.value, context);
  if (schema !== undefined) return schema.name;
  throw new PlanError(SQLSTATE.undefinedObject, `schema "${property.value}" does not exist`, property.span, {
    hint: 'A schema is a field group (CREATE FIELDGROUP) or the schema of a table by its name.',
  });
}

function booleanValue(property: Property): boolean {
  const value = property.value.toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new PlanError(SQLSTATE.invalidParameterValue, `property "${property.name}" takes true or false`, property.span);
}
