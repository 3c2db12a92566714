import type { Format } from '../session/client-session.ts';
import { columnPgType } from '../types/announced.ts';
import type { Batch } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { DataType } from '../types/data-type.ts';
import { dataTypeOf } from '../types/duckdb-type.ts';
import type { EncodeContext } from '../types/encode-context.ts';

/**
 * The columns with the types that the batch really has: to read memory by a promised type that is not the real one would
 * crash the process. An untyped NULL comes as INTEGER, for instance. In text every type can stand for every other, in
 * binary only one with the same OID; anything else is a bug of the plan, and thrown as such.
 */
export function physicalColumns(
  columns: readonly Column[],
  formats: readonly Format[],
  batch: Batch,
  context: EncodeContext,
): readonly Column[] {
  if (batch.columnCount !== columns.length) {
    throw new Error(`${batch.columnCount} columns in a batch for a result of ${columns.length}`);
  }
  return columns.map((column, index) => {
    const type = dataTypeOf(batch.getColumnVector(index).type);
    if (isSameMemory(column.type, type)) return column;
    const real: Column = { ...column, type };
    const promised = columnPgType(column, context).oid;
    if (formats[index] === 1 && column.announced === undefined && columnPgType(real, context).oid !== promised) {
      throw new Error(`column ${index} was described as ${column.type.kind} and holds ${type.kind}`);
    }
    return real;
  });
}

function isSameMemory(promised: DataType, real: DataType): boolean {
  if (promised.kind === 'json' || promised.kind === 'varchar') return real.kind === 'json' || real.kind === 'varchar';
  return promised.kind === real.kind && JSON.stringify(promised) === JSON.stringify(real);
}
