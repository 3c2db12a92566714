import type { codecOf } from '../../types/codecs.ts';
import type { DataType } from '../../types/data-type.ts';
import { entryOf } from '../../types/struct-entries.ts';

/** What codecs decode to. */
export type SpoolValue = ReturnType<ReturnType<typeof codecOf>['decodeText']>;

/**
 * A value as text that DuckDB reads back as the same value: what its CSV reader takes for scalars, what its cast takes for
 * nested types. `spoolType` says how it is read.
 */
export function spoolText(value: SpoolValue, type: DataType): string {
  switch (type.kind) {
    case 'list':
    case 'array':
      return `[${listItems(value)
        .map((item) => innerText(item, type.element))
        .join(', ')}]`;
    case 'struct': {
      const fields = type.fields.map((field, index) => {
        return `${quoted(field.name)}: ${innerText(structEntry(value, type.fields, index), field.type)}`;
      });
      return `{${fields.join(', ')}}`;
    }
    case 'map': {
      const pairs = mapPairs(value).map(
        (pair) => `${innerText(pair.key, type.key)}=${innerText(pair.value, type.value)}`,
      );
      return `{${pairs.join(', ')}}`;
    }
    case 'blob':
      return hexOf(value);
    case 'date':
      return dateText(value);
    case 'float':
    case 'double':
      return Object.is(value, -0) ? '-0' : String(value);
    default:
      return String(value);
  }
}

/** Scalars inside of a nested value are quoted, so that nothing in them is read as its syntax. */
function innerText(value: SpoolValue, type: DataType): string {
  if (value === null) return 'NULL';
  switch (type.kind) {
    case 'list':
    case 'array':
    case 'struct':
    case 'map':
      return spoolText(value, type);
    case 'blob':
      return quoted(hexOf(value).replace(/../g, '\\x$&'));
    default:
      return quoted(spoolText(value, type));
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The binding writes the infinities as the last days that it could count. */
function dateText(value: SpoolValue): string {
  if (typeof value === 'object' && value !== null && 'days' in value && Math.abs(value.days) === INFINITE_DAYS) {
    return value.days > 0 ? 'infinity' : '-infinity';
  }
  return String(value);
}

const INFINITE_DAYS = 0x7fff_ffff;

function hexOf(value: SpoolValue): string {
  if (typeof value === 'object' && value !== null && 'bytes' in value) return Buffer.from(value.bytes).toString('hex');
  return unexpected(value, 'BLOB');
}

function listItems(value: SpoolValue): readonly SpoolValue[] {
  return typeof value === 'object' && value !== null && 'items' in value ? value.items : unexpected(value, 'LIST');
}

function structEntry(value: SpoolValue, ...[fields, index]: StructPlace): SpoolValue {
  return typeof value === 'object' && value !== null && 'entries' in value && !Array.isArray(value.entries)
    ? entryOf({ entries: value.entries }, fields, index)
    : unexpected(value, 'STRUCT');
}

type StructPlace = [fields: Parameters<typeof entryOf>[1], index: number];

function mapPairs(value: SpoolValue): readonly { readonly key: SpoolValue; readonly value: SpoolValue }[] {
  return typeof value === 'object' && value !== null && 'entries' in value && Array.isArray(value.entries)
    ? value.entries
    : unexpected(value, 'MAP');
}

function unexpected(value: SpoolValue, kind: string): never {
  throw new TypeError(`${String(value)} is no ${kind}`);
}
