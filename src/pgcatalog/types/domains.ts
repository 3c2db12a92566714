import { arrayOf, BUILT_INS, type PgTypeRow } from './pg-type.ts';
import { INFORMATION_SCHEMA_OID } from './system-schemas.ts';

/** A domain of information_schema. Its values are sent as values of the type under it. */
interface Domain {
  readonly name: string;
  readonly oid: number;
  readonly array: number;
  readonly base: number;
  readonly typmod: number;
  readonly default?: string | undefined;
  readonly check?:
    | { readonly oid: number; readonly name: string; readonly text: string; readonly pretty: string }
    | undefined;
}

/** Source: PostgreSQL 15.20, `pg_type` and `pg_constraint`. */
export const DOMAINS: readonly Domain[] = [
  {
    name: 'cardinal_number',
    oid: 13_221,
    array: 13_220,
    base: 23,
    typmod: -1,
    check: {
      oid: 13_222,
      name: 'cardinal_number_domain_check',
      text: 'CHECK ((VALUE >= 0))',
      pretty: 'CHECK (VALUE >= 0)',
    },
  },
  { name: 'character_data', oid: 13_224, array: 13_223, base: 1043, typmod: -1 },
  { name: 'sql_identifier', oid: 13_226, array: 13_225, base: 19, typmod: -1 },
  {
    name: 'time_stamp',
    oid: 13_232,
    array: 13_231,
    base: 1184,
    typmod: 2,
    default: 'CURRENT_TIMESTAMP(2)',
  },
  {
    name: 'yes_or_no',
    oid: 13_234,
    array: 13_233,
    base: 1043,
    typmod: 7,
    check: {
      oid: 13_235,
      name: 'yes_or_no_check',
      text: "CHECK (((VALUE)::text = ANY ((ARRAY['YES'::character varying, 'NO'::character varying])::text[])))",
      pretty: "CHECK (VALUE::text = ANY (ARRAY['YES'::character varying, 'NO'::character varying]::text[]))",
    },
  },
];

export const DOMAIN_BY_NAME: ReadonlyMap<string, Domain> = new Map(DOMAINS.map((each) => [each.name, each]));

/** Their rows of pg_type, and those of their arrays. */
export const DOMAIN_TYPES: readonly PgTypeRow[] = DOMAINS.flatMap((domain) => {
  const base = BUILT_INS.get(domain.base);
  if (base === undefined) throw new Error(`no type ${domain.base}`);
  const row: PgTypeRow = {
    ...base,
    oid: domain.oid,
    name: domain.name,
    schema: INFORMATION_SCHEMA_OID,
    kind: 'd',
    preferred: false,
    elem: 0,
    array: domain.array,
    subscript: '-',
    input: 'domain_in',
    receive: 'domain_recv',
    modin: '-',
    modout: '-',
    collation: base.collation === 0 ? 0 : 950,
    base: { oid: domain.base, typmod: domain.typmod, default: domain.default },
  };
  return [row, { ...arrayOf(row), base: undefined }];
});
