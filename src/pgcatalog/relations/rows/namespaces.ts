import { PREDEFINED_MEMBERSHIPS, TABLESPACES } from '../../static/small-tables.ts';
import { BOOTSTRAP_ROLE } from '../../types/pg-type.ts';
import { INFORMATION_SCHEMA_OID, PG_CATALOG_OID } from '../../types/system-schemas.ts';
import type { RelationSource } from '../definition.ts';

export const pgNamespace: RelationSource = {
  kind: 'model',
  *rows(model) {
    for (const { oid, name, owner } of model.schemas.values()) {
      const isOpen = oid === PG_CATALOG_OID || oid === INFORMATION_SCHEMA_OID;
      const role = model.roles.get(owner)?.name ?? '';
      yield { oid, nspname: name, nspowner: owner, nspacl: isOpen ? [`${role}=UC/${role}`, `=U/${role}`] : null };
    }
  },
};

export const pgDatabase: RelationSource = {
  kind: 'model',
  defaults: {
    encoding: 6,
    datlocprovider: 'c',
    datistemplate: false,
    datallowconn: true,
    datconnlimit: -1,
    datfrozenxid: 0,
    datminmxid: 0,
    dattablespace: 1663,
    datcollate: 'C',
    datctype: 'C',
  },
  *rows(model) {
    for (const { oid, name, owner } of model.databases) yield { oid, datname: name, datdba: owner };
  },
};

export const pgTablespace: RelationSource = {
  kind: 'fixed',
  defaults: { spcowner: BOOTSTRAP_ROLE },
  rows: () => TABLESPACES,
};

export const pgAuthid: RelationSource = {
  kind: 'model',
  defaults: { rolinherit: true, rolconnlimit: -1 },
  *rows(model) {
    for (const role of model.roles.values()) {
      const { superuser } = role;
      yield {
        oid: role.oid,
        rolname: role.name,
        rolsuper: superuser,
        rolcreaterole: superuser,
        rolcreatedb: superuser,
        rolcanlogin: role.login,
        rolreplication: role.oid === BOOTSTRAP_ROLE,
        rolbypassrls: role.oid === BOOTSTRAP_ROLE,
        rolvaliduntil: role.validUntil ?? null,
      };
    }
  },
};

export const pgAuthMembers: RelationSource = {
  kind: 'fixed',
  defaults: { grantor: BOOTSTRAP_ROLE, admin_option: false },
  rows: () => PREDEFINED_MEMBERSHIPS.map(([, roleid, member]) => ({ roleid, member })),
};
