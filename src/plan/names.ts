import type { Database, Dataset, Relation, SchemaContainer } from '../../catalog/objects.ts';
import { nearest } from '../core/nearest.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { QName } from '../sql/ast.ts';
import type { PlanContext } from './context.ts';
import { PlanError } from './plan-error.ts';

/** A name that is about to be given: where the relation will live, and what stands there already. */
export interface RelationPlace {
  readonly database: Database;
  readonly container: SchemaContainer;
  readonly name: string;
  readonly existing: Relation | undefined;
}

/** The relation a name stands for. Throws 42P01 with the nearest names, 3F000, 3D000. */
export function resolveRelation(name: QName, context: PlanContext): Relation {
  const found = findRelation(name, context);
  if (found !== undefined) return found;
  const wanted = name.parts.at(-1)?.name ?? '';
  const known = [...context.temporary.keys(), ...[...context.catalog.relations()].map((each) => each.name)];
  const near = nearest(wanted, known);
  throw new PlanError(SQLSTATE.undefinedTable, `relation "${displayName(name)}" does not exist`, name.span, {
    hint:
      near.length > 0
        ? `Perhaps you meant ${near.map((each) => `"${each}"`).join(' or ')}.`
        : 'SHOW TABLES lists what there is.',
  });
}

/** The same, or undefined when no relation has the name. A schema or database that does not exist is undefined as well. */
export function findRelation(name: QName, context: PlanContext): Relation | undefined {
  const [first, second, third] = name.parts.map((part) => part.name);
  if (first === undefined) return undefined;
  if (third !== undefined && second !== undefined) return inContainer(first, second, third, context);
  if (second !== undefined) {
    const here = context.catalog.get(context.database);
    const inDatabase = here === undefined ? undefined : inContainer(here.name, first, second, context);
    return inDatabase ?? inContainer(first, DEFAULT_SCHEMA, second, context);
  }
  const temporary = context.temporary.get(first.toLowerCase());
  if (temporary !== undefined) return temporary;
  for (const schema of context.searchPath) {
    const container = context.catalog.schema(context.database, schema);
    const relation = container === undefined ? undefined : context.catalog.relation(container.oid, first);
    if (relation !== undefined) return relation;
  }
  return undefined;
}

/** Where a new relation goes. Throws 3D000, 3F000, 42602. */
export function placeRelation(name: QName, context: PlanContext): RelationPlace {
  const parts = name.parts.map((part) => part.name);
  const relation = parts.at(-1) ?? '';
  checkTableName(relation, name);
  const database =
    parts.length === 3
      ? databaseNamed(parts[0] ?? '', name, context)
      : (context.catalog.get(context.database) as Database);
  const schemaName = parts.length >= 2 ? (parts.at(-2) ?? '') : firstSchema(context, database);
  const container = context.catalog.schema(database.oid, schemaName);
  if (container === undefined) {
    throw new PlanError(SQLSTATE.invalidSchemaName, `schema "${schemaName}" does not exist`, name.span, {
      hint: `CREATE SCHEMA ${schemaName} makes it; SHOW SCHEMAS lists those there are.`,
    });
  }
  return { database, container, name: relation, existing: context.catalog.relation(container.oid, relation) };
}

/** The dataset a name stands for, where only a table will do. Throws 42P01, 42809 for a view. */
export function resolveDataset(name: QName, context: PlanContext): Dataset {
  const relation = resolveRelation(name, context);
  if (relation.kind === 'dataset') return relation;
  throw new PlanError(SQLSTATE.wrongObjectType, `"${relation.name}" is not a table`, name.span, {
    detail: 'It is a view.',
  });
}

/** A name as its author wrote it, without quotes. */
export function displayName(name: QName): string {
  return name.parts.map((part) => part.name).join('.');
}

export const DEFAULT_SCHEMA = 'public';

/** Where a plain name is made: the first schema of the path that exists, as in PostgreSQL. */
function firstSchema(context: PlanContext, database: Database): string {
  return (
    context.searchPath.find((schema) => context.catalog.schema(database.oid, schema) !== undefined) ?? DEFAULT_SCHEMA
  );
}

function inContainer(database: string, schema: string, name: string, context: PlanContext): Relation | undefined {
  const found = context.catalog.database(database);
  const container = found === undefined ? undefined : context.catalog.schema(found.oid, schema);
  return container === undefined ? undefined : context.catalog.relation(container.oid, name);
}

function databaseNamed(wanted: string, name: QName, context: PlanContext): Database {
  const database = context.catalog.database(wanted);
  if (database !== undefined) return database;
  throw new PlanError(SQLSTATE.invalidCatalogName, `database "${wanted}" does not exist`, name.span, {
    hint: 'SHOW DATABASES lists those there are.',
  });
}

/**
 * The source forbids two consecutive underscores in table names (reference, section 8, item 2); dbt and other tools make
 * such names (`t__dbt_tmp`), so here they are allowed.
 */
function checkTableName(name: string, at: QName): void {
  const problem =
    name.length === 0 ? 'It is empty.' : name.length > 255 ? 'It is longer than 255 characters.' : undefined;
  if (problem !== undefined) {
    throw new PlanError(SQLSTATE.invalidName, `invalid table name "${name}"`, at.span, { detail: problem });
  }
}
