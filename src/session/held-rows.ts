import type { EngineConnection } from '../engine/connection.ts';
import type { Batch } from '../types/batch.ts';
import type { BatchSource } from './outcome.ts';

/** Rows read at a time from a kept result: some dozens of batches. */
const PAGE_ROWS = 65_536;

/**
 * The column that numbers the rows, from 1. DuckDB's own rowid would not do: until the transaction that made the table ends,
 * it is another.
 */
export const HELD_ROW = '"held row"';

/**
 * The rows of a cursor WITH HOLD: kept in a temporary table of the engine, which spills to disk, and read page by page, so
 * that the cursor outlives its transaction and never stands in the way of another statement.
 */
export class HeldRows implements BatchSource {
  readonly #connection: EngineConnection;
  readonly #table: string;
  #page: Batch[] = [];
  #nextRow = 0;
  #ended = false;

  constructor(connection: EngineConnection, table: string) {
    this.#connection = connection;
    this.#table = table;
  }

  async next(): Promise<Batch | undefined> {
    if (this.#page.length === 0 && !this.#ended) await this.#read();
    return this.#page.shift();
  }

  abandon(): void {
    this.#ended = true;
    this.#page = [];
  }

  async #read(): Promise<void> {
    const from = this.#nextRow;
    this.#nextRow += PAGE_ROWS;
    const range = `${HELD_ROW} > ${from} AND ${HELD_ROW} <= ${this.#nextRow}`;
    const stream = await this.#connection.stream(
      `SELECT * EXCLUDE (${HELD_ROW}) FROM ${this.#table} WHERE ${range} ORDER BY ${HELD_ROW}`,
    );
    for (let batch = await stream.next(); batch !== undefined; batch = await stream.next()) this.#page.push(batch);
    this.#ended = this.#page.length === 0;
  }
}
