import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { FUNCTION_BY_NAME, OVERLOADED, PG_FUNCTIONS } from '../static/functions.ts';
import type { PgTypeRow } from '../types/pg-type.ts';
import { PG_CATALOG_OID } from '../types/system-schemas.ts';
import type { CatalogModel } from './catalog-model.ts';
import { quoteIdent } from './definitions.ts';
import type { ModelRelation } from './objects.ts';
import { formatType, type TypeNames } from './type-name.ts';

/** Names to objects and back, by the search path of a session. */
export class NameLookup implements TypeNames {
  readonly model: CatalogModel;
  /** Schemas of the path that exist. */
  readonly path: readonly number[];
  /** The same with the schemas that are searched without being named. */
  readonly fullPath: readonly number[];

  constructor(model: CatalogModel, searchPath: readonly string[]) {
    this.model = model;
    const named = searchPath.map((name) => model.schemaNamed(name)?.oid).filter((oid) => oid !== undefined);
    this.path = [...new Set(named)];
    const implied = [model.temporarySchema, PG_CATALOG_OID].filter((oid) => oid !== undefined);
    this.fullPath = [...implied.filter((oid) => !this.path.includes(oid)), ...this.path];
  }

  /** The relation that a text such as `"s"."t"` names. Throws 42P01, 3F000, 42602. */
  relation(text: string): ModelRelation {
    const found = this.findRelation(text);
    if (found !== undefined) return found;
    throw new SqlError(SQLSTATE.undefinedTable, `relation "${parseName(text).join('.')}" does not exist`);
  }

  findRelation(text: string): ModelRelation | undefined {
    const { schema, name } = this.#split(text);
    const schemas = schema === undefined ? this.fullPath : [this.schema(schema)];
    for (const oid of schemas) {
      const found = this.model.relationNamed(oid, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The OID of a schema. Throws 3F000. */
  schema(name: string): number {
    const found = this.model.schemaNamed(name);
    if (found !== undefined) return found.oid;
    throw new SqlError(SQLSTATE.invalidSchemaName, `schema "${name}" does not exist`);
  }

  role(name: string): number {
    const found = this.model.roleNamed(name);
    if (found !== undefined) return found.oid;
    throw new SqlError(SQLSTATE.undefinedObject, `role "${name}" does not exist`);
  }

  /** A type by its name in pg_type. */
  findType(schema: string | undefined, name: string): PgTypeRow | undefined {
    const schemas = schema === undefined ? this.fullPath : [this.model.schemaNamed(schema)?.oid ?? 0];
    for (const oid of schemas) {
      const found = this.model.typeNamed(oid, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The OID of the one function of a name. Throws 42883. */
  function(text: string): number {
    const { schema, name } = this.#split(text);
    const found = schema === undefined || schema === 'pg_catalog' ? FUNCTION_BY_NAME.get(name) : undefined;
    if (found !== undefined) return found.oid;
    throw new SqlError(SQLSTATE.undefinedFunction, `function "${text}" does not exist`);
  }

  // Names as PostgreSQL's output functions write them.

  relationName(oid: number): string {
    if (oid === 0) return '-';
    const relation = this.model.relations.get(oid);
    if (relation === undefined) return String(oid);
    if (this.isVisible(relation)) return quoteIdent(relation.name);
    return `${this.schemaName(relation.schema)}.${quoteIdent(relation.name)}`;
  }

  schemaName(oid: number): string {
    if (oid === 0) return '-';
    const schema = this.model.schemas.get(oid);
    return schema === undefined ? String(oid) : quoteIdent(schema.name);
  }

  roleName(oid: number): string {
    if (oid === 0) return '-';
    const role = this.model.roles.get(oid);
    return role === undefined ? String(oid) : quoteIdent(role.name);
  }

  functionName(oid: number): string {
    if (oid === 0) return '-';
    const found = PG_FUNCTIONS.get(oid);
    if (found === undefined) return String(oid);
    const name = quoteIdent(found.name);
    return OVERLOADED.has(found.name) ? `pg_catalog.${name}` : name;
  }

  typeName(oid: number): string {
    if (oid === 0) return '-';
    return this.type(oid) === undefined ? String(oid) : formatType(oid, undefined, this);
  }

  isVisible({ schema, name, oid }: ModelRelation): boolean {
    return this.fullPath.includes(schema) && this.#first((each) => this.model.relationNamed(each, name)) === oid;
  }

  isTypeVisible(type: PgTypeRow): boolean {
    return (
      this.fullPath.includes(type.schema) && this.#first((each) => this.model.typeNamed(each, type.name)) === type.oid
    );
  }

  type(oid: number): PgTypeRow | undefined {
    return this.model.type(oid);
  }

  schemaToShow(type: PgTypeRow): string | undefined {
    return this.isTypeVisible(type) ? undefined : this.model.schemas.get(type.schema)?.name;
  }

  #first(find: (schema: number) => { readonly oid: number } | undefined): number | undefined {
    for (const schema of this.fullPath) {
      const found = find(schema);
      if (found !== undefined) return found.oid;
    }
    return undefined;
  }

  #split(text: string): { readonly schema: string | undefined; readonly name: string } {
    const parts = parseName(text);
    const [first = '', second, third] = parts;
    if (parts.length > 3)
      throw new SqlError(SQLSTATE.syntaxError, `improper qualified name (too many dotted names): ${text}`);
    if (third !== undefined) return { schema: second, name: third };
    return second === undefined ? { schema: undefined, name: first } : { schema: first, name: second };
  }
}

/** The parts of a dotted name, quotes removed and the rest in lower case. Throws 42602. */
export function parseName(text: string): readonly string[] {
  const parts: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^\s".]+))\s*(\.|$)/y;
  while (pattern.lastIndex < text.length || parts.length === 0) {
    const match = pattern.exec(text);
    if (match === null) throw new SqlError(SQLSTATE.invalidName, `invalid name syntax`);
    parts.push(match[1]?.replaceAll('""', '"') ?? (match[2] ?? '').toLowerCase());
    if (match[3] === '.') continue;
    return parts;
  }
  throw new SqlError(SQLSTATE.invalidName, 'invalid name syntax');
}
