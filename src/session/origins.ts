import type { Column } from '../types/column.ts';

/** The engine's columns, with the stored columns they are, for RowDescription. */
export function withOrigins(
  planned: readonly {
    readonly origin?: { readonly relation: { readonly oid: number }; readonly columnNumber: number } | undefined;
  }[],
  columns: readonly Column[],
): readonly Column[] {
  return columns.map((column, index) => {
    const origin = planned[index]?.origin;
    return origin === undefined
      ? column
      : { ...column, origin: { tableOid: origin.relation.oid, attributeNumber: origin.columnNumber } };
  });
}
