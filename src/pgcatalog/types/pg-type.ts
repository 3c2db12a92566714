import { OID } from '../../types/oid.ts';
import { BUILT_IN_TYPES } from '../static/types.ts';
import { PG_CATALOG_OID } from './system-schemas.ts';

/** One row of pg_type, by the names of its columns without `typ`. Functions are named, not numbered. */
export interface PgTypeRow {
  readonly oid: number;
  readonly name: string;
  readonly schema: number;
  readonly owner: number;
  readonly len: number;
  readonly byval: boolean;
  readonly kind: string;
  readonly category: string;
  readonly preferred: boolean;
  readonly delim: string;
  readonly relation: number;
  readonly elem: number;
  readonly array: number;
  readonly subscript: string;
  readonly input: string;
  readonly output: string;
  readonly receive: string;
  readonly send: string;
  readonly modin: string;
  readonly modout: string;
  readonly analyze: string;
  readonly align: string;
  readonly storage: string;
  readonly collation: number;
  /** Of a domain. */
  readonly base?: { readonly oid: number; readonly typmod: number; readonly default?: string | undefined } | undefined;
}

export const BOOTSTRAP_ROLE = 10;

/** Maps of any key and value have no type in PostgreSQL; the dialect's reference (1.24) calls theirs `anymap`. */
export const ANYMAP = 9990;
const ANYMAP_ROW = `${ANYMAP} anymap -1 f b U f , 0 ${ANYMAP + 1} - json_in json_out json_recv json_send - - - i x 0`;

const elements = [...BUILT_IN_TYPES.trim().split('\n'), ANYMAP_ROW].map(readRow);

/** Every built-in type by its OID, array types included. */
export const BUILT_INS: ReadonlyMap<number, PgTypeRow> = new Map(
  elements
    .flatMap((row) => (row.array === 0 ? [row] : [row, arrayOf(row)]))
    .sort((a, b) => a.oid - b.oid)
    .map((row) => [row.oid, row]),
);

/** By name: `int4`, `_int4`, `char`. */
export const BUILT_INS_BY_NAME: ReadonlyMap<string, PgTypeRow> = new Map(
  [...BUILT_INS.values()].map((row) => [row.name, row]),
);

function readRow(line: string): PgTypeRow {
  const [oid, name, len, byval, kind, category, preferred, delim, elem, array, ...rest] = line.split(' ');
  const [subscript, input, output, receive, send, modin, modout, analyze, align, storage, collation] = rest;
  return {
    oid: Number(oid),
    name: name ?? '',
    schema: PG_CATALOG_OID,
    owner: BOOTSTRAP_ROLE,
    len: Number(len),
    byval: byval === 't',
    kind: kind ?? '',
    category: category ?? '',
    preferred: preferred === 't',
    delim: delim ?? ',',
    relation: 0,
    elem: Number(elem),
    array: Number(array),
    subscript: subscript ?? '-',
    input: input ?? '-',
    output: output ?? '-',
    receive: receive ?? '-',
    send: send ?? '-',
    modin: modin ?? '-',
    modout: modout ?? '-',
    analyze: analyze ?? '-',
    align: align ?? 'i',
    storage: storage ?? 'p',
    collation: Number(collation),
  };
}

/** The array type that a type names as its own. */
export function arrayOf(element: PgTypeRow): PgTypeRow {
  const pseudo = element.oid === OID.record;
  return {
    ...element,
    oid: element.array,
    name: `_${element.name}`,
    len: -1,
    byval: false,
    kind: pseudo ? 'p' : 'b',
    category: pseudo ? 'P' : 'A',
    preferred: false,
    relation: 0,
    elem: element.oid,
    array: 0,
    subscript: 'array_subscript_handler',
    input: 'array_in',
    output: 'array_out',
    receive: 'array_recv',
    send: 'array_send',
    analyze: 'array_typanalyze',
    align: element.align === 'd' ? 'd' : 'i',
    storage: 'x',
  };
}
