import type { RelationSource } from '../definition.ts';

/** information_schema over relations and their columns. Every account sees every relation of its database. */

export const catalogName: RelationSource = { kind: 'derived', sql: 'SELECT current FROM {sh_database}' };

export const schemata: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, r.rolname, NULL, NULL, NULL, NULL
    FROM {sh_database} d, {pg_namespace} n LEFT JOIN {pg_authid} r ON r.oid = n.nspowner`,
};

export const tables: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, c.relname,
      CASE WHEN c.relpersistence = 't' THEN 'LOCAL TEMPORARY' WHEN c.relkind = 'v' THEN 'VIEW' ELSE 'BASE TABLE' END,
      NULL, NULL, NULL, NULL, NULL, CASE WHEN c.relkind = 'r' THEN 'YES' ELSE 'NO' END, 'NO',
      CASE WHEN c.relpersistence = 't' THEN 'PRESERVE' END
    FROM {sh_database} d, {pg_class} c JOIN {pg_namespace} n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v')`,
};

/** Facets of a type with its modifier, for the aliases `t` (pg_type, under a domain) and `a.atttypmod`. */
const FACETS = {
  dataType: `CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN 'ARRAY' WHEN nt.nspname = 'pg_catalog' THEN tn.name
      ELSE 'USER-DEFINED' END`,
  characters: `CASE WHEN t.oid IN (1042, 1043) AND a.atttypmod <> -1 THEN a.atttypmod - 4 END`,
  octets: `CASE WHEN t.oid IN (25, 1042, 1043)
      THEN CASE WHEN t.oid <> 25 AND a.atttypmod <> -1 THEN (a.atttypmod - 4) * 4 ELSE 1073741824 END END`,
  precision: `CASE t.oid WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53
      WHEN 1700 THEN CASE WHEN a.atttypmod <> -1 THEN ((a.atttypmod - 4) >> 16) & 65535 END END`,
  radix: 'CASE WHEN t.oid IN (21, 23, 20, 700, 701) THEN 2 WHEN t.oid = 1700 THEN 10 END',
  scale: `CASE WHEN t.oid IN (21, 23, 20) THEN 0
      WHEN t.oid = 1700 AND a.atttypmod <> -1 THEN (a.atttypmod - 4) & 65535 END`,
  datetime: 'CASE WHEN t.oid = 1082 THEN 0 WHEN t.oid IN (1083, 1114, 1184, 1266, 1186) THEN 6 END',
} as const;

export const columns: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, c.relname, a.attname, a.attnum, ad.adbin,
      CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END, ${FACETS.dataType}, ${FACETS.characters}, ${FACETS.octets},
      ${FACETS.precision}, ${FACETS.radix}, ${FACETS.scale}, ${FACETS.datetime}, NULL, NULL, NULL, NULL, NULL,
      CASE WHEN a.attcollation = 950 THEN d.current END, CASE WHEN a.attcollation = 950 THEN 'pg_catalog' END,
      CASE WHEN a.attcollation = 950 THEN 'C' END, CASE WHEN dt.typtype = 'd' THEN d.current END,
      CASE WHEN dt.typtype = 'd' THEN 'information_schema' END, CASE WHEN dt.typtype = 'd' THEN dt.typname END,
      d.current, nt.nspname, t.typname, NULL, NULL, NULL, NULL, CAST(a.attnum AS VARCHAR), 'NO', 'NO', NULL, NULL, NULL, NULL, NULL, 'NO', 'NEVER', NULL,
      CASE WHEN c.relkind = 'r' THEN 'YES' ELSE 'NO' END
    FROM {sh_database} d, {pg_attribute} a JOIN {pg_class} c ON c.oid = a.attrelid
    JOIN {pg_namespace} n ON n.oid = c.relnamespace JOIN {pg_type} dt ON dt.oid = a.atttypid
    JOIN {pg_type} t ON t.oid = CASE WHEN dt.typtype = 'd' THEN dt.typbasetype ELSE dt.oid END
    JOIN {pg_namespace} nt ON nt.oid = t.typnamespace JOIN {sh_type_name} tn ON tn.oid = t.oid
    LEFT JOIN {pg_attrdef} ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    WHERE a.attnum > 0 AND c.relkind IN ('r', 'v')`,
};

export const views: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, v.schemaname, v.viewname, v.definition, 'NONE', 'NO', 'NO', 'NO', 'NO', 'NO'
    FROM {sh_database} d, {pg_views} v`,
};

