import type { CatalogModel } from '../../model/catalog-model.ts';
import type { ModelConstraint, ModelRelation } from '../../model/objects.ts';
import type { RelationSource, Row } from '../definition.ts';
import { PG_CLASS_OID } from './descriptions.ts';
import { foreignKeysOf } from './pg-constraint.ts';

const PG_CONSTRAINT_OID = 2606;
const PG_REWRITE_OID = 2618;
const PG_NAMESPACE_OID = 2615;
const PG_ATTRDEF_OID = 2604;

/** What keeps what: keys and their tables and indexes, views and what they read, relations and their schemas. */
export const pgDepend: RelationSource = {
  kind: 'relations',
  key: 'objid',
  keys: (relation, model) => [
    relation.oid,
    ...relation.attributes.flatMap(({ number, defaultSql }) =>
      defaultSql === undefined ? [] : [defaultOid(relation, number, model)],
    ),
    ...model.constraintsOf(relation.oid).flatMap(({ oid, kind, index }) => (kind === 'f' ? [oid] : [oid, index])),
    ...(relation.kind === 'v' ? [model.ruleOf(relation)] : []),
  ],
  also: foreignKeysOf,
  defaults: { objsubid: 0, refobjsubid: 0 },
  *rows(relation, model) {
    if (relation.system) return;
    if (relation.kind === 'r' || relation.kind === 'v')
      yield depends(PG_CLASS_OID, relation.oid, PG_NAMESPACE_OID, relation.schema, 'n');
    for (const { number, defaultSql } of relation.attributes) {
      if (defaultSql === undefined) continue;
      const oid = defaultOid(relation, number, model);
      yield { ...depends(PG_ATTRDEF_OID, oid, PG_CLASS_OID, relation.oid, 'a'), refobjsubid: number };
    }
    for (const constraint of model.constraintsOf(relation.oid)) yield* keyRows(constraint);
    if (relation.kind === 'v' && relation.oid === relation.source) yield* viewRows(relation, model);
  },
};

function defaultOid({ oid }: ModelRelation, number: number, model: CatalogModel): number {
  return model.derived.named(`${oid}/default/${number}`);
}

function* keyRows({ oid, kind, relation, columns, index, referenced }: ModelConstraint): Iterable<Row> {
  for (const column of columns)
    yield { ...depends(PG_CONSTRAINT_OID, oid, PG_CLASS_OID, relation.oid, 'a'), refobjsubid: column };
  if (kind !== 'f') yield depends(PG_CLASS_OID, index, PG_CONSTRAINT_OID, oid, 'i');
  if (referenced === undefined) return;
  for (const column of referenced.columns)
    yield { ...depends(PG_CONSTRAINT_OID, oid, PG_CLASS_OID, referenced.relation.oid, 'n'), refobjsubid: column };
  if (index !== 0) yield depends(PG_CONSTRAINT_OID, oid, PG_CLASS_OID, index, 'n');
}

function* viewRows(view: ModelRelation, model: CatalogModel): Iterable<Row> {
  const rule = model.ruleOf(view);
  yield depends(PG_REWRITE_OID, rule, PG_CLASS_OID, view.oid, 'i');
  for (const read of view.reads ?? []) yield depends(PG_REWRITE_OID, rule, PG_CLASS_OID, read, 'n');
}

function depends(classid: number, objid: number, refclassid: number, refobjid: number, deptype: string): Row {
  return { classid, objid, refclassid, refobjid, deptype };
}

/** The rule that makes a view a view. Its tree is not shown. */
export const pgRewrite: RelationSource = {
  kind: 'relations',
  key: 'ev_class',
  defaults: { rulename: '_RETURN', ev_type: '1', ev_enabled: 'O', is_instead: true, ev_qual: '<>' },
  rows: (relation, model) =>
    relation.kind === 'v' && !relation.system ? [{ oid: model.ruleOf(relation), ev_class: relation.oid }] : [],
};
