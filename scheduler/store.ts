import type { EngineConnection } from '../src/engine/connection.ts';

/**
 * The scheduler's one connection to the engine. All writes to its tables go through it, one piece of work after another, so
 * they never conflict with each other; sessions only ever append to `query_ends` and `run_requests`.
 */
export class Store {
  readonly #connection: EngineConnection;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: EngineConnection) {
    this.#connection = connection;
  }

  /** Waits for its turn. Throws what `work` throws. */
  work<T>(work: (connection: EngineConnection) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => work(this.#connection));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /**
   * The statements of `work` are durable together when it answers, or not at all. `committed` comes right after the commit
   * and before the next piece of work: what memory knows of the tables changes in the order in which they do.
   */
  transaction<T>(work: (connection: EngineConnection) => Promise<T>, committed?: (result: T) => void): Promise<T> {
    return this.work(async (connection) => {
      await connection.execute('BEGIN TRANSACTION');
      let result: T;
      try {
        result = await work(connection);
        await connection.execute('COMMIT');
      } catch (error) {
        await connection.execute('ROLLBACK').catch(() => undefined);
        throw error;
      }
      committed?.(result);
      return result;
    });
  }

  /** After the work that is under way. */
  async close(): Promise<void> {
    await this.#last;
    this.#connection.close();
  }
}
