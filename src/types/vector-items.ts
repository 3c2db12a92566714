import {
  DuckDBListValue,
  DuckDBListVector,
  DuckDBStructVector,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api';
import type { DataType } from './data-type.ts';
import { hasUniqueNames, structValueOf } from './struct-entries.ts';

/** Reads values of a vector by the binding's own API. */
export type ItemReader = (vector: DuckDBVector, row: number) => DuckDBValue;

/**
 * The binding's getItem, except for types that hold structs whose fields share a name: of those it would keep one, so they
 * are read field by field (see `structValueOf`). Not within MAP and UNION, where the binding gives no way to do so.
 */
export function itemReader(type: DataType): ItemReader {
  switch (type.kind) {
    case 'struct': {
      if (!hasSharedNames(type)) return getItem;
      const readers = type.fields.map((field) => itemReader(field.type));
      return (vector, row) => {
        if (!(vector instanceof DuckDBStructVector)) return vector.getItem(row);
        if (!vector.isItemValid(row)) return null;
        const values = readers.map((read, index) => read(vector.entryVectorAt(index), row));
        return structValueOf(type.fields, values);
      };
    }
    case 'list': {
      if (!hasSharedNames(type)) return getItem;
      const read = itemReader(type.element);
      return (vector, row) => {
        if (!(vector instanceof DuckDBListVector)) return vector.getItem(row);
        const items = vector.getItemVector(row);
        return items === null ? null : new DuckDBListValue(allOf(items, read));
      };
    }
    default:
      return getItem;
  }
}

function getItem(vector: DuckDBVector, row: number): DuckDBValue {
  return vector.getItem(row);
}

function allOf(vector: DuckDBVector, read: ItemReader): readonly DuckDBValue[] {
  return Array.from({ length: vector.itemCount }, (_, row) => read(vector, row));
}

function hasSharedNames(type: DataType): boolean {
  if (type.kind === 'list') return hasSharedNames(type.element);
  return (
    type.kind === 'struct' && (!hasUniqueNames(type.fields) || type.fields.some((field) => hasSharedNames(field.type)))
  );
}
