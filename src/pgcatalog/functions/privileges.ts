import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { ScalarValue } from '../engine/scalar-function.ts';
import type { NameLookup } from '../model/name-lookup.ts';
import { parseName } from '../model/name-lookup.ts';
import { type CallContext, type FunctionRule, js, text } from './definition.ts';

/**
 * Who may do what. Accounts are not kept from each other's data yet: every account may read and write every relation, and
 * the owner and superusers may change it. Names that do not exist are errors, as in PostgreSQL.
 */
const CHECKS: Readonly<Record<string, (lookup: NameLookup, object: string | number) => boolean>> = {
  table: (lookup, object) =>
    known(
      object,
      (name) => lookup.relation(name).oid,
      (oid) => lookup.model.relations.has(oid),
    ),
  any_column: (lookup, object) =>
    known(
      object,
      (name) => lookup.relation(name).oid,
      (oid) => lookup.model.relations.has(oid),
    ),
  sequence: (lookup, object) =>
    known(
      object,
      (name) => lookup.relation(name).oid,
      (oid) => lookup.model.relations.has(oid),
    ),
  schema: (lookup, object) =>
    known(
      object,
      (name) => lookup.schema(parseName(name).join('.')),
      (oid) => lookup.model.schemas.has(oid),
    ),
  database: (lookup, object) =>
    known(
      object,
      (name) => databaseNamed(lookup, name),
      (oid) => lookup.model.databases.some((each) => each.oid === oid),
    ),
  type: (lookup, object) => typeof object === 'string' || lookup.type(object) !== undefined,
  function: () => true,
  language: () => true,
  tablespace: () => true,
  foreign_data_wrapper: () => true,
  server: () => true,
};

export const PRIVILEGE_FUNCTIONS: readonly FunctionRule[] = [
  ...Object.entries(CHECKS).flatMap(([kind, check]) => checks(kind, check)),
  ...columnChecks(),
  ...['name', 'oid'].flatMap((role) => [
    js(`pg_has_role(${role}, text) bool`, ({ lookup, session }, of) => hasRole(lookup, session.user.oid, of)),
    ...['name', 'oid'].map((member) =>
      js(`pg_has_role(${member}, ${role}, text) bool`, ({ lookup }, who, of) =>
        hasRole(lookup, roleOid(lookup, who), of),
      ),
    ),
  ]),
];

function checks(kind: string, check: (lookup: NameLookup, object: string | number) => boolean): FunctionRule[] {
  const answer = ({ lookup }: CallContext, object: ScalarValue): boolean | null =>
    typeof object === 'string' || typeof object === 'number' ? (check(lookup, object) ? true : null) : null;
  return ['text', 'oid'].flatMap((type) => [
    js(`has_${kind}_privilege(${type}, text) bool`, (context, object) => answer(context, object ?? null)),
    ...['name', 'oid'].map((user) =>
      js(`has_${kind}_privilege(${user}, ${type}, text) bool`, (context, who, object) => {
        roleOid(context.lookup, who);
        return answer(context, object ?? null);
      }),
    ),
  ]);
}

function columnChecks(): FunctionRule[] {
  const answer = ({ lookup }: CallContext, table: ScalarValue | undefined): boolean => {
    if (typeof table === 'string') lookup.relation(table);
    return true;
  };
  return ['text', 'oid'].flatMap((table) =>
    ['text', 'int2'].flatMap((column) => [
      js(`has_column_privilege(${table}, ${column}, text) bool`, (context, relation) => answer(context, relation)),
      js(`has_column_privilege(name, ${table}, ${column}, text) bool`, (context, _, relation) =>
        answer(context, relation),
      ),
    ]),
  );
}

function known(object: string | number, byName: (name: string) => number, byOid: (oid: number) => boolean): boolean {
  return typeof object === 'string' ? byName(object) >= 0 : byOid(object);
}

function databaseNamed(lookup: NameLookup, name: string): number {
  const found = lookup.model.databases.find((each) => each.name === name);
  if (found !== undefined) return found.oid;
  throw new SqlError(SQLSTATE.invalidCatalogName, `database "${name}" does not exist`);
}

function roleOid(lookup: NameLookup, who: ScalarValue | undefined): number {
  return typeof who === 'number' ? who : text(who) === 'public' ? 0 : lookup.role(text(who));
}

function hasRole(lookup: NameLookup, member: number, of: ScalarValue | undefined): boolean {
  return member === roleOid(lookup, of) || lookup.model.roles.get(member)?.superuser === true;
}
