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
  /** Told what the rows so far came to in bytes for the client, each time some were written. */
  sent?(bytes: number): void;
}

/** Rows that the server knows without the engine. */
export function rowsOf(columns: readonly Column[], rows: readonly (readonly PlainValue[])[]): BatchSource {
  return replay(batchesOf(columns, rows));
}

export function* batchesOf(
  columns: readonly Column[],
  rows: readonly (readonly PlainValue[])[],
): IterableIterator<Batch> {
  for (let at = 0; at < rows.length; at += BATCH_ROWS) yield batchOf(columns, rows.slice(at, at + BATCH_ROWS));
}

export function replay(batches: Iterable<Batch>): BatchSource {
  const left = batches[Symbol.iterator]();
  let abandoned = false;
  return {
    next: async () => (abandoned ? undefined : left.next().value),
    abandon: () => {
      abandoned = true;
    },
  };
}
