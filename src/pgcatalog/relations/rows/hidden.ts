import { OID } from '../../../types/oid.ts';
import { formatType } from '../../model/type-name.ts';
import { KEYWORD_ROWS } from '../../static/keywords.ts';
import { DOMAIN_TYPES } from '../../types/domains.ts';
import { BUILT_INS, type PgTypeRow } from '../../types/pg-type.ts';
import type { RelationShape, RelationSource, Row } from '../definition.ts';

/** Relations that only other relations read; no client can name them. */
const hidden = (name: string, ...columns: readonly (readonly [string, number])[]): RelationShape => ({
  oid: 0,
  schema: 'pg_catalog',
  name,
  kind: 'r',
  rowType: 0,
  rowArray: 0,
  columns: columns.map(([column, type]) => ({ name: column, type })),
});

export const HIDDEN_SHAPES: readonly RelationShape[] = [
  hidden('sh_database', ['current', OID.name]),
  hidden('sh_type_name', ['oid', OID.oid], ['name', OID.text]),
  hidden('sh_view_reads', ['view', OID.oid], ['relation', OID.oid]),
  hidden(
    'sh_keywords',
    ['word', OID.text],
    ['catcode', OID.char],
    ['barelabel', OID.bool],
    ['catdesc', OID.text],
    ['baredesc', OID.text],
  ),
  hidden('sh_options', ['option_name', OID.text], ['option_value', OID.text]),
  hidden('sh_relation_size', ['oid', OID.oid], ['live', OID.int8], ['bytes', OID.int8]),
];

export const shDatabase: RelationSource = {
  kind: 'model',
  rows: (model) => [{ current: model.database.name }],
};

/** `format_type(oid, NULL)`, with the schema of types outside pg_catalog left to whoever reads it. */
export const shTypeName: RelationSource = {
  kind: 'relations',
  key: 'oid',
  keys: ({ rowType, rowArray }) => [rowType, rowArray],
  rows: ({ rowType, rowArray }, model) =>
    [rowType, rowArray].filter((oid) => oid !== 0).map((oid) => typeName(oid, (each) => model.type(each))),
  fixed: () => [...FIXED_TYPES.keys()].map((oid) => typeName(oid, (each) => FIXED_TYPES.get(each))),
};

const FIXED_TYPES: ReadonlyMap<number, PgTypeRow> = new Map([
  ...BUILT_INS,
  ...DOMAIN_TYPES.map((row): [number, PgTypeRow] => [row.oid, row]),
]);

function typeName(oid: number, type: (oid: number) => PgTypeRow | undefined): Row {
  return { oid, name: formatType(oid, undefined, { type, schemaToShow: () => undefined }) };
}

export const shViewReads: RelationSource = {
  kind: 'model',
  *rows(model) {
    for (const object of model.objects)
      if (object.kind === 'view') for (const relation of object.dependsOn) yield { view: object.oid, relation };
  },
};

export const shKeywords: RelationSource = { kind: 'fixed', rows: () => KEYWORD_ROWS };
