import type { BatchSlice } from '../types/batch.ts';
import { codecOf } from '../types/codecs.ts';
import type { Column } from '../types/column.ts';
import type { DataType } from '../types/data-type.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import { nestedJson } from '../types/nested-json.ts';

/** Rows as JSON objects, as text: 64-bit integers beyond 2^53 and decimals travel as texts (API reference, section 11). */
export function jsonRows(
  { batch, from, to }: BatchSlice,
  columns: readonly Column[],
  context: EncodeContext,
): string[] {
  const names = uniqueNames(columns).map((name) => JSON.stringify(name));
  const vectors = columns.map((_, index) => batch.getColumnVector(index));
  const rows: string[] = [];
  for (let row = from; row < to; row++) {
    const fields = columns.map(({ type }, index) => {
      const value = vectors[index]?.getItem(row) ?? null;
      return `${names[index]}:${value === null ? 'null' : jsonValue(value, type, context)}`;
    });
    rows.push(`{${fields.join(',')}}`);
  }
  return rows;
}

type Value = Parameters<typeof nestedJson>[0];

function jsonValue(value: Value, type: DataType, context: EncodeContext): string {
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : JSON.stringify(codecOf(type).encodeText(value, type, context));
    case 'bigint':
      return isSafe(value) ? String(value) : `"${value}"`;
    case 'string':
      return type.kind === 'json' ? value : JSON.stringify(value);
    default:
      return isNested(type)
        ? nestedJson(value, type, context, codecOf)
        : JSON.stringify(codecOf(type).encodeText(value, type, context));
  }
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}

function isNested({ kind }: DataType): boolean {
  return kind === 'list' || kind === 'array' || kind === 'struct' || kind === 'map' || kind === 'union';
}

/** A JSON object cannot hold a name twice: later ones get a number. */
function uniqueNames(columns: readonly Column[]): readonly string[] {
  const seen = new Map<string, number>();
  return columns.map(({ name }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}

/** `resultsMeta` of an accelerated query. */
export function resultsMeta(columns: readonly Column[]): object {
  const names = uniqueNames(columns);
  const properties = Object.fromEntries(columns.map(({ type }, index) => [names[index] ?? '', propertyOf(type)]));
  return { _adhoc: { type: 'object', 'meta:xdmType': 'object', properties } };
}

function propertyOf(type: DataType): object {
  const [kind, xdm] = typeNames(type);
  return { type: kind, 'meta:xdmType': xdm };
}

function typeNames(type: DataType): readonly [string, string] {
  switch (type.kind) {
    case 'boolean':
      return ['boolean', 'boolean'];
    case 'tinyint':
    case 'utinyint':
      return ['integer', 'byte'];
    case 'smallint':
    case 'usmallint':
      return ['integer', 'short'];
    case 'integer':
      return ['integer', 'int'];
    case 'uinteger':
    case 'bigint':
    case 'ubigint':
    case 'hugeint':
    case 'uhugeint':
      return ['integer', 'long'];
    case 'float':
    case 'double':
      return ['number', 'number'];
    case 'decimal':
      return ['string', 'decimal'];
    case 'date':
      return ['string', 'date'];
    case 'timestamp':
    case 'timestamp_s':
    case 'timestamp_ms':
    case 'timestamp_ns':
    case 'timestamptz':
      return ['string', 'date-time'];
    case 'list':
    case 'array':
      return ['array', 'array'];
    case 'struct':
    case 'union':
      return ['object', 'object'];
    case 'map':
      return ['object', 'map'];
    default:
      return ['string', 'string'];
  }
}
