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

/** Tables, views, their composite types, keys and index relations of one database. */
export function addRelations(
  objects: readonly CatalogObject[],
  source: { readonly temporary: ReadonlyMap<string, Dataset> },
  schemas: ReadonlyMap<number, ModelSchema>,
  temporarySchema: number | undefined,
  derived: DerivedOids,
): Parts {
  const places: Place[] = [];
  for (const object of objects)
    if (object.kind === 'dataset' || object.kind === 'view') places.push(...placesOf(object, schemas, derived));
  if (temporarySchema !== undefined)
    for (const relation of source.temporary.values())
      places.push({ relation, schema: temporarySchema, oid: relation.oid });
  const taken = new Set(places.map(({ schema, relation }) => `${schema}/${relation.name}`));
  const relations = places.flatMap((place) => relationsOf(place, taken, derived));
  const tables = new Map(relations.filter(({ kind }) => kind === 'r').map((each) => [each.oid, each]));
  return { relations, ...keysOf(places, tables, relations, derived) };
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

/** The relation itself, behind the composite types of its structs. */
function relationsOf({ relation, schema, oid }: Place, taken: Set<string>, derived: DerivedOids): ModelRelation[] {
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
          defaultSql: column.defaultSql,
          comment: column.comment,
        }))
      : relation.columns.map((column, index) =>
          attribute(index + 1, column.name, column.type, undefined, column.name, compositeOf),
        );
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
      system: false,
      source: relation.oid,
    },
  ];
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
): Pick<Parts, 'constraints' | 'indexes'> {
  const constraints: ModelConstraint[] = [];
  const indexes: ModelIndex[] = [];
  const declared = places.flatMap(({ relation, oid }) => {
    const table = tables.get(oid);
    if (relation.kind !== 'dataset' || table === undefined) return [];
    const first = relation.oid === oid;
    return relation.constraints.map((constraint) => ({
      constraint,
      table,
      oid: first ? constraint.oid : derived.named(`${oid}/constraint/${constraint.oid}`),
      index: first ? derived.of(Derived.index, constraint.oid) : derived.named(`${oid}/index/${constraint.oid}`),
    }));
  });
  for (const { constraint, table, oid, index } of declared) {
    if (constraint.kind === 'foreignKey') continue;
    const kind = constraint.kind === 'primaryKey' ? 'p' : 'u';
    const made: ModelConstraint = {
      oid,
      name: constraint.name,
      kind,
      relation: table,
      columns: constraint.columns,
      index,
    };
    const relation = indexRelation(made, table);
    constraints.push(made);
    indexes.push({ relation, constraint: made });
    relations.push(relation);
  }
  for (const { constraint, table, oid } of declared) {
    if (constraint.kind !== 'foreignKey') continue;
    const referenced = tables.get(constraint.referenced);
    // A table of another database cannot be shown here, as PostgreSQL has no such key.
    if (referenced === undefined) continue;
    constraints.push({
      oid,
      name: constraint.name,
      kind: 'f',
      relation: table,
      columns: constraint.columns,
      index: referencedIndex(constraint, referenced, constraints),
      referenced: { relation: referenced, columns: constraint.referencedColumns },
    });
  }
  return { constraints, indexes };
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
