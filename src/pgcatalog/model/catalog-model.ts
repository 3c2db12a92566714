import type { CatalogObject, Dataset, Oid } from '../../../catalog/objects.ts';
import type { CatalogView } from '../../../catalog/view.ts';
import { PREDEFINED_ROLES } from '../static/small-tables.ts';
import { DOMAIN_TYPES } from '../types/domains.ts';
import { arrayOf, BOOTSTRAP_ROLE, BUILT_INS, type PgTypeRow } from '../types/pg-type.ts';
import { INFORMATION_SCHEMA_OID, PG_CATALOG_OID, PG_TOAST_OID } from '../types/system-schemas.ts';
import { addRelations, type RelationCache } from './add-relations.ts';
import { Derived, DerivedOids } from './derived-oid.ts';
import type { ModelConstraint, ModelDatabase, ModelIndex, ModelRelation, ModelRole, ModelSchema } from './objects.ts';

const SYSTEM_SCHEMAS: readonly ModelSchema[] = [
  { oid: PG_TOAST_OID, name: 'pg_toast', owner: BOOTSTRAP_ROLE, comment: 'reserved schema for TOAST tables' },
  { oid: PG_CATALOG_OID, name: 'pg_catalog', owner: BOOTSTRAP_ROLE, comment: 'system catalog schema' },
  { oid: INFORMATION_SCHEMA_OID, name: 'information_schema', owner: BOOTSTRAP_ROLE },
];

/** What a model is made from. Two equal ones give equal models. */
export interface ModelSource {
  readonly view: CatalogView;
  /** The database of the connection: its relations are in pg_class, no other's. */
  readonly database: Oid;
  /** Temporary tables of the session, by name in lower case. */
  readonly temporary: ReadonlyMap<string, Dataset>;
}

/**
 * One picture of the catalog in PostgreSQL's terms, immutable: OIDs of everything, found by OID and by name. The relations
 * are filled from it, and the functions that turn OIDs into names and back read it.
 */
export class CatalogModel {
  readonly id: number;
  /** The schema of the engine in which the relations of this picture are. */
  readonly engineSchema: string;
  readonly source: ModelSource;
  /** What it was made from, to be compared with a later view. */
  readonly objects: readonly CatalogObject[];
  readonly database: ModelDatabase;
  readonly databases: readonly ModelDatabase[];
  readonly roles: ReadonlyMap<number, ModelRole>;
  readonly schemas: ReadonlyMap<number, ModelSchema>;
  readonly relations: ReadonlyMap<number, ModelRelation>;
  readonly constraints: readonly ModelConstraint[];
  readonly indexes: readonly ModelIndex[];
  /** Row types, composite types and their arrays; the built-in ones are `BUILT_INS`. */
  readonly ownTypes: ReadonlyMap<number, PgTypeRow>;
  /** The schema of temporary tables; undefined when the session has none. */
  readonly temporarySchema: number | undefined;
  readonly derived = new DerivedOids();
  readonly #schemaByName: ReadonlyMap<string, ModelSchema>;
  readonly #relationByName = new Map<string, ModelRelation>();
  readonly #relationByFolded = new Map<string, ModelRelation>();
  readonly #typeByName = new Map<string, PgTypeRow>();
  readonly #constraintByOid: ReadonlyMap<number, ModelConstraint>;
  readonly #indexByOid: ReadonlyMap<number, ModelIndex>;
  readonly #constraintsOf = new Map<number, ModelConstraint[]>();
  readonly #referenced = new Set<number>();

