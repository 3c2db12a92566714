import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { invalidBinary } from './codec-error.ts';
import { OID } from './oid.ts';

const HEADER_BYTES = 12;
const DIMENSION_BYTES = 8;

/**
 * Array of one dimension: int32 dimensions (0 when empty), int32 has NULLs, int32 element OID, int32 length, int32 lower
 * bound 1, then each element as int32 length (-1 NULL) and bytes. Source: PostgreSQL `array_send`, arrayfuncs.c.
 */
export function writeBinaryArray(items: readonly (Uint8Array | null)[], elementOid: number): Buffer {
  if (items.length === 0) return header(0, 0, elementOid);
  const dimension = Buffer.allocUnsafe(DIMENSION_BYTES);
  dimension.writeInt32BE(items.length);
  dimension.writeInt32BE(1, 4);
  const parts: Uint8Array[] = [header(1, items.includes(null) ? 1 : 0, elementOid), dimension];
  for (const item of items) {
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(item === null ? -1 : item.length);
    parts.push(length);
    if (item !== null) parts.push(item);
  }
  return Buffer.concat(parts);
}

/** The elements' bytes. Throws 22P03, 42804 for elements of another type, 0A000 for more than one dimension. */
export function parseBinaryArray(bytes: Buffer, elementOid: number): readonly (Buffer | null)[] {
  if (bytes.length < HEADER_BYTES) throw invalidBinary();
  const dimensions = bytes.readInt32BE(0);
  const oid = bytes.readInt32BE(8);
  if (oid !== elementOid && !(isText(oid) && isText(elementOid))) {
    throw new SqlError(
      SQLSTATE.datatypeMismatch,
      `binary data has array element type ${oid} instead of expected ${elementOid}`,
    );
  }
  if (dimensions === 0 && bytes.length === HEADER_BYTES) return [];
  if (dimensions < 0 || dimensions > 6) throw invalidBinary();
  if (dimensions > 1) {
    throw new SqlError(SQLSTATE.featureNotSupported, 'arrays of more than one dimension are not supported here');
  }
  return readItems(bytes);
}

function readItems(bytes: Buffer): readonly (Buffer | null)[] {
  if (bytes.length < HEADER_BYTES + DIMENSION_BYTES) throw invalidBinary();
  const count = bytes.readInt32BE(HEADER_BYTES);
  let at = HEADER_BYTES + DIMENSION_BYTES;
  if (count < 0 || count > (bytes.length - at) / 4) throw invalidBinary();
  const items: (Buffer | null)[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 4 > bytes.length) throw invalidBinary();
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < -1 || at + length > bytes.length) throw invalidBinary();
    items.push(length === -1 ? null : bytes.subarray(at, at + length));
    at += Math.max(length, 0);
  }
  if (at !== bytes.length) throw invalidBinary();
  return items;
}

function header(dimensions: number, hasNull: number, elementOid: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES);
  bytes.writeInt32BE(dimensions);
  bytes.writeInt32BE(hasNull, 4);
  bytes.writeInt32BE(elementOid, 8);
  return bytes;
}

function isText(oid: number): boolean {
  return oid === OID.text || oid === OID.varchar || oid === OID.bpchar || oid === OID.name || oid === OID.unknown;
}
