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
  readonly announced?: AnnouncedType | undefined;
}

export interface AnnouncedType {
  readonly oid: number;
  readonly typmod: number;
  /** Of `regclass` and its kin, whose values are the names: the OID that binary results hold. 0 for the name of nothing. */
  readonly oidOf?: ((name: string) => number) | undefined;
}
