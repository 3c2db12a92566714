import type { DataType } from './data-type.ts';

/** One column of a result. */
export interface Column {
  readonly name: string;
  readonly type: DataType;
  /** Where the column comes from, for RowDescription; absent for expressions. */
  readonly origin?: { readonly tableOid: number; readonly attributeNumber: number } | undefined;
}
