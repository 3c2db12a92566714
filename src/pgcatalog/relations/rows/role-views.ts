import type { RelationSource } from '../definition.ts';

/** The views of pg_catalog over roles. Passwords are never shown. */

export const pgRoles: RelationSource = {
  kind: 'derived',
  sql: `SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolconnlimit,
    '********', rolvaliduntil, rolbypassrls, NULL, oid FROM {pg_authid}`,
};

export const pgShadow: RelationSource = {
  kind: 'derived',
  sql: `SELECT rolname, oid, rolcreatedb, rolsuper, rolreplication, rolbypassrls, NULL, rolvaliduntil, NULL
    FROM {pg_authid} WHERE rolcanlogin`,
};

export const pgUser: RelationSource = {
  kind: 'derived',
  sql: `SELECT rolname, oid, rolcreatedb, rolsuper, rolreplication, rolbypassrls, '********', rolvaliduntil, NULL
    FROM {pg_authid} WHERE rolcanlogin`,
};

export const pgGroup: RelationSource = {
  kind: 'derived',
  sql: `SELECT rolname, oid,
      coalesce((SELECT list(m.member) FROM {pg_auth_members} m WHERE m.roleid = a.oid), [])
    FROM {pg_authid} a WHERE NOT rolcanlogin`,
};
