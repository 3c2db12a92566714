import type { CatalogModel } from '../../model/catalog-model.ts';
import type { ModelRelation } from '../../model/objects.ts';
import { BOOTSTRAP_ROLE } from '../../types/pg-type.ts';
import type { RelationSource, Row } from '../definition.ts';

/** Catalogs that all databases share. */
const SHARED: ReadonlySet<number> = new Set([1213, 1214, 1260, 1261, 1262, 2396, 2964, 3592, 6000, 6100, 6243]);

export const pgClass: RelationSource = {
  kind: 'relations',
  key: 'oid',
  defaults: {
    reloftype: 0,
    reltablespace: 0,
    relallvisible: 0,
    reltoastrelid: 0,
    relchecks: 0,
    relhassubclass: false,
    relrowsecurity: false,
    relforcerowsecurity: false,
    relispopulated: true,
    relispartition: false,
    relrewrite: 0,
    relfrozenxid: 0,
    relminmxid: 0,
  },
  also: (relation, model) => (relation.system ? bootstrapName(model) : isInForeignKey(relation, model)),
  rows: (relation, model) => [
    { ...row(relation, model), relacl: relation.system ? systemAcl(relation.name, bootstrapName(model)) : null },
  ],
};

function bootstrapName(model: CatalogModel): string {
  return model.roles.get(BOOTSTRAP_ROLE)?.name ?? '';
}

/** PostgreSQL keeps foreign keys by triggers on both tables. */
function isInForeignKey({ oid }: ModelRelation, model: CatalogModel): boolean {
  return model.isReferenced(oid) || model.constraintsOf(oid).some(({ kind }) => kind === 'f');
}

/** Relations of the system catalog that only its owner may read; a few are nobody's concern. */
const OWNERS_ONLY: ReadonlySet<string> = new Set(
  `pg_authid pg_config pg_file_settings pg_hba_file_rules pg_ident_file_mappings pg_largeobject
  pg_replication_origin_status pg_shadow pg_statistic pg_statistic_ext_data pg_subscription pg_user_mapping`.split(
    /\s+/,
  ),
);
const STATISTICS: ReadonlySet<string> = new Set(['pg_backend_memory_contexts', 'pg_shmem_allocations']);

/** Access lists as initdb writes them. Source: PostgreSQL 15.20, `pg_class.relacl`. */
function systemAcl(name: string, owner: string): readonly string[] | null {
  if (name.startsWith('_pg_') || name === 'sql_parts' || name === 'transforms') return null;
  const own = `${owner}=arwdDxt/${owner}`;
  if (OWNERS_ONLY.has(name)) return [own];
  if (STATISTICS.has(name)) return [own, `pg_read_all_stats=r/${owner}`];
  return [own, `=${name === 'pg_settings' ? 'rw' : 'r'}/${owner}`];
}

function row(relation: ModelRelation, model: CatalogModel): Row {
  const { oid, kind, system } = relation;
  const stored = kind === 'r' || kind === 'i';
  return {
    oid,
    relname: relation.name,
    relnamespace: relation.schema,
    reltype: relation.rowType,
    relowner: relation.owner,
    relam: kind === 'r' ? 2 : kind === 'i' ? 403 : 0,
    relfilenode: stored && !system ? oid : 0,
    relpages: kind === 'i' ? 1 : 0,
    // Not known: PostgreSQL says the same of a table before its first ANALYZE.
    reltuples: kind === 'i' ? 0 : -1,
    relhasindex: model.constraintsOf(oid).some(({ kind }) => kind !== 'f'),
    relisshared: SHARED.has(oid),
    relpersistence: relation.temporary ? 't' : 'p',
    relkind: kind,
    relnatts: relation.attributes.reduce((most, { number }) => Math.max(most, number), 0),
    relhasrules: kind === 'v',
    relhastriggers: isInForeignKey(relation, model),
    relreplident: kind === 'r' && !system ? 'd' : 'n',
  };
}
