import type { RelationSource } from '../definition.ts';

/** information_schema over roles and what they may do. Nothing is granted to others; owners have everything. */

const PRIVILEGES = "('INSERT'), ('SELECT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('REFERENCES'), ('TRIGGER')";

/** PostgreSQL lets everybody read its own relations. */
export const tablePrivileges: RelationSource = {
  kind: 'derived',
  sql: `SELECT r.rolname, r.rolname, d.current, n.nspname, c.relname, p.privilege, 'YES',
      CASE WHEN p.privilege = 'SELECT' THEN 'YES' ELSE 'NO' END
    FROM {sh_database} d, {pg_class} c JOIN {pg_namespace} n ON n.oid = c.relnamespace
    JOIN {pg_authid} r ON r.oid = c.relowner, (VALUES ${PRIVILEGES}) p(privilege)
    WHERE c.relkind IN ('r', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    UNION ALL SELECT r.rolname, 'PUBLIC', d.current, n.nspname, c.relname, 'SELECT', 'NO', 'YES'
    FROM {sh_database} d, {pg_class} c JOIN {pg_namespace} n ON n.oid = c.relnamespace
    JOIN {pg_authid} r ON r.oid = c.relowner
    WHERE c.relkind IN ('r', 'v') AND n.nspname IN ('pg_catalog', 'information_schema')`,
};

export const roleTableGrants: RelationSource = {
  kind: 'derived',
  sql: "SELECT * FROM {information_schema.table_privileges} WHERE grantee <> 'PUBLIC'",
};

export const columnPrivileges: RelationSource = {
  kind: 'derived',
  sql: `SELECT t.grantor, t.grantee, t.table_catalog, t.table_schema, t.table_name, a.attname, t.privilege_type, t.is_grantable
    FROM {information_schema.table_privileges} t JOIN {pg_namespace} n ON n.nspname = t.table_schema
    JOIN {pg_class} c ON c.relnamespace = n.oid AND c.relname = t.table_name
    JOIN {pg_attribute} a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE t.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')`,
};

export const roleColumnGrants: RelationSource = {
  kind: 'derived',
  sql: "SELECT * FROM {information_schema.column_privileges} WHERE grantee <> 'PUBLIC'",
};

/** What has a type that one may ask of: columns of relations and of composite types. */
export const dataTypePrivileges: RelationSource = {
  kind: 'derived',
  sql: `SELECT table_catalog, table_schema, table_name, 'TABLE', dtd_identifier FROM {information_schema.columns}
    UNION ALL SELECT udt_catalog, udt_schema, udt_name, 'USER-DEFINED TYPE', dtd_identifier
    FROM {information_schema.attributes}`,
};

export const enabledRoles: RelationSource = { kind: 'derived', sql: 'SELECT rolname FROM {pg_authid}' };

export const applicableRoles: RelationSource = {
  kind: 'derived',
  sql: `SELECT m.rolname, r.rolname, CASE WHEN x.admin_option THEN 'YES' ELSE 'NO' END
    FROM {pg_auth_members} x JOIN {pg_authid} m ON m.oid = x.member JOIN {pg_authid} r ON r.oid = x.roleid`,
};
