import { OID } from '../../types/oid.ts';
import type { PgTypeRow } from '../types/pg-type.ts';
import { PG_CATALOG_OID } from '../types/system-schemas.ts';
import { quoteIdent } from './definitions.ts';

/** Types whose SQL name is not the one in pg_type. Source: PostgreSQL 15, `format_type_extended`. */
const SQL_NAMES: ReadonlyMap<number, string> = new Map([
  [OID.bool, 'boolean'],
  [OID.char, '"char"'],
  [OID.bpchar, 'character'],
  [OID.float4, 'real'],
  [OID.float8, 'double precision'],
  [OID.int2, 'smallint'],
  [OID.int4, 'integer'],
  [OID.int8, 'bigint'],
  [OID.numeric, 'numeric'],
  [OID.interval, 'interval'],
  [OID.time, 'time without time zone'],
  [OID.timetz, 'time with time zone'],
  [OID.timestamp, 'timestamp without time zone'],
  [OID.timestamptz, 'timestamp with time zone'],
  [OID.varchar, 'character varying'],
  [OID.varbit, 'bit varying'],
  [OID.bit, 'bit'],
]);

export interface TypeNames {
  type(oid: number): PgTypeRow | undefined;
  /** The schema's name, or undefined where the type is found without it. */
  schemaToShow(type: PgTypeRow): string | undefined;
}

/** What `format_type` answers; `typmod` undefined for NULL, which leaves out `(n)` and shows `bpchar` as `character`. */
export function formatType(oid: number, typmod: number | undefined, names: TypeNames): string {
  if (oid === 0) return '-';
  const type = names.type(oid);
  if (type === undefined) return '???';
  const isArray = type.subscript === 'array_subscript_handler' && type.storage !== 'p' && type.elem !== 0;
  const element = isArray ? names.type(type.elem) : type;
  if (element === undefined) return '???[]';
  return elementName(element, typmod, names) + (isArray ? '[]' : '');
}

function elementName(type: PgTypeRow, typmod: number | undefined, names: TypeNames): string {
  const own = SQL_NAMES.get(type.oid);
  if (own === undefined) {
    const schema = names.schemaToShow(type);
    const name = quoteIdent(type.name) + (typmod === undefined || typmod < 0 ? '' : `(${typmod})`);
    return schema === undefined ? name : `${quoteIdent(schema)}.${name}`;
  }
  if (typmod === undefined || typmod < 0) {
    // Without a length these are other types than the bare words say.
    if (typmod === -1 && type.oid === OID.bpchar) return 'bpchar';
    if (typmod === -1 && type.oid === OID.bit) return '"bit"';
    return own;
  }
  switch (type.oid) {
    case OID.bpchar:
    case OID.varchar:
      return `${own}(${typmod - 4})`;
    case OID.bit:
    case OID.varbit:
      return `${own}(${typmod})`;
    case OID.numeric:
      return `${own}(${((typmod - 4) >> 16) & 0xffff},${(((typmod - 4) & 0x7ff) ^ 1024) - 1024})`;
    case OID.time:
    case OID.timestamp:
    case OID.timetz:
    case OID.timestamptz: {
      const [word, ...rest] = own.split(' ');
      return `${word}(${typmod}) ${rest.join(' ')}`;
    }
    case OID.interval:
      return (typmod & 0xffff) === 0xffff ? own : `${own}(${typmod & 0xffff})`;
    default:
      return own;
  }
}

/** For pg_catalog's types alone: their names do not depend on a search path. */
export function isOfCatalog(type: PgTypeRow): boolean {
  return type.schema === PG_CATALOG_OID;
}
