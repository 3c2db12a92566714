import { PG_FUNCTIONS } from '../../static/functions.ts';
import { ACCESS_METHODS, BTREE_CLASSES, COLLATIONS, LANGUAGES } from '../../static/small-tables.ts';
import { BOOTSTRAP_ROLE } from '../../types/pg-type.ts';
import { PG_CATALOG_OID } from '../../types/system-schemas.ts';
import type { RelationSource } from '../definition.ts';

const LANGUAGE_INTERNAL = 12;

export const pgProc: RelationSource = {
  kind: 'fixed',
  defaults: {
    pronamespace: PG_CATALOG_OID,
    proowner: BOOTSTRAP_ROLE,
    prolang: LANGUAGE_INTERNAL,
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
    opckeytype: 0,
  },
  *rows() {
    for (const [oid, opcname, opcfamily, opcintype] of BTREE_CLASSES) yield { oid, opcname, opcfamily, opcintype };
  },
};
