import type { Batch } from '../types/batch.ts';
import { BATCH_ROWS, batchOf, type PlainValue } from '../types/batch-of.ts';
import type { Column } from '../types/column.ts';
import type { CopyInput, CopyOptions, RowSource } from './client-session.ts';

/** What performing a plan gives, before it is cut into the pages that Execute asks for. */
export type Outcome =
  | { readonly kind: 'empty' }
  | { readonly kind: 'complete'; readonly tag: string }
  | { readonly kind: 'rows'; readonly columns: readonly Column[]; readonly source: BatchSource; readonly tag: RowTag }
  /** Some rows of a cursor that goes on living: FETCH. */
  | { readonly kind: 'page'; readonly columns: readonly Column[]; readonly rows: RowSource }
  /** An anonymous block: a result for each of its statements. */
  | { readonly kind: 'several'; readonly outcomes: AsyncGenerator<Outcome, void, void> }
  | {
      readonly kind: 'copyOut';
      readonly columns: readonly Column[];
      readonly options: CopyOptions;
      readonly source: BatchSource;
    }
  | { readonly kind: 'copyIn'; readonly columnCount: number; readonly options: CopyOptions; readonly input: CopyInput };

/** The tag for the number of rows that one Execute sent. */
export type RowTag = (rows: number) => string;

export const selectTag: RowTag = (rows) => `SELECT ${rows}`;

/** Batches, pulled one by one. `BatchStream` of the engine is one. */
export interface BatchSource {
  /** Undefined after the last. */
  next(): Promise<Batch | undefined>;
  /** Gives up the rows that are left. */
  abandon(): void;
}

/** Rows that the server knows without the engine. */
export function rowsOf(columns: readonly Column[], rows: readonly (readonly PlainValue[])[]): BatchSource {
  let at = 0;
  return {
    next: async () => {
      if (at >= rows.length) return undefined;
      const batch = batchOf(columns, rows.slice(at, at + BATCH_ROWS));
      at += BATCH_ROWS;
      return batch;
    },
    abandon: () => {
      at = rows.length;
    },
  };
}
