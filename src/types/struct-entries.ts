import { DuckDBStructValue, type DuckDBValue } from '@duckdb/node-api';
import type { StructField } from './data-type.ts';

/**
 * The binding keeps a struct's fields by name, so that of fields with the same name (`row(1, 2)`: both empty) one is left.
 * Where names are not unique we keep the fields by their position instead.
 */
export function structValueOf(fields: readonly StructField[], values: readonly DuckDBValue[]): DuckDBStructValue {
  const keys = entryKeys(fields);
  return new DuckDBStructValue(Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null])));
}

/** Field `index` of a struct made by `structValueOf` or by the binding; null when it is NULL. */
export function entryOf(value: DuckDBStructValue, fields: readonly StructField[], index: number): DuckDBValue {
  const name = fields[index]?.name ?? '';
  return value.entries[entryKeys(fields)[index] ?? name] ?? value.entries[name] ?? null;
}

export function hasUniqueNames(fields: readonly StructField[]): boolean {
  return new Set(fields.map((field) => field.name)).size === fields.length;
}

const KEYS = new WeakMap<readonly StructField[], readonly string[]>();

function entryKeys(fields: readonly StructField[]): readonly string[] {
  const known = KEYS.get(fields);
  if (known !== undefined) return known;
  const names = fields.map((field) => field.name);
  const keys = hasUniqueNames(fields) ? names : names.map((_, index) => String(index));
  KEYS.set(fields, keys);
  return keys;
}
