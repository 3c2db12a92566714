import { functionOid } from '../../static/functions.ts';
import { RANGES } from '../../static/small-tables.ts';
import { DOMAIN_TYPES } from '../../types/domains.ts';
import { BUILT_INS, type PgTypeRow } from '../../types/pg-type.ts';
import type { RelationSource, Row } from '../definition.ts';

export const pgType: RelationSource = {
  kind: 'relations',
  key: 'oid',
  keys: ({ rowType, rowArray }) => [rowType, rowArray],
  defaults: { typisdefined: true, typnotnull: false, typndims: 0 },
  rows: ({ rowType, rowArray }, model) =>
    [rowType, rowArray].flatMap((oid) => {
      const type = model.ownTypes.get(oid);
      return type === undefined ? [] : [row(type)];
    }),
  fixed: () => [...BUILT_INS.values(), ...DOMAIN_TYPES].map(row),
};

function row(type: PgTypeRow): Row {
  return {
    oid: type.oid,
    typname: type.name,
    typnamespace: type.schema,
    typowner: type.owner,
    typlen: type.len,
    typbyval: type.byval,
    typtype: type.kind,
    typcategory: type.category,
    typispreferred: type.preferred,
    typdelim: type.delim,
    typrelid: type.relation,
    typsubscript: functionOid(type.subscript),
    typelem: type.elem,
    typarray: type.array,
    typinput: functionOid(type.input),
    typoutput: functionOid(type.output),
    typreceive: functionOid(type.receive),
    typsend: functionOid(type.send),
    typmodin: functionOid(type.modin),
    typmodout: functionOid(type.modout),
    typanalyze: functionOid(type.analyze),
    typalign: type.align,
    typstorage: type.storage,
    typcollation: type.collation,
    typbasetype: type.base?.oid ?? 0,
    typtypmod: type.base?.typmod ?? -1,
    typdefault: type.base?.default ?? null,
  };
}

export const pgRange: RelationSource = { kind: 'fixed', defaults: { rngcollation: 0 }, rows: () => RANGES };
