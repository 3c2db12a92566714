import type { CatalogModel } from '../../model/catalog-model.ts';
import { indexDefinition, viewDefinition } from '../../model/definitions.ts';
import type { RelationSource } from '../definition.ts';

/** The views of pg_catalog over tables, views and indexes. */

export const pgTables: RelationSource = {
  kind: 'derived',
  sql: `SELECT n.nspname, c.relname, r.rolname, NULL, c.relhasindex, c.relhasrules, c.relhastriggers, c.relrowsecurity
    FROM {pg_class} c JOIN {pg_namespace} n ON n.oid = c.relnamespace
    LEFT JOIN {pg_authid} r ON r.oid = c.relowner WHERE c.relkind = 'r'`,
};

export const pgViews: RelationSource = {
  kind: 'model',
  *rows(model) {
    for (const relation of model.relations.values()) {
      if (relation.kind !== 'v') continue;
      yield {
        schemaname: schemaName(model, relation.schema),
        viewname: relation.name,
        viewowner: model.roles.get(relation.owner)?.name ?? null,
        definition: viewDefinition(relation),
      };
    }
  },
};

export const pgIndexes: RelationSource = {
  kind: 'model',
  *rows(model) {
    for (const index of model.indexes) {
      yield {
        schemaname: schemaName(model, index.relation.schema),
        tablename: index.constraint.relation.name,
        indexname: index.relation.name,
        indexdef: indexDefinition(index, model),
      };
    }
  },
};

function schemaName(model: CatalogModel, oid: number): string | null {
  return model.schemas.get(oid)?.name ?? null;
}

/** Row counts are those of the moment when the statement was begun. */
export const pgStatUserTables: RelationSource = {
  kind: 'derived',
  sql: `SELECT c.oid, n.nspname, c.relname, 0, 0, 0, 0, 0, 0, 0, 0, coalesce(s.live, 0), 0, 0, 0, NULL, NULL, NULL, NULL,
      0, 0, 0, 0
    FROM {pg_class} c JOIN {pg_namespace} n ON n.oid = c.relnamespace LEFT JOIN {sh_relation_size} s ON s.oid = c.oid
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
};

export const pgStatSysTables: RelationSource = {
  kind: 'derived',
  sql: `SELECT c.oid, n.nspname, c.relname, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 0, 0
    FROM {pg_class} c JOIN {pg_namespace} n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('pg_catalog', 'information_schema', 'pg_toast')`,
};

export const pgStatAllTables: RelationSource = {
  kind: 'derived',
  sql: 'SELECT * FROM {pg_stat_user_tables} UNION ALL SELECT * FROM {pg_stat_sys_tables}',
};

export const pgStatioUserTables: RelationSource = {
  kind: 'derived',
  sql: `SELECT c.oid, n.nspname, c.relname, 0, 0, 0, 0, NULL, NULL, NULL, NULL
    FROM {pg_class} c JOIN {pg_namespace} n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
};

export const pgStatioSysTables: RelationSource = {
  kind: 'derived',
  sql: 'SELECT relid, schemaname, relname, 0, 0, 0, 0, NULL, NULL, NULL, NULL FROM {pg_stat_sys_tables}',
};

export const pgStatioAllTables: RelationSource = {
  kind: 'derived',
  sql: 'SELECT * FROM {pg_statio_user_tables} UNION ALL SELECT * FROM {pg_statio_sys_tables}',
};

/** The relations of the system catalog have no indexes: all of them are the user's. */
export const pgStatUserIndexes: RelationSource = {
  kind: 'derived',
  sql: `SELECT c.oid, i.oid, n.nspname, c.relname, i.relname, 0, 0, 0
    FROM {pg_index} x JOIN {pg_class} c ON c.oid = x.indrelid JOIN {pg_class} i ON i.oid = x.indexrelid
    JOIN {pg_namespace} n ON n.oid = c.relnamespace`,
};

export const pgStatAllIndexes: RelationSource = { kind: 'derived', sql: 'SELECT * FROM {pg_stat_user_indexes}' };

export const pgStatioUserIndexes: RelationSource = {
  kind: 'derived',
  sql: 'SELECT relid, indexrelid, schemaname, relname, indexrelname, 0, 0 FROM {pg_stat_user_indexes}',
};

export const pgStatioAllIndexes: RelationSource = { kind: 'derived', sql: 'SELECT * FROM {pg_statio_user_indexes}' };

export const pgStatDatabase: RelationSource = {
  kind: 'derived',
  sql: `SELECT oid, datname, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL
    FROM {pg_database}`,
};
