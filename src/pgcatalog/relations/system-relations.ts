import type { ModelRelation } from '../model/objects.ts';
import { BOOTSTRAP_ROLE } from '../types/pg-type.ts';
import { INFORMATION_SCHEMA_OID, PG_CATALOG_OID } from '../types/system-schemas.ts';
import { CATALOG_TABLES } from './columns/catalog-tables.ts';
import { CATALOG_VIEWS } from './columns/catalog-views.ts';
import { INFORMATION_SCHEMA } from './columns/information-schema.ts';
import { type RelationShape, readShapes } from './definition.ts';

/** Every relation of pg_catalog and information_schema, by name. */
export const CATALOG_SHAPES: ReadonlyMap<string, RelationShape> = byName([
  ...readShapes(CATALOG_TABLES, 'pg_catalog'),
  ...readShapes(CATALOG_VIEWS, 'pg_catalog'),
]);
export const INFORMATION_SHAPES: ReadonlyMap<string, RelationShape> = byName(
  readShapes(INFORMATION_SCHEMA, 'information_schema'),
);

function byName(shapes: readonly RelationShape[]): ReadonlyMap<string, RelationShape> {
  return new Map(shapes.map((shape) => [shape.name, shape]));
}

/** The same relations as the catalog shows them of itself. */
export const SYSTEM_RELATIONS: readonly ModelRelation[] = [
  ...CATALOG_SHAPES.values(),
  ...INFORMATION_SHAPES.values(),
].map(({ oid, schema, name, kind, columns, rowType, rowArray }) => ({
  oid,
  name,
  schema: schema === 'pg_catalog' ? PG_CATALOG_OID : INFORMATION_SCHEMA_OID,
  owner: BOOTSTRAP_ROLE,
  kind,
  temporary: false,
  attributes: columns.map((column, index) => ({
    number: index + 1,
    name: column.name,
    oid: column.declared?.oid ?? column.type,
    typmod: -1,
    dimensions: 0,
    notNull: column.declared?.notNull ?? false,
  })),
  rowType,
  rowArray,
  system: true,
  source: oid,
}));
