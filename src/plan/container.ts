import type { Database, Oid, Relation, SchemaContainer } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { CreateDatabase, CreateSchema, DropStatement } from '../sql/statement.ts';
import { type CatalogEffects, nameLock, objectLock } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { DEFAULT_SCHEMA } from './names.ts';
import { requireOwner } from './ownership.ts';
import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** CREATE DATABASE, with its schema `public`. Source: reference, section 1.8. Throws 42P04, 42601. */
export function planCreateDatabase(statement: CreateDatabase, context: PlanContext): Plan {
  const { name, span } = statement.name;
  if (context.catalog.database(name) !== undefined) {
    if (statement.ifNotExists)
      return { kind: 'skip', tag: 'CREATE DATABASE', notice: `database "${name}" already exists, skipping` };
    throw new PlanError(SQLSTATE.duplicateDatabase, `database "${name}" already exists`, span);
  }
  if (/[:?/]/.test(name))
    throw new PlanError(SQLSTATE.invalidName, 'a database name cannot hold ":", "?" or "/"', span);
  const storage = databaseStorage(statement);
  return {
    kind: 'catalog',
    tag: 'CREATE DATABASE',
    locks: [nameLock('database', name)],
    touches: [],
    effects: (ids) => {
      const base = { createdAt: ids.now, owner: context.role };
      const database: Database = { ...base, kind: 'database', oid: ids.nextOid(), name, storage };
      const schema: SchemaContainer = {
        ...base,
        kind: 'schemaContainer',
        oid: ids.nextOid(),
        name: DEFAULT_SCHEMA,
        database: database.oid,
      };
      return { put: [database, schema] };
    },
  };
}

/** CREATE SCHEMA. Throws 42P06, 3D000. */
export function planCreateSchema(statement: CreateSchema, context: PlanContext): Plan {
  const { database, name } = schemaPlace(
    statement.name.parts.map((part) => part.name),
    statement.name.span,
    context,
  );
  if (context.catalog.schema(database.oid, name) !== undefined) {
    if (statement.ifNotExists)
      return { kind: 'skip', tag: 'CREATE SCHEMA', notice: `schema "${name}" already exists, skipping` };
    throw new PlanError(SQLSTATE.duplicateSchema, `schema "${name}" already exists`, statement.name.span);
  }
  return {
    kind: 'catalog',
    tag: 'CREATE SCHEMA',
    locks: [nameLock(database.oid, name)],
    touches: [database.oid],
    effects: (ids) => ({
      put: [
        {
          kind: 'schemaContainer',
          oid: ids.nextOid(),
          name,
          createdAt: ids.now,
          owner: context.role,
          database: database.oid,
        },
      ],
    }),
  };
}

/** DROP SCHEMA. CASCADE removes references, and the tables that had no other (reference, section 10). Throws 3F000, 2BP01. */
export function planDropSchema(statement: DropStatement, context: PlanContext): Plan {
  const [name] = statement.names;
  if (name === undefined) throw new PlanError(SQLSTATE.syntaxError, 'a schema is missing', statement.span);
  const place = schemaPlace(
    name.parts.map((part) => part.name),
    name.span,
    context,
  );
  const container = context.catalog.schema(place.database.oid, place.name);
  if (container === undefined) {
    if (statement.ifExists)
      return { kind: 'skip', tag: 'DROP SCHEMA', notice: `schema "${place.name}" does not exist, skipping` };
    throw new PlanError(SQLSTATE.invalidSchemaName, `schema "${place.name}" does not exist`, name.span);
  }
  requireOwner(container, 'schema', context, name.span);
  const held = relationsIn([container.oid], context);
  if (held.length > 0 && statement.behavior !== 'cascade') {
    throw new PlanError(
      SQLSTATE.dependentObjectsStillExist,
      `cannot drop schema ${container.name} because other objects depend on it`,
      name.span,
      {
        detail: `It holds ${held
          .slice(0, 5)
          .map((each) => `"${each.name}"`)
          .join(', ')}${held.length > 5 ? ` and ${held.length - 5} more` : ''}.`,
        hint: 'Use DROP … CASCADE to drop the dependent objects too.',
      },
    );
  }
  return {
    kind: 'catalog',
    tag: 'DROP SCHEMA',
    locks: [nameLock(place.database.oid, place.name), ...held.map(({ oid }) => objectLock(oid))],
    touches: [container.oid, ...held.map(({ oid }) => oid)],
    effects: () => withoutContainer(container.oid, held),
  };
}

