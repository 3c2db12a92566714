import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import { PlanError } from '../../plan/plan-error.ts';
import type { TypeName } from '../../sql/ast.ts';
import { parseTypeName } from '../../sql/parse.ts';
import type { NameLookup } from '../model/name-lookup.ts';
import { arrayTypeOf } from '../types/engine-type.ts';

/** SQL's names of types that pg_type calls otherwise. */
const SQL_NAMES: ReadonlyMap<string, string> = new Map([
  ['bigint', 'int8'],
  ['bit varying', 'varbit'],
  ['boolean', 'bool'],
  ['char', 'bpchar'],
  ['char varying', 'varchar'],
  ['character', 'bpchar'],
  ['character varying', 'varchar'],
  ['"char"', 'char'],
  ['dec', 'numeric'],
  ['decimal', 'numeric'],
  ['double precision', 'float8'],
  ['float', 'float8'],
  ['int', 'int4'],
  ['integer', 'int4'],
  ['real', 'float4'],
  ['smallint', 'int2'],
  ['string', 'text'],
  ['time with time zone', 'timetz'],
  ['time without time zone', 'time'],
  ['timestamp with time zone', 'timestamptz'],
  ['timestamp without time zone', 'timestamp'],
]);

/** The name of a type as pg_type has it, without arrays: what PostgreSQL calls the column of a cast. */
export function internalName(type: TypeName): string {
  return type.schema === undefined ? (SQL_NAMES.get(type.name) ?? type.name) : type.name;
}

/** The OID of a type as written; undefined where there is none. */
export function findTypeName(type: TypeName, lookup: NameLookup): number | undefined {
  const name = type.schema === undefined ? internalName(type) : type.name.replaceAll('"', '');
  const found = lookup.findType(type.schema, name) ?? lookup.findType(type.schema, name.toLowerCase());
  if (found === undefined) return undefined;
  return type.arrayDepth > 0 ? found.array || arrayTypeOf(found.oid) : found.oid;
}

/** Throws 42704. */
export function resolveTypeName(type: TypeName, lookup: NameLookup): number {
  const found = findTypeName(type, lookup);
  if (found !== undefined) return found;
  throw new PlanError(SQLSTATE.undefinedObject, `type "${type.name}" does not exist`, type.span);
}

/** `'character varying(20)'::regtype`. Throws 42704. */
export function typeOfText(text: string, lookup: NameLookup): number {
  const found = findTypeText(text, lookup);
  if (found !== undefined) return found;
  throw new SqlError(SQLSTATE.undefinedObject, `type "${text}" does not exist`);
}

export function findTypeText(text: string, lookup: NameLookup): number | undefined {
  try {
    return findTypeName(parseTypeName(text), lookup);
  } catch {
    // What is no type to the parser has no name in pg_type either.
    return undefined;
  }
}
