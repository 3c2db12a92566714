import type { Batch, BatchSlice } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { RowSource } from './client-session.ts';
import type { BatchSource, RowTag } from './outcome.ts';

/** A place in a result: rows are taken from it page by page, each page going on exactly where the last stopped. */
export class Cursor {
  readonly columns: readonly Column[];
  readonly #source: BatchSource;
  readonly #tag: RowTag;
  #batch: Batch | undefined;
  #offset = 0;
  #ended = false;

  constructor(columns: readonly Column[], source: BatchSource, tag: RowTag) {
    this.columns = columns;
    this.#source = source;
    this.#tag = tag;
  }

  /** Rows were taken before, or none is left. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * The next `maxRows` rows, all for 0. A page that is full ends `suspended`, also when nothing happens to follow, as in
   * PostgreSQL. FETCH hands in a tag of its own, and its pages end complete.
   */
  take(maxRows: number, fetchTag?: RowTag): RowSource {
    const tag = fetchTag ?? this.#tag;
    let taken = 0;
    let suspended = false;
    const slices = async function* (this: Cursor): AsyncGenerator<BatchSlice, void, void> {
      while (!this.#ended) {
        if (maxRows > 0 && taken >= maxRows) {
          suspended = true;
          return;
        }
        this.#batch ??= await this.#nextBatch();
        if (this.#batch === undefined) return;
        const batch = this.#batch;
        const from = this.#offset;
        const to = maxRows > 0 ? Math.min(batch.rowCount, from + maxRows - taken) : batch.rowCount;
        this.#offset = to;
        if (to >= batch.rowCount) this.#batch = undefined;
        taken += to - from;
        yield { batch, from, to };
      }
    };
    return {
      [Symbol.asyncIterator]: () => slices.call(this),
      end: () => (suspended && fetchTag === undefined ? { kind: 'suspended' } : { kind: 'complete', tag: tag(taken) }),
      sent: (bytes) => this.#source.sent?.(bytes),
    };
  }

  close(): void {
    this.#ended = true;
    this.#batch = undefined;
    this.#source.abandon();
  }

  async #nextBatch(): Promise<Batch | undefined> {
    this.#offset = 0;
    const batch = await this.#source.next();
    if (batch === undefined) this.#ended = true;
    return batch;
  }
}