/** Tables that views read. */
export const viewTableUsage: RelationSource = {
  kind: 'derived',
  sql: `SELECT DISTINCT d.current, nv.nspname, v.relname, d.current, nt.nspname, t.relname
    FROM {sh_database} d, {sh_view_reads} u JOIN {pg_class} v ON v.oid = u.view JOIN {pg_class} t ON t.oid = u.relation
    JOIN {pg_namespace} nv ON nv.oid = v.relnamespace JOIN {pg_namespace} nt ON nt.oid = t.relnamespace`,
};

/** The members of composite types. */
export const attributes: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, c.relname, a.attname, a.attnum, NULL,
      CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END, ${FACETS.dataType}, ${FACETS.characters}, ${FACETS.octets},
      NULL, NULL, NULL, NULL, NULL, NULL, ${FACETS.precision}, ${FACETS.radix}, ${FACETS.scale}, ${FACETS.datetime},
      NULL, NULL, d.current, nt.nspname, t.typname, NULL, NULL, NULL, NULL, CAST(a.attnum AS VARCHAR), 'NO'
    FROM {sh_database} d, {pg_attribute} a JOIN {pg_class} c ON c.oid = a.attrelid
    JOIN {pg_namespace} n ON n.oid = c.relnamespace JOIN {pg_type} t ON t.oid = a.atttypid
    JOIN {pg_namespace} nt ON nt.oid = t.typnamespace JOIN {sh_type_name} tn ON tn.oid = t.oid
    WHERE a.attnum > 0 AND c.relkind = 'c'`,
};

/** The elements of array columns. */
export const elementTypes: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, c.relname, CASE c.relkind WHEN 'c' THEN 'USER-DEFINED TYPE' ELSE 'TABLE' END,
      CAST(a.attnum AS VARCHAR), CASE WHEN nt.nspname = 'pg_catalog' THEN tn.name ELSE 'USER-DEFINED' END,
      NULL, NULL, NULL, NULL, NULL, CASE WHEN t.typcollation = 950 THEN d.current END,
      CASE WHEN t.typcollation = 950 THEN 'pg_catalog' END, CASE WHEN t.typcollation = 950 THEN 'C' END,
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, d.current, nt.nspname, t.typname, NULL, NULL, NULL, NULL,
      'a' || CAST(a.attnum AS VARCHAR)
    FROM {sh_database} d, {pg_attribute} a JOIN {pg_class} c ON c.oid = a.attrelid
    JOIN {pg_namespace} n ON n.oid = c.relnamespace JOIN {pg_type} l ON l.oid = a.atttypid
    JOIN {pg_type} t ON t.oid = l.typelem JOIN {pg_namespace} nt ON nt.oid = t.typnamespace
    JOIN {sh_type_name} tn ON tn.oid = t.oid
    WHERE a.attnum > 0 AND l.typlen = -1 AND c.relkind IN ('r', 'v', 'c')`,
};

export const collations: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, c.collname, 'NO PAD' FROM {sh_database} d, {pg_collation} c
    JOIN {pg_namespace} n ON n.oid = c.collnamespace WHERE c.collencoding IN (-1, 6)`,
};

export const characterSets: RelationSource = {
  kind: 'derived',
  sql: "SELECT NULL, NULL, 'UTF8', 'UCS', 'UTF8', current, 'pg_catalog', 'ucs_basic' FROM {sh_database}",
};
