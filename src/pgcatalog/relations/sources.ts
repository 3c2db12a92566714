import type { RelationShape, RelationSource } from './definition.ts';
import * as constraints from './information/constraints.ts';
import * as privileges from './information/privileges.ts';
import * as information from './information/tables.ts';
import { pgDescription, pgShdescription } from './rows/descriptions.ts';
import { HIDDEN_SHAPES, shDatabase, shKeywords, shTypeName, shViewReads } from './rows/hidden.ts';
import * as live from './rows/live.ts';
import { pgAuthid, pgAuthMembers, pgDatabase, pgNamespace, pgTablespace } from './rows/namespaces.ts';
import { pgAttrdef, pgAttribute } from './rows/pg-attribute.ts';
import { pgClass } from './rows/pg-class.ts';
import { pgConstraint, pgIndex } from './rows/pg-constraint.ts';
import { pgDepend, pgRewrite } from './rows/pg-depend.ts';
import { pgAm, pgCast, pgCollation, pgLanguage, pgOpclass, pgProc } from './rows/pg-proc.ts';
import { pgRange, pgType } from './rows/pg-type.ts';
import * as views from './rows/relation-views.ts';
import { pgGroup, pgRoles, pgShadow, pgUser } from './rows/role-views.ts';
import { CATALOG_SHAPES, INFORMATION_SHAPES } from './system-relations.ts';

/** Relations that have rows. Every other one of PostgreSQL 15 exists and is empty. */
const CATALOG_SOURCES: Readonly<Record<string, RelationSource>> = {
  pg_am: pgAm,
  pg_attrdef: pgAttrdef,
  pg_attribute: pgAttribute,
  pg_auth_members: pgAuthMembers,
  pg_authid: pgAuthid,
  pg_cast: pgCast,
  pg_class: pgClass,
  pg_collation: pgCollation,
  pg_constraint: pgConstraint,
  pg_cursors: live.pgCursors,
  pg_database: pgDatabase,
  pg_depend: pgDepend,
  pg_description: pgDescription,
  pg_group: pgGroup,
  pg_index: pgIndex,
  pg_indexes: views.pgIndexes,
  pg_language: pgLanguage,
  pg_namespace: pgNamespace,
  pg_opclass: pgOpclass,
  pg_prepared_statements: live.pgPreparedStatements,
  pg_proc: pgProc,
  pg_range: pgRange,
  pg_rewrite: pgRewrite,
  pg_roles: pgRoles,
  pg_settings: live.pgSettings,
  pg_shadow: pgShadow,
  pg_shdescription: pgShdescription,
  pg_stat_activity: live.pgStatActivity,
  pg_stat_all_indexes: views.pgStatAllIndexes,
  pg_stat_all_tables: views.pgStatAllTables,
  pg_stat_database: views.pgStatDatabase,
  pg_stat_gssapi: live.pgStatGssapi,
  pg_stat_ssl: live.pgStatSsl,
  pg_stat_sys_tables: views.pgStatSysTables,
  pg_stat_user_indexes: views.pgStatUserIndexes,
  pg_stat_user_tables: views.pgStatUserTables,
  pg_statio_all_indexes: views.pgStatioAllIndexes,
  pg_statio_all_tables: views.pgStatioAllTables,
  pg_statio_sys_tables: views.pgStatioSysTables,
  pg_statio_user_indexes: views.pgStatioUserIndexes,
  pg_statio_user_tables: views.pgStatioUserTables,
  pg_tables: views.pgTables,
  pg_tablespace: pgTablespace,
  pg_type: pgType,
  pg_user: pgUser,
  pg_views: views.pgViews,
};

const INFORMATION_SOURCES: Readonly<Record<string, RelationSource>> = {
  applicable_roles: privileges.applicableRoles,
  attributes: information.attributes,
  character_sets: information.characterSets,
  check_constraints: constraints.checkConstraints,
  collations: information.collations,
  column_privileges: privileges.columnPrivileges,
  columns: information.columns,
  constraint_column_usage: constraints.constraintColumnUsage,
  constraint_table_usage: constraints.constraintTableUsage,
  data_type_privileges: privileges.dataTypePrivileges,
  element_types: information.elementTypes,
  enabled_roles: privileges.enabledRoles,
  information_schema_catalog_name: information.catalogName,
  key_column_usage: constraints.keyColumnUsage,
  referential_constraints: constraints.referentialConstraints,
  role_column_grants: privileges.roleColumnGrants,
  role_table_grants: privileges.roleTableGrants,
  schemata: information.schemata,
  table_constraints: constraints.tableConstraints,
  table_privileges: privileges.tablePrivileges,
  tables: information.tables,
  view_table_usage: information.viewTableUsage,
  views: information.views,
};

const HIDDEN_SOURCES: Readonly<Record<string, RelationSource>> = {
  sh_database: shDatabase,
  sh_keywords: shKeywords,
  sh_type_name: shTypeName,
  sh_view_reads: shViewReads,
};

/** A relation as queries name it once they are rewritten: `pg_class`, `information_schema.columns`. */
export interface Relation {
  readonly key: string;
  readonly shape: RelationShape;
  readonly source: RelationSource | undefined;
}

export const RELATIONS: ReadonlyMap<string, Relation> = new Map(
  [
    ...relationsOf('', CATALOG_SHAPES.values(), CATALOG_SOURCES),
    ...relationsOf('information_schema.', INFORMATION_SHAPES.values(), INFORMATION_SOURCES),
    ...relationsOf('', HIDDEN_SHAPES, HIDDEN_SOURCES),
  ].map((relation) => [relation.key, relation]),
);

function relationsOf(
  prefix: string,
  shapes: Iterable<RelationShape>,
  sources: Readonly<Record<string, RelationSource>>,
): Relation[] {
  return [...shapes].map((shape) => ({ key: prefix + shape.name, shape, source: sources[shape.name] }));
}
