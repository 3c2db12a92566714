import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';
import type { EngineConnection } from '../src/engine/connection.ts';
import type { Catalog } from './catalog.ts';
import type { CatalogTransaction } from './transaction.ts';
import type { CatalogView } from './view.ts';

const LOCK_WAIT_MS = 10_000;

/**
 * Changes of the catalog that no session makes: those of the REST API. One after another on a connection of its own, under
 * the same locks that sessions take.
 */
export class CatalogWriter {
  readonly #catalog: Catalog;
  readonly #connection: EngineConnection;
  readonly #owner = { label: 'rest' };
  #last: Promise<unknown> = Promise.resolve();

  constructor(catalog: Catalog, connection: EngineConnection) {
    this.#catalog = catalog;
    this.#connection = connection;
  }

  /**
   * Takes the locks, then calls `make` with the state of now. What it throws ends the change without effect.
   * Throws 55P03 when a lock is not free within ten seconds.
   */
  change<T>(locks: readonly string[], make: (view: CatalogView, changes: CatalogTransaction) => T): Promise<T> {
    const turn = this.#last.then(() => this.#change(locks, make));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
    this.#connection.close();
  }

  async #change<T>(locks: readonly string[], make: (view: CatalogView, changes: CatalogTransaction) => T): Promise<T> {
    const signal = AbortSignal.timeout(LOCK_WAIT_MS);
    try {
      for (const key of [...locks].sort()) await this.#acquire(key, signal);
      let result: { readonly value: T } | undefined;
      await this.#catalog.change(this.#connection, (changes) => {
        result = { value: make(changes.view, changes) };
      });
      if (result === undefined) throw new Error('a change was not made');
      return result.value;
    } finally {
      this.#catalog.locks.releaseAll(this.#owner);
    }
  }

  async #acquire(key: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#catalog.locks.acquire(key, this.#owner, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new SqlError(SQLSTATE.lockNotAvailable, 'another transaction holds the object', {
        hint: 'Try again when it has ended.',
        cause: error,
      });
    }
  }
}

/** As sessions name the lock of an object. */
export function objectKey(oid: number): string {
  return `object/${oid}`;
}

/** As sessions name the lock of a name that is given or taken away. */
export function nameKey(space: 'schedule' | 'template' | 'role', name: string): string {
  return `name/${space}/${name.toLowerCase()}`;
}