/** DROP DATABASE. Throws 3D000, 2BP01 while it holds something, 55006 for the one of the connection. */
export function planDropDatabase(statement: DropStatement, context: PlanContext): Plan {
  const [name] = statement.names;
  const wanted = name?.parts[0]?.name ?? '';
  const span = name?.span ?? statement.span;
  const database = context.catalog.database(wanted);
  if (database === undefined) {
    if (statement.ifExists)
      return { kind: 'skip', tag: 'DROP DATABASE', notice: `database "${wanted}" does not exist, skipping` };
    throw new PlanError(SQLSTATE.invalidCatalogName, `database "${wanted}" does not exist`, span);
  }
  if (database.oid === context.database)
    throw new PlanError(SQLSTATE.objectInUse, 'cannot drop the currently open database', span);
  requireOwner(database, 'database', context, span);
  const schemas = schemasOf(database.oid, context);
  const held = relationsIn(
    schemas.map(({ oid }) => oid),
    context,
  );
  if (held.length > 0) {
    throw new PlanError(
      SQLSTATE.dependentObjectsStillExist,
      `database "${database.name}" still references assets`,
      span,
      {
        detail: `It holds ${held
          .slice(0, 5)
          .map((each) => `"${each.name}"`)
          .join(', ')}.`,
        hint: 'Drop its schemas with CASCADE first.',
      },
    );
  }
  return {
    kind: 'catalog',
    tag: 'DROP DATABASE',
    locks: [nameLock('database', database.name), ...schemas.map((schema) => nameLock(database.oid, schema.name))],
    touches: [database.oid, ...schemas.map(({ oid }) => oid)],
    effects: () => ({ remove: [...schemas.map(({ oid }) => oid), database.oid] }),
  };
}

export function schemasOf(database: Oid, context: PlanContext): readonly SchemaContainer[] {
  return [...context.catalog.objects()].filter(
    (each): each is SchemaContainer => each.kind === 'schemaContainer' && each.database === database,
  );
}

/** `schema` or `database.schema`. Throws 3D000. */
export function schemaPlace(
  parts: readonly string[],
  span: PlanError['span'],
  context: PlanContext,
): { readonly database: Database; readonly name: string } {
  const name = parts.at(-1) ?? '';
  const database = parts.length > 1 ? context.catalog.database(parts[0] ?? '') : context.catalog.get(context.database);
  if (database?.kind !== 'database') {
    throw new PlanError(SQLSTATE.invalidCatalogName, `database "${parts[0]}" does not exist`, span);
  }
  return { database, name };
}

function relationsIn(containers: readonly Oid[], context: PlanContext): readonly Relation[] {
  return [...context.catalog.relations()].filter((each) =>
    each.containers.some((container) => containers.includes(container)),
  );
}

function withoutContainer(container: Oid, held: readonly Relation[]): CatalogEffects {
  const put: Relation[] = [];
  const remove: Oid[] = [container];
  const engine: string[] = [];
  for (const relation of held) {
    const containers = relation.containers.filter((each) => each !== container);
    if (containers.length > 0) {
      put.push({ ...relation, containers });
      continue;
    }
    remove.push(relation.oid);
    if (relation.kind === 'dataset') engine.push(`DROP TABLE ${physicalTable(relation)}`);
  }
  return { put, remove, engine };
}

function databaseStorage(statement: CreateDatabase): Database['storage'] {
  let storage: Database['storage'] = 'lake';
  for (const property of statement.properties) {
    if (property.name === 'type' && property.value.toUpperCase() === 'QSACCEL') storage = 'accelerated';
    else if (property.name !== 'account') {
      throw new PlanError(
        SQLSTATE.invalidParameterValue,
        `property "${property.name}" cannot be "${property.value}"`,
        property.span,
        {
          hint: 'Use WITH (TYPE=QSACCEL, ACCOUNT=acp_query_batch) for a reporting database, or no properties.',
        },
      );
    }
  }
  return storage;
}