  constructor(id: number, source: ModelSource, systemRelations: readonly ModelRelation[], cache: RelationCache) {
    this.id = id;
    this.engineSchema = `v${id}`;
    this.source = source;
    this.objects = [...source.view.objects()];
    this.databases = this.objects.filter((each) => each.kind === 'database');
    const database = this.databases.find(({ oid }) => oid === source.database);
    if (database === undefined) throw new Error(`no database ${source.database}`);
    this.database = database;
    const accounts = this.objects.filter((each) => each.kind === 'role').map(roleOf);
    this.roles = new Map([...accounts, ...predefinedRoles()].map((each) => [each.oid, each]));
    const own = this.objects
      .filter((each) => each.kind === 'schemaContainer')
      .filter((each) => each.database === source.database);
    this.temporarySchema = source.temporary.size === 0 ? undefined : this.derived.of(Derived.temporarySchema, 0);
    const temporary =
      this.temporarySchema === undefined
        ? []
        : [{ oid: this.temporarySchema, name: 'pg_temp_1', owner: BOOTSTRAP_ROLE }];
    this.schemas = new Map([...SYSTEM_SCHEMAS, ...own, ...temporary].map((each) => [each.oid, each]));
    this.#schemaByName = new Map([...this.schemas.values()].map((each) => [each.name, each]));
    const parts = addRelations(this.objects, source, this.schemas, this.temporarySchema, this.derived, cache);
    this.relations = new Map([...systemRelations, ...parts.relations].map((each) => [each.oid, each]));
    this.constraints = parts.constraints;
    this.indexes = parts.indexes;
    this.ownTypes = ownTypes([...systemRelations, ...parts.relations]);
    for (const relation of this.relations.values()) {
      this.#relationByName.set(key(relation.schema, relation.name), relation);
      this.#relationByFolded.set(key(relation.schema, relation.name.toLowerCase()), relation);
    }
    for (const type of [...BUILT_INS.values(), ...this.ownTypes.values()])
      this.#typeByName.set(key(type.schema, type.name), type);
    this.#constraintByOid = new Map(this.constraints.map((each) => [each.oid, each]));
    this.#indexByOid = new Map(this.indexes.map((each) => [each.relation.oid, each]));
    for (const each of this.constraints) {
      const before = this.#constraintsOf.get(each.relation.oid);
      if (before === undefined) this.#constraintsOf.set(each.relation.oid, [each]);
      else before.push(each);
      if (each.referenced !== undefined) this.#referenced.add(each.referenced.relation.oid);
    }
  }

  schemaNamed(name: string): ModelSchema | undefined {
    return this.#schemaByName.get(name) ?? [...this.schemas.values()].find((each) => same(each.name, name));
  }

  /** Names of datasets are matched without regard to case; an exact match goes first. */
  relationNamed(schema: number, name: string): ModelRelation | undefined {
    return this.#relationByName.get(key(schema, name)) ?? this.#relationByFolded.get(key(schema, name.toLowerCase()));
  }

  type(oid: number): PgTypeRow | undefined {
    return BUILT_INS.get(oid) ?? this.ownTypes.get(oid);
  }

  typeNamed(schema: number, name: string): PgTypeRow | undefined {
    return this.#typeByName.get(key(schema, name));
  }

  constraint(oid: number): ModelConstraint | undefined {
    return this.#constraintByOid.get(oid);
  }

  constraintsOf(relation: number): readonly ModelConstraint[] {
    return this.#constraintsOf.get(relation) ?? [];
  }

  /** Whether a foreign key points to the relation. */
  isReferenced(relation: number): boolean {
    return this.#referenced.has(relation);
  }

  index(oid: number): ModelIndex | undefined {
    return this.#indexByOid.get(oid);
  }

  /** The `_RETURN` rule of a view. */
  ruleOf(view: ModelRelation): number {
    return this.derived.of(Derived.rule, view.oid);
  }

  roleNamed(name: string): ModelRole | undefined {
    return [...this.roles.values()].find((each) => each.name === name);
  }
}

function key(schema: number, name: string): string {
  return `${schema}/${name}`;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function roleOf(role: Extract<CatalogObject, { kind: 'role' }>): ModelRole {
  const { oid, name, superuser, login, validUntil } = role;
  return { oid, name, superuser, login, validUntil, hasPassword: role.verifier !== undefined };
}

function predefinedRoles(): ModelRole[] {
  return PREDEFINED_ROLES.map(([oid, name]) => ({ oid, name, superuser: false, login: false, hasPassword: false }));
}

/** A row type and its array for every relation that has them. */
function ownTypes(relations: readonly ModelRelation[]): ReadonlyMap<number, PgTypeRow> {
  const rows = DOMAIN_TYPES.map((row): [number, PgTypeRow] => [row.oid, row]);
  for (const relation of relations) {
    if (relation.rowType === 0) continue;
    const row = rowType(relation);
    rows.push([row.oid, row], [row.array, arrayOf(row)]);
  }
  return new Map(rows);
}

function rowType(relation: ModelRelation): PgTypeRow {
  return {
    oid: relation.rowType,
    name: relation.name,
    schema: relation.schema,
    owner: relation.owner,
    len: -1,
    byval: false,
    kind: 'c',
    category: 'C',
    preferred: false,
    delim: ',',
    relation: relation.oid,
    elem: 0,
    array: relation.rowArray,
    subscript: '-',
    input: 'record_in',
    output: 'record_out',
    receive: 'record_recv',
    send: 'record_send',
    modin: '-',
    modout: '-',
    analyze: '-',
    align: 'd',
    storage: 'x',
    collation: 0,
  };
}
