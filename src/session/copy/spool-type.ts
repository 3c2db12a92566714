import { type DataType, duckdbTypeName } from '../../types/data-type.ts';

/** How a column stands in the spool: the type to read it as, and what makes its value from that. */
export interface SpoolType {
  readonly read: string;
  readonly value: (column: string) => string;
}

/**
 * DuckDB's CSV reader is given a type only where it takes the spool's text for what it says; nested types and BLOB are read
 * as text and cast.
 */
export function spoolType(type: DataType): SpoolType {
  switch (type.kind) {
    case 'blob':
      return { read: 'VARCHAR', value: (column) => `unhex(${column})` };
    case 'list':
    case 'array':
    case 'struct':
    case 'map':
    case 'union':
      return { read: 'VARCHAR', value: (column) => `CAST(${column} AS ${duckdbTypeName(type)})` };
    case 'json':
    case 'enum':
      return { read: 'VARCHAR', value: (column) => column };
    default:
      return { read: duckdbTypeName(type), value: (column) => column };
  }
}
