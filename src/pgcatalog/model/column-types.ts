import { codecOf } from '../../types/codecs.ts';
import type { DataType } from '../../types/data-type.ts';
import { DEFAULT_ENCODE_CONTEXT } from '../../types/encode-context.ts';
import { OID } from '../../types/oid.ts';
import { ANYMAP, BUILT_INS } from '../types/pg-type.ts';
import type { TypeRef } from './objects.ts';

/** Makes the composite type of a struct, or answers the one made before. `path` is `column` or `column_field`. */
export type CompositeOf = (fields: Extract<DataType, { kind: 'struct' }>, path: string) => CompositeOids;
export interface CompositeOids {
  readonly type: number;
  readonly array: number;
}

/**
 * The type that pg_attribute gives a column: the one its values are sent as, but for structs, which are shown as composite
 * types named `<table>_<column>`, and maps, shown as `anymap` (reference of the dialect, section 1.24). Lists of lists are
 * sent as json and shown so.
 */
export function columnType(
  type: DataType,
  length: number | undefined,
  path: string,
  compositeOf: CompositeOf,
): TypeRef {
  switch (type.kind) {
    case 'struct':
      return plain(compositeOf(type, path).type);
    case 'map':
      return plain(ANYMAP);
    case 'list':
    case 'array': {
      const { element } = type;
      if (element.kind === 'struct') return { oid: compositeOf(element, path).array, typmod: -1, dimensions: 1 };
      if (element.kind === 'map') return { oid: ANYMAP + 1, typmod: -1, dimensions: 1 };
      if (element.kind === 'list' || element.kind === 'array' || element.kind === 'union') return plain(OID.json);
      const inner = columnType(element, undefined, path, compositeOf);
      return { oid: BUILT_INS.get(inner.oid)?.array ?? OID.textArray, typmod: inner.typmod, dimensions: 1 };
    }
    case 'varchar':
      return length === undefined ? plain(OID.text) : { oid: OID.varchar, typmod: length + 4, dimensions: 0 };
    default: {
      const { oid, typmod } = codecOf(type).pgType(type, DEFAULT_ENCODE_CONTEXT);
      return { oid, typmod, dimensions: 0 };
    }
  }
}

function plain(oid: number): TypeRef {
  return { oid, typmod: -1, dimensions: 0 };
}
