import type { CatalogModel } from '../../model/catalog-model.ts';
import { Derived } from '../../model/derived-oid.ts';
import type { RelationSource, Row } from '../definition.ts';
import { PG_CLASS_OID } from './descriptions.ts';

const PG_CONSTRAINT_OID = 2606;
const PG_REWRITE_OID = 2618;
const PG_NAMESPACE_OID = 2615;
const PG_ATTRDEF_OID = 2604;

/** What keeps what: keys and their tables and indexes, views and what they read, relations and their schemas. */
export const pgDepend: RelationSource = {
  kind: 'model',
  defaults: { objsubid: 0, refobjsubid: 0 },
  *rows(model) {
    for (const relation of model.relations.values()) {
      if (relation.system) continue;
      if (relation.kind === 'r' || relation.kind === 'v')
        yield depends(PG_CLASS_OID, relation.oid, PG_NAMESPACE_OID, relation.schema, 'n');
      for (const { number, defaultSql } of relation.attributes) {
        if (defaultSql === undefined) continue;
        const oid = model.derived.named(`${relation.oid}/default/${number}`);
        yield { ...depends(PG_ATTRDEF_OID, oid, PG_CLASS_OID, relation.oid, 'a'), refobjsubid: number };
      }
    }
    yield* keys(model);
    yield* views(model);
  },
};

function* keys(model: CatalogModel): Iterable<Row> {
  for (const { oid, kind, relation, columns, index, referenced } of model.constraints) {
    for (const column of columns)
      yield { ...depends(PG_CONSTRAINT_OID, oid, PG_CLASS_OID, relation.oid, 'a'), refobjsubid: column };
    if (kind !== 'f') yield depends(PG_CLASS_OID, index, PG_CONSTRAINT_OID, oid, 'i');
    if (referenced === undefined) continue;
    for (const column of referenced.columns)
      yield { ...depends(PG_CONSTRAINT_OID, oid, PG_CLASS_OID, referenced.relation.oid, 'n'), refobjsubid: column };
    if (index !== 0) yield depends(PG_CONSTRAINT_OID, oid, PG_CLASS_OID, index, 'n');
  }
}

function* views(model: CatalogModel): Iterable<Row> {
  for (const object of model.objects) {
    if (object.kind !== 'view' || !model.relations.has(object.oid)) continue;
    const rule = model.derived.of(Derived.rule, object.oid);
    yield depends(PG_REWRITE_OID, rule, PG_CLASS_OID, object.oid, 'i');
    for (const read of object.dependsOn) yield depends(PG_REWRITE_OID, rule, PG_CLASS_OID, read, 'n');
  }
}

function depends(classid: number, objid: number, refclassid: number, refobjid: number, deptype: string): Row {
  return { classid, objid, refclassid, refobjid, deptype };
}

/** The rule that makes a view a view. Its tree is not shown. */
export const pgRewrite: RelationSource = {
  kind: 'model',
  defaults: { rulename: '_RETURN', ev_type: '1', ev_enabled: 'O', is_instead: true, ev_qual: '<>' },
  *rows(model) {
    for (const { oid, kind, system } of model.relations.values())
      if (kind === 'v' && !system) yield { oid: model.derived.of(Derived.rule, oid), ev_class: oid };
  },
};
