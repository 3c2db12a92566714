import { CAST_ROWS } from '../../static/casts.ts';
import { PG_FUNCTIONS } from '../../static/functions.ts';
import { ACCESS_METHODS, BTREE_CLASSES, COLLATIONS, LANGUAGES } from '../../static/small-tables.ts';
import { BOOTSTRAP_ROLE } from '../../types/pg-type.ts';
import { PG_CATALOG_OID } from '../../types/system-schemas.ts';
import type { RelationSource } from '../definition.ts';

const LANGUAGE_INTERNAL = 12;
const LANGUAGE_SQL = 14;
const CSTRING = 2275;

export const pgProc: RelationSource = {
  kind: 'fixed',
  defaults: {
    pronamespace: PG_CATALOG_OID,
    proowner: BOOTSTRAP_ROLE,
    procost: 1,
    provariadic: 0,
    prosupport: 0,
    prosecdef: false,
    proparallel: 's',
    pronargdefaults: 0,
  },
  *rows() {
    for (const each of PG_FUNCTIONS.values()) {
      yield {
        oid: each.oid,
        proname: each.name,
        prolang: each.source === '' ? LANGUAGE_SQL : LANGUAGE_INTERNAL,
        prorows: each.returnsSet ? 1000 : 0,
        prokind: each.kind,
        proleakproof: each.leakproof,
        proisstrict: each.strict,
        proretset: each.returnsSet,
        provolatile: each.volatility,
        pronargs: each.args.length,
        prorettype: each.result,
        proargtypes: each.args,
        prosrc: each.source,
      };
    }
  },
};

export const pgCast: RelationSource = { kind: 'fixed', rows: () => CAST_ROWS };

export const pgAm: RelationSource = { kind: 'fixed', rows: () => ACCESS_METHODS };

export const pgLanguage: RelationSource = {
  kind: 'fixed',
  defaults: { lanowner: BOOTSTRAP_ROLE, lanispl: false, lanplcallfoid: 0, laninline: 0 },
  rows: () => LANGUAGES,
};

export const pgCollation: RelationSource = {
  kind: 'fixed',
  defaults: { collnamespace: PG_CATALOG_OID, collowner: BOOTSTRAP_ROLE, collisdeterministic: true },
  rows: () => COLLATIONS,
};

export const pgOpclass: RelationSource = {
  kind: 'fixed',
  defaults: {
    opcmethod: 403,
    opcnamespace: PG_CATALOG_OID,
    opcowner: BOOTSTRAP_ROLE,
    opcdefault: true,
  },
  *rows() {
    for (const [oid, opcname, opcfamily, opcintype] of BTREE_CLASSES)
      yield { oid, opcname, opcfamily, opcintype, opckeytype: opcname === 'name_ops' ? CSTRING : 0 };
  },
};
