import type { CatalogModel } from '../../model/catalog-model.ts';
import type { ModelAttribute, ModelRelation } from '../../model/objects.ts';
import type { RelationSource, Row } from '../definition.ts';

/** Without the system columns (tableoid, xmin …), which have negative numbers in PostgreSQL. */
export const pgAttribute: RelationSource = {
  kind: 'relations',
  key: 'attrelid',
  defaults: {
    attstattarget: -1,
    attcacheoff: -1,
    attcompression: '',
    atthasmissing: false,
    attidentity: '',
    attgenerated: '',
    attisdropped: false,
    attislocal: true,
    attinhcount: 0,
  },
  *rows(relation, model) {
    for (const attribute of relation.attributes) yield row(relation, attribute, model);
  },
};

function row(relation: ModelRelation, attribute: ModelAttribute, model: CatalogModel): Row {
  const type = model.type(attribute.oid);
  return {
    attrelid: relation.oid,
    attname: attribute.name,
    atttypid: attribute.oid,
    attlen: type?.len ?? -1,
    attnum: attribute.number,
    attndims: relation.kind === 'i' ? 0 : attribute.dimensions,
    atttypmod: attribute.typmod,
    attbyval: type?.byval ?? false,
    attalign: type?.align ?? 'i',
    attstorage: type?.storage ?? 'x',
    attnotnull: attribute.notNull,
    atthasdef: attribute.defaultSql !== undefined,
    attcollation: collationOf(relation, type?.collation ?? 0),
  };
}

const DEFAULT_COLLATION = 100;
const C_COLLATION = 950;

/** Texts in the tables of pg_catalog are in the collation C. */
function collationOf({ system, kind }: ModelRelation, collation: number): number {
  return system && kind === 'r' && collation === DEFAULT_COLLATION ? C_COLLATION : collation;
}

export const pgAttrdef: RelationSource = {
  kind: 'relations',
  key: 'adrelid',
  *rows(relation, model) {
    for (const { number, defaultSql } of relation.attributes) {
      if (defaultSql === undefined) continue;
      const oid = model.derived.named(`${relation.oid}/default/${number}`);
      yield { oid, adrelid: relation.oid, adnum: number, adbin: defaultSql };
    }
  },
};
