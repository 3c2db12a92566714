import type { CatalogObject, Dataset, DatasetConstraint, View } from '../../../catalog/objects.ts';
import type { DataType } from '../../types/data-type.ts';
import { type CompositeOf, columnType } from './column-types.ts';
import { Derived, type DerivedOids } from './derived-oid.ts';
import type { ModelAttribute, ModelConstraint, ModelIndex, ModelRelation, ModelSchema } from './objects.ts';

interface Parts {
  readonly relations: readonly ModelRelation[];
  readonly constraints: readonly ModelConstraint[];
  readonly indexes: readonly ModelIndex[];
}

interface Place {
  readonly relation: Dataset | View;
  readonly schema: number;
  readonly oid: number;
}

/**
 * Relations made before, by the catalog's own immutable object: a picture of a changed catalog takes most of its relations
 * from the one before it.
 */
export class RelationCache {
  readonly relations = new WeakMap<Dataset | View, CachedRelations>();
  readonly indexes = new WeakMap<ModelRelation, readonly ModelIndex[]>();
}

interface CachedRelations {
  readonly oid: number;
  readonly schema: number;
  readonly relations: readonly ModelRelation[];
  /** Names that were hashed to OIDs, and what came of it. */
  readonly hashed: readonly (readonly [name: string, oid: number])[];
}

/** Tables, views, their composite types, keys and index relations of one database. */
export function addRelations(
  objects: readonly CatalogObject[],
  source: { readonly temporary: ReadonlyMap<string, Dataset> },
  schemas: ReadonlyMap<number, ModelSchema>,
  temporarySchema: number | undefined,
  derived: DerivedOids,
  cache: RelationCache,
): Parts {
  const places: Place[] = [];
  for (const object of objects)
    if (object.kind === 'dataset' || object.kind === 'view') places.push(...placesOf(object, schemas, derived));
  if (temporarySchema !== undefined)
    for (const relation of source.temporary.values())
      places.push({ relation, schema: temporarySchema, oid: relation.oid });
  const taken = new Set(places.map(({ schema, relation }) => `${schema}/${relation.name}`));
  const relations = places.flatMap((place) => cachedRelations(place, taken, derived, cache));
  const tables = new Map(relations.filter(({ kind }) => kind === 'r').map((each) => [each.oid, each]));
  return { relations, ...keysOf(places, tables, relations, derived, cache) };
}

/** A dataset that several schemas refer to is a relation in each; the first has the dataset's own OID. */
function placesOf(
  relation: Dataset | View,
  schemas: ReadonlyMap<number, ModelSchema>,
  derived: DerivedOids,
): readonly Place[] {
  return relation.containers
    .filter((container) => schemas.has(container))
    .map((schema, index) => ({
      relation,
      schema,
      oid: index === 0 ? relation.oid : derived.named(`${relation.oid} in ${schema}`),
    }));
}

function cachedRelations(
  place: Place,
  taken: Set<string>,
  derived: DerivedOids,
  cache: RelationCache,
): readonly ModelRelation[] {
  const known = cache.relations.get(place.relation);
  if (known !== undefined && known.oid === place.oid && known.schema === place.schema) {
    const composites = known.relations.slice(0, -1).map(({ schema, name }) => `${schema}/${name}`);
    const isSame =
      known.hashed.every(([name, oid]) => derived.named(name) === oid) && !composites.some((name) => taken.has(name));
    if (isSame) {
      for (const name of composites) taken.add(name);
      return known.relations;
    }
  }
  const hashed: [string, number][] = [];
  const recorded: Oids = {
    of: (kind, base) => derived.of(kind, base),
    named(name) {
      const oid = derived.named(name);
      hashed.push([name, oid]);
      return oid;
    },
  };
  const relations = relationsOf(place, taken, recorded);
  cache.relations.set(place.relation, { oid: place.oid, schema: place.schema, relations, hashed });
  return relations;
}

type Oids = Pick<DerivedOids, 'of' | 'named'>;

/** The relation itself, behind the composite types of its structs. */
function relationsOf({ relation, schema, oid }: Place, taken: Set<string>, derived: Oids): ModelRelation[] {
  const composites: ModelRelation[] = [];
  const compositeOf: CompositeOf = (type, path) => {
    const name = `${relation.name}_${path}`;
    const id = `${oid}/${path}`;
    const made = {
      oid: derived.named(`${id}/relation`),
      type: derived.named(`${id}/type`),
      array: derived.named(`${id}/array`),
    };
    const attributes = type.fields.map((field, index) =>
      attribute(index + 1, field.name, field.type, undefined, `${path}_${field.name}`, compositeOf),
    );
    composites.push({
      oid: made.oid,
      name: freeName(name, schema, taken),
      schema,
      owner: relation.owner,
      kind: 'c',
      temporary: false,
      attributes,
      rowType: made.type,
      rowArray: made.array,
      system: false,
      source: relation.oid,
    });
    return made;
  };
  const attributes =
    relation.kind === 'dataset'
      ? relation.columns.map((column) => ({
          ...attribute(column.number, column.name, column.type, column.length, column.name, compositeOf),
          notNull: column.notNull,
          defaultSql: defaultText(column.defaultSql),
          comment: column.comment,
        }))
      : relation.columns.map((column, index) => ({
          ...attribute(index + 1, column.name, column.type, undefined, column.name, compositeOf),
          comment: column.comment,
        }));
  const rowType = relation.oid === oid ? derived.of(Derived.rowType, oid) : derived.named(`${oid}/row`);
  const rowArray = relation.oid === oid ? derived.of(Derived.rowArray, oid) : derived.named(`${oid}/rows`);
  return [
    ...composites,
    {
      oid,
      name: relation.name,
      schema,
      owner: relation.owner,
      kind: relation.kind === 'view' ? 'v' : 'r',
      temporary: relation.kind === 'dataset' && relation.storage === 'temporary',
      attributes,
      rowType,
      rowArray,
      comment: relation.comment,
      definition: relation.kind === 'view' ? relation.sql : undefined,
      reads: relation.kind === 'view' ? relation.dependsOn : undefined,
      system: false,
      source: relation.oid,
    },
  ];
}

