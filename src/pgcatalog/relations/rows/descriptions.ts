import { TYPE_COMMENTS } from '../../static/comments.ts';
import type { RelationSource } from '../definition.ts';

export const PG_CLASS_OID = 1259;
const PG_NAMESPACE_OID = 2615;
const PG_TYPE_OID = 1247;
const PG_DATABASE_OID = 1262;

/** Comments of schemas, relations and columns; of a struct column, its comment belongs to the table's column alone. */
export const pgDescription: RelationSource = {
  kind: 'relations',
  key: 'objoid',
  *rows({ oid, comment, attributes }) {
    const about = { objoid: oid, classoid: PG_CLASS_OID };
    if (comment !== undefined) yield { ...about, objsubid: 0, description: comment };
    for (const attribute of attributes)
      if (attribute.comment !== undefined)
        yield { ...about, objsubid: attribute.number, description: attribute.comment };
  },
  fixed: () =>
    [...TYPE_COMMENTS].map(([oid, description]) => ({ objoid: oid, classoid: PG_TYPE_OID, objsubid: 0, description })),
  rest: {
    where: `classoid = ${PG_NAMESPACE_OID}`,
    *rows(model) {
      for (const { oid, comment } of model.schemas.values())
        if (comment !== undefined) yield { objoid: oid, classoid: PG_NAMESPACE_OID, objsubid: 0, description: comment };
    },
  },
};

export const pgShdescription: RelationSource = {
  kind: 'model',
  *rows(model) {
    for (const { oid, comment } of model.databases)
      if (comment !== undefined) yield { objoid: oid, classoid: PG_DATABASE_OID, description: comment };
  },
};
