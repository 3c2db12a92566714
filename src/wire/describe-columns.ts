import type { Format } from '../session/client-session.ts';
import { columnPgType } from '../types/announced.ts';
import type { PgType } from '../types/codec.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';

/** One field of RowDescription. */
export interface RowField {
  readonly name: string;
  /** 0 when the column is not plainly one of a table's. */
  readonly tableOid: number;
  readonly attributeNumber: number;
  readonly type: PgType;
  readonly format: Format;
}

export function describeColumns(
  columns: readonly Column[],
  formats: readonly Format[],
  context: EncodeContext,
): readonly RowField[] {
  return columns.map((column, i) => ({
    name: column.name,
    tableOid: column.origin?.tableOid ?? 0,
    attributeNumber: column.origin?.attributeNumber ?? 0,
    type: columnPgType(column, context),
    format: formats[i] ?? 0,
  }));
}
