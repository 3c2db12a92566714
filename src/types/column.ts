import type { DataType } from './data-type.ts';

/** One column of a result. */
export interface Column {
  readonly name: string;
  readonly type: DataType;
  /** Where the column comes from, for RowDescription; absent for expressions. */
  readonly origin?: { readonly tableOid: number; readonly attributeNumber: number } | undefined;
  /**
   * The PostgreSQL type that the column is announced as, where it is not its DataType's own: `oid`, `name`, `"char"`,
   * `int2vector` … in the catalogue's relations, `varchar(n)`, an enum's own type. Bytes follow it (see `announced.ts`).
   */
  readonly announced?: { readonly oid: number; readonly typmod: number } | undefined;
}
