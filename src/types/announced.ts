import { DuckDBArrayValue, DuckDBListValue, type DuckDBValue } from '@duckdb/node-api';
import { writeBinaryArray } from './binary-array.ts';
import type { Codec, PgType } from './codec.ts';
import { codecOf, pgTypeOf } from './codecs.ts';
import type { Column } from './column.ts';
import type { EncodeContext } from './encode-context.ts';
import { OID } from './oid.ts';

/** What RowDescription says about a column: its announced type, else the one of its DataType. */
export function columnPgType(column: Column, context: EncodeContext): PgType {
  if (column.announced === undefined) return pgTypeOf(column.type, context);
  const { oid, typmod } = column.announced;
  return { oid, arrayOid: 0, typlen: TYPLEN.get(oid) ?? pgTypeOf(column.type, context).typlen, typmod };
}

/** How the values of a column are written. Values of a column with an announced type are only ever written. */
export function columnCodec(column: Column): Codec {
  const own = codecOf(column.type);
  if (column.announced === undefined) return own;
  const { oid, oidOf = Number } = column.announced;
  if (FOUR_BYTE_OIDS.has(oid))
    return { ...own, encodeBinary: (value, type, context) => uint32(oidOf(own.encodeText(value, type, context))) };
  if (oid === OID.record) return asRecord(own);
  const element = VECTOR_ELEMENTS.get(oid);
  if (element !== undefined) {
    return {
      ...own,
      encodeText: (value) => itemsOf(value).join(' '),
      encodeBinary: (value) =>
        withLowerBound0(
          writeBinaryArray(
            itemsOf(value).map((item) => element.bytes(item)),
            element.oid,
          ),
        ),
    };
  }
  const arrayElement = OID_ARRAYS.get(oid);
  if (arrayElement === undefined) return own;
  return {
    ...own,
    encodeBinary: (value) =>
      writeBinaryArray(
        itemsOf(value).map((item) => (item === null ? null : arrayElement.bytes(item))),
        arrayElement.oid,
      ),
  };
}

/** What is announced as a record is one, whatever the session has chosen for structs of the dialect. */
function asRecord(own: Codec): Codec {
  return {
    ...own,
    encodeText: (value, type, context) => own.encodeText(value, type, { ...context, complexAs: 'composite' }),
    encodeBinary: (value, type, context) => own.encodeBinary(value, type, { ...context, complexAs: 'composite' }),
  };
}

interface Element {
  readonly oid: number;
  bytes(item: DuckDBValue): Buffer;
}

/** OIDs and what names an object by OID: four bytes, whatever integer or digits the engine holds them in. */
const FOUR_BYTE_OIDS: ReadonlySet<number> = new Set([
  OID.oid,
  OID.xid,
  OID.regproc,
  OID.regprocedure,
  OID.regoper,
  OID.regclass,
  OID.regtype,
  OID.regnamespace,
  OID.regrole,
]);

const TYPLEN: ReadonlyMap<number, number> = new Map([
  ...Array.from(FOUR_BYTE_OIDS, (oid): [number, number] => [oid, 4]),
  [OID.char, 1],
  [OID.name, 64],
  [OID.void, 4],
]);

const OID_ELEMENT: Element = { oid: OID.oid, bytes: (item) => uint32(Number(item)) };
const INT2_ELEMENT: Element = { oid: OID.int2, bytes: (item) => uint32(Number(item)).subarray(2) };

const VECTOR_ELEMENTS: ReadonlyMap<number, Element> = new Map([
  [OID.int2vector, INT2_ELEMENT],
  [OID.oidvector, OID_ELEMENT],
]);

const OID_ARRAYS: ReadonlyMap<number, Element> = new Map([
  [OID.oidArray, OID_ELEMENT],
  [OID.int2Array, INT2_ELEMENT],
  [OID.nameArray, { oid: OID.name, bytes: (item: DuckDBValue) => Buffer.from(String(item)) }],
  [OID.charArray, { oid: OID.char, bytes: (item: DuckDBValue) => Buffer.from(String(item)) }],
]);

function itemsOf(value: DuckDBValue): readonly DuckDBValue[] {
  return value instanceof DuckDBListValue || value instanceof DuckDBArrayValue ? value.items : [];
}

/** A name that is no number becomes 0, the OID of nothing. */
function uint32(number: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(Number.isNaN(number) ? 0 : number | 0);
  return bytes;
}

function withLowerBound0(array: Buffer): Buffer {
  if (array.readInt32BE(0) === 1) array.writeInt32BE(0, 16);
  return array;
}
