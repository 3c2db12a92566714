import type { CatalogModel } from '../../model/catalog-model.ts';
import type { ModelConstraint, ModelRelation } from '../../model/objects.ts';
import { BTREE_CLASSES } from '../../static/small-tables.ts';
import { DOMAINS } from '../../types/domains.ts';
import { INFORMATION_SCHEMA_OID } from '../../types/system-schemas.ts';
import type { RelationSource, Row } from '../definition.ts';

export const pgConstraint: RelationSource = {
  kind: 'relations',
  key: 'conrelid',
  also: foreignKeysOf,
  defaults: {
    condeferrable: false,
    condeferred: false,
    convalidated: true,
    conparentid: 0,
    conislocal: true,
    coninhcount: 0,
  },
  rows: ({ oid }, model) => model.constraintsOf(oid).map(constraintRow),
  fixed: () => DOMAINS.flatMap(({ oid, check }) => (check === undefined ? [] : [checkRow(oid, check)])),
};

/** A foreign key hangs on the other table too: it goes with it, and points to an index of it. */
export function foreignKeysOf({ oid }: ModelRelation, model: CatalogModel): string {
  const keys = model.constraintsOf(oid).filter(({ kind }) => kind === 'f');
  return keys.map(({ oid: key, index, referenced }) => `${key} ${index} ${referenced?.relation.oid}`).join();
}

function constraintRow(constraint: ModelConstraint): Row {
  const { referenced } = constraint;
  // Declared keys have no operators of their own; those of int8 stand for any, one for each column.
  const equal = referenced === undefined ? null : referenced.columns.map(() => 410);
  return {
    oid: constraint.oid,
    conname: constraint.name,
    connamespace: constraint.relation.schema,
    contype: constraint.kind,
    conrelid: constraint.relation.oid,
    contypid: 0,
    connoinherit: true,
    conindid: constraint.index,
    confrelid: referenced?.relation.oid ?? 0,
    confupdtype: referenced === undefined ? ' ' : 'a',
    confdeltype: referenced === undefined ? ' ' : 'a',
    confmatchtype: referenced === undefined ? ' ' : 's',
    conkey: constraint.columns,
    confkey: referenced?.columns ?? null,
    conpfeqop: equal,
    conppeqop: equal,
    conffeqop: equal,
  };
}

/** The check of a domain; those of tables do not exist. */
function checkRow(domain: number, { oid, name, text }: { oid: number; name: string; text: string }): Row {
  return {
    oid,
    conname: name,
    connamespace: INFORMATION_SCHEMA_OID,
    contype: 'c',
    conrelid: 0,
    contypid: domain,
    conindid: 0,
    confrelid: 0,
    confupdtype: ' ',
    confdeltype: ' ',
    confmatchtype: ' ',
    connoinherit: false,
    conbin: text,
  };
}

const CLASS_OF: ReadonlyMap<number, number> = new Map(BTREE_CLASSES.map(([oid, , , type]) => [type, oid]));
const ARRAY_CLASS = 10_000;
const TEXT_CLASS = 3126;

export const pgIndex: RelationSource = {
  kind: 'relations',
  key: 'indexrelid',
  defaults: {
    indisunique: true,
    indnullsnotdistinct: false,
    indisexclusion: false,
    indimmediate: true,
    indisclustered: false,
    indisvalid: true,
    indcheckxmin: false,
    indisready: true,
    indislive: true,
    indisreplident: false,
  },
  rows: ({ oid, kind, attributes }, model) => {
    const constraint = kind === 'i' ? model.index(oid)?.constraint : undefined;
    if (constraint === undefined) return [];
    const types = attributes.map((each) => model.type(each.oid));
    return [
      {
        indexrelid: oid,
        indrelid: constraint.relation.oid,
        indnatts: constraint.columns.length,
        indnkeyatts: constraint.columns.length,
        indisprimary: constraint.kind === 'p',
        indkey: constraint.columns,
        indcollation: types.map((type) => type?.collation ?? 0),
        indclass: types.map((type) =>
          type?.category === 'A' ? ARRAY_CLASS : (CLASS_OF.get(type?.oid ?? 0) ?? TEXT_CLASS),
        ),
        indoption: constraint.columns.map(() => 0),
      },
    ];
  },
};