/** PostgreSQL writes the two truths in small letters. */
function defaultText(sql: string | undefined): string | undefined {
  return sql === 'TRUE' || sql === 'FALSE' ? sql.toLowerCase() : sql;
}

function attribute(
  number: number,
  name: string,
  type: DataType,
  length: number | undefined,
  path: string,
  compositeOf: CompositeOf,
): ModelAttribute {
  return { number, name, notNull: false, ...columnType(type, length, path, compositeOf) };
}

function freeName(name: string, schema: number, taken: Set<string>): string {
  let free = name;
  while (taken.has(`${schema}/${free}`)) free = `${free}_`;
  taken.add(`${schema}/${free}`);
  return free;
}

/** Keys with their index relations first, so that foreign keys find the index they point to. */
function keysOf(
  places: readonly Place[],
  tables: ReadonlyMap<number, ModelRelation>,
  relations: ModelRelation[],
  derived: DerivedOids,
  cache: RelationCache,
): Pick<Parts, 'constraints' | 'indexes'> {
  const constraints: ModelConstraint[] = [];
  const indexes: ModelIndex[] = [];
  const declared: Declared[] = places.flatMap(({ relation, oid }) => {
    const table = tables.get(oid);
    return relation.kind === 'dataset' && table !== undefined ? [{ dataset: relation, table }] : [];
  });
  for (const { dataset, table } of declared) {
    const known = cache.indexes.get(table) ?? keyIndexes(dataset, table, derived);
    // Where a dataset is shown a second time, its OIDs are hashed ones and have to be taken anew.
    if (table.oid === dataset.oid) cache.indexes.set(table, known);
    indexes.push(...known);
    for (const { relation, constraint } of known) {
      constraints.push(constraint);
      relations.push(relation);
    }
  }
  for (const { dataset, table } of declared) {
    for (const constraint of dataset.constraints) {
      if (constraint.kind !== 'foreignKey') continue;
      const referenced = tables.get(constraint.referenced);
      // A table of another database cannot be shown here, as PostgreSQL has no such key.
      if (referenced === undefined) continue;
      constraints.push({
        oid: constraintOid(constraint, dataset, table, derived),
        name: constraint.name,
        kind: 'f',
        relation: table,
        columns: constraint.columns,
        index: referencedIndex(constraint, referenced, constraints),
        referenced: { relation: referenced, columns: constraint.referencedColumns },
      });
    }
  }
  return { constraints, indexes };
}

interface Declared {
  readonly dataset: Dataset;
  readonly table: ModelRelation;
}

function keyIndexes(dataset: Dataset, table: ModelRelation, derived: DerivedOids): readonly ModelIndex[] {
  return dataset.constraints.flatMap((constraint) => {
    if (constraint.kind === 'foreignKey') return [];
    const made: ModelConstraint = {
      oid: constraintOid(constraint, dataset, table, derived),
      name: constraint.name,
      kind: constraint.kind === 'primaryKey' ? 'p' : 'u',
      relation: table,
      columns: constraint.columns,
      index:
        table.oid === dataset.oid
          ? derived.of(Derived.index, constraint.oid)
          : derived.named(`${table.oid}/index/${constraint.oid}`),
    };
    return [{ relation: indexRelation(made, table), constraint: made }];
  });
}

function constraintOid(
  { oid }: DatasetConstraint,
  dataset: Dataset,
  table: ModelRelation,
  derived: DerivedOids,
): number {
  return table.oid === dataset.oid ? oid : derived.named(`${table.oid}/constraint/${oid}`);
}

function referencedIndex(
  constraint: Extract<DatasetConstraint, { kind: 'foreignKey' }>,
  referenced: ModelRelation,
  keys: readonly ModelConstraint[],
): number {
  const wanted = [...constraint.referencedColumns].sort((a, b) => a - b).join();
  const key = keys.find(
    ({ kind, relation, columns }) =>
      kind !== 'f' && relation === referenced && [...columns].sort((a, b) => a - b).join() === wanted,
  );
  return key?.index ?? 0;
}

function indexRelation(constraint: ModelConstraint, table: ModelRelation): ModelRelation {
  const attributes = constraint.columns.flatMap((column, index) => {
    const found = table.attributes.find(({ number }) => number === column);
    if (found === undefined) return [];
    const { name, oid, typmod, dimensions } = found;
    return [{ number: index + 1, name, oid, typmod, dimensions, notNull: false }];
  });
  return {
    oid: constraint.index,
    name: constraint.name,
    schema: table.schema,
    owner: table.owner,
    kind: 'i',
    temporary: table.temporary,
    attributes,
    rowType: 0,
    rowArray: 0,
    system: false,
    source: table.source,
  };
}
