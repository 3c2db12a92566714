import type { DuckDBResult } from '@duckdb/node-api';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Batch } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import { dataTypeOf } from '../types/duckdb-type.ts';
import { toSqlError } from './errors.ts';

/** Values (rows times columns) that an unread result may keep in memory when another statement pushes it aside. */
const DETACHED_VALUES_LIMIT = 32_000_000;

/** The batches of one result, the next one fetched while the last is used. */
export class BatchStream {
  readonly columns: readonly Column[];
  readonly #result: DuckDBResult;
  readonly #onEnd: () => void;
  /** Batches read ahead of their time, because another statement needed the connection; they come before what is left. */
  #detached: Batch[] = [];
  #ahead: Promise<Batch | undefined> | undefined;
  #ended = false;

  constructor(result: DuckDBResult, onEnd: () => void) {
    this.#result = result;
    this.#onEnd = onEnd;
    this.columns = Array.from({ length: result.columnCount }, (_, index) => ({
      name: result.columnName(index),
      type: dataTypeOf(result.columnType(index)),
    }));
  }

  /** The next batch, or undefined after the last. Throws SqlError when the statement fails or is interrupted. */
  async next(): Promise<Batch | undefined> {
    if (this.#detached.length > 0) return this.#detached.shift();
    if (this.#ended) return undefined;
    const batch = await this.#take();
    if (batch === undefined) {
      this.#end();
      return undefined;
    }
    this.#ahead = this.#fetch();
    // Whoever never asks for the next batch must not bring the process down with an unhandled rejection.
    this.#ahead.catch(() => undefined);
    return batch;
  }

  /** Reads the rest into memory. Throws 53400 when that is too much; the rows are then still there to be read. */
  async detach(): Promise<void> {
    let values = this.#detached.reduce((sum, batch) => sum + valuesOf(batch), 0);
    while (!this.#ended) {
      if (values > DETACHED_VALUES_LIMIT) {
        throw new SqlError(SQLSTATE.configurationLimitExceeded, 'too many unread rows of another result', {
          hint: 'Read the first result to its end, or close it, before the next statement; or use a cursor WITH HOLD.',
        });
      }
      const batch = await this.#take();
      if (batch === undefined) {
        this.#end();
        return;
      }
      this.#detached.push(batch);
      values += valuesOf(batch);
    }
  }

  /** Until no batch is being fetched. */
  async idle(): Promise<void> {
    await this.#ahead?.catch(() => undefined);
  }

  /** Gives up the rows that are left. */
  abandon(): void {
    this.#detached = [];
    this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
  }

  #take(): Promise<Batch | undefined> {
    const batch = this.#ahead ?? this.#fetch();
    this.#ahead = undefined;
    return batch;
  }

  async #fetch(): Promise<Batch | undefined> {
    try {
      const batch = await this.#result.fetchChunk();
      return batch === null || batch.rowCount === 0 ? undefined : batch;
    } catch (error) {
      this.#end();
      throw toSqlError(error);
    }
  }
}

function valuesOf(batch: Batch): number {
  return batch.rowCount * Math.max(1, batch.columnCount);
}
