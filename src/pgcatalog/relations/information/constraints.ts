import type { RelationSource } from '../definition.ts';

/** information_schema over keys. Columns that must not be NULL are shown as checks, as PostgreSQL does. */

const NOT_NULLS = `SELECT CAST(n.oid AS VARCHAR) || '_' || CAST(c.oid AS VARCHAR) || '_' || CAST(a.attnum AS VARCHAR)
      || '_not_null' AS name, n.nspname, c.relname, a.attname, c.relkind
    FROM {pg_attribute} a JOIN {pg_class} c ON c.oid = a.attrelid JOIN {pg_namespace} n ON n.oid = c.relnamespace
    WHERE a.attnotnull AND c.relkind = 'r'`;

export const tableConstraints: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, x.* FROM {sh_database} d, (
      SELECT nc.nspname, k.conname, current AS catalog, n.nspname, c.relname,
        CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' ELSE 'FOREIGN KEY' END,
        'NO', 'NO', 'YES', CASE WHEN k.contype = 'u' THEN 'YES' END
      FROM {sh_database}, {pg_constraint} k JOIN {pg_class} c ON c.oid = k.conrelid
      JOIN {pg_namespace} n ON n.oid = c.relnamespace JOIN {pg_namespace} nc ON nc.oid = k.connamespace
      UNION ALL SELECT nn.nspname, nn.name, current, nn.nspname, nn.relname, 'CHECK', 'NO', 'NO', 'YES', NULL
      FROM {sh_database}, (${NOT_NULLS}) nn) x`,
};

export const checkConstraints: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, nn.nspname, nn.name, nn.attname || ' IS NOT NULL' FROM {sh_database} d, (${NOT_NULLS}) nn`,
};

/** One row for each column of each key. */
const KEY_COLUMNS = `SELECT k.*, u.key, u.place, c.relname, n.nspname, nc.nspname AS constraint_schema
    FROM {pg_constraint} k JOIN {pg_class} c ON c.oid = k.conrelid JOIN {pg_namespace} n ON n.oid = c.relnamespace
    JOIN {pg_namespace} nc ON nc.oid = k.connamespace,
    LATERAL (SELECT unnest(k.conkey) AS key, generate_subscripts(k.conkey, 1) AS place) u`;

export const keyColumnUsage: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, k.constraint_schema, k.conname, d.current, k.nspname, k.relname, a.attname, k.place,
      CASE WHEN k.contype = 'f' THEN list_position(i.indkey, k.confkey[k.place]) END
    FROM {sh_database} d, (${KEY_COLUMNS}) k
    JOIN {pg_attribute} a ON a.attrelid = k.conrelid AND a.attnum = k.key
    LEFT JOIN {pg_index} i ON i.indexrelid = k.conindid`,
};

export const referentialConstraints: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, nc.nspname, k.conname, CASE WHEN nu.nspname IS NOT NULL THEN d.current END, nu.nspname, u.conname,
      'NONE', 'NO ACTION', 'NO ACTION'
    FROM {sh_database} d, {pg_constraint} k JOIN {pg_namespace} nc ON nc.oid = k.connamespace
    LEFT JOIN {pg_constraint} u ON u.conindid = k.conindid AND u.contype IN ('p', 'u')
    LEFT JOIN {pg_namespace} nu ON nu.oid = u.connamespace WHERE k.contype = 'f'`,
};

export const constraintColumnUsage: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, c.relname, a.attname, d.current, k.nspname, k.conname
    FROM {sh_database} d, (
      SELECT k.conname, nc.nspname, CASE WHEN k.contype = 'f' THEN k.confrelid ELSE k.conrelid END AS relation,
        unnest(CASE WHEN k.contype = 'f' THEN k.confkey ELSE k.conkey END) AS key
      FROM {pg_constraint} k JOIN {pg_namespace} nc ON nc.oid = k.connamespace) k
    JOIN {pg_class} c ON c.oid = k.relation JOIN {pg_namespace} n ON n.oid = c.relnamespace
    JOIN {pg_attribute} a ON a.attrelid = k.relation AND a.attnum = k.key
    UNION ALL SELECT d.current, nn.nspname, nn.relname, nn.attname, d.current, nn.nspname, nn.name
    FROM {sh_database} d, (${NOT_NULLS}) nn WHERE false`,
};

export const constraintTableUsage: RelationSource = {
  kind: 'derived',
  sql: `SELECT d.current, n.nspname, c.relname, d.current, nc.nspname, k.conname
    FROM {sh_database} d, {pg_constraint} k JOIN {pg_namespace} nc ON nc.oid = k.connamespace
    JOIN {pg_class} c ON c.oid = CASE WHEN k.contype = 'f' THEN k.confrelid ELSE k.conrelid END
    JOIN {pg_namespace} n ON n.oid = c.relnamespace`,
};
