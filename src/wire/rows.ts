import type { Format } from '../session/client-session.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import type { RowEncoder } from './row-encoder.ts';
import { createPlainRowEncoder } from './row-plain.ts';

/** An encoder of DataRow messages for a result of these columns. */
export function createRowEncoder(
  columns: readonly Column[],
  formats: readonly Format[],
  context: EncodeContext,
): RowEncoder {
  return createPlainRowEncoder(columns, formats, context);
}
