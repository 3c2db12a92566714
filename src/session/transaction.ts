import type { Catalog } from '../../catalog/catalog.ts';
import type { LockOwner } from '../../catalog/locks.ts';
import type { Oid } from '../../catalog/objects.ts';
import type { CatalogTransaction } from '../../catalog/transaction.ts';
import type { CatalogView } from '../../catalog/view.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { EngineConnection } from '../engine/connection.ts';

/** What else follows the transaction's end: settings, temporary tables, cursors. */
export interface TransactionFollower {
  commit(): void;
  rollback(): void;
}

/**
 * The transaction of one session. Explicit from BEGIN to COMMIT; otherwise implicit, from a statement to the end of its
 * simple Query or to Sync. The engine's transaction begins as late as can be: a read alone needs none of ours, and a write
 * takes its locks first. Data, catalog and snapshots commit together or not at all.
 */
export class SessionTransaction {
  readonly #catalog: Catalog;
  readonly #connect: () => Promise<EngineConnection>;
  readonly #followers: readonly TransactionFollower[];
  readonly #owner: LockOwner;
  readonly #readOnlyByDefault: () => boolean;
  #explicit = false;
  #failed = false;
  #engineOpen = false;
  #readOnly = false;
  #pinned: CatalogView | undefined;
  #changes: CatalogTransaction | undefined;
  /** Statements of the caller that commit with the next implicit transaction, or not at all. */
  #commitWith: readonly string[] = [];

  constructor(
    catalog: Catalog,
    connect: () => Promise<EngineConnection>,
    owner: LockOwner,
    followers: readonly TransactionFollower[],
    readOnlyByDefault: () => boolean,
  ) {
    this.#catalog = catalog;
    this.#connect = connect;
    this.#owner = owner;
    this.#followers = followers;
    this.#readOnlyByDefault = readOnlyByDefault;
  }

  get status(): 'I' | 'T' | 'E' {
    if (!this.#explicit) return 'I';
    return this.#failed ? 'E' : 'T';
  }

  get explicit(): boolean {
    return this.#explicit;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The catalog as this transaction sees it: as it was when its engine transaction began, with its own changes. */
  get view(): CatalogView {
    return this.#changes?.view ?? this.#pinned ?? this.#catalog.view;
  }

  /** BEGIN. What ran before in the same simple Query belongs to the explicit transaction from here on. */
  begin(modes: { readonly readOnly: boolean }): void {
    this.#explicit = true;
    this.#readOnly = modes.readOnly;
  }

  /**
   * Engine statements that become durable with the end of the next implicit transaction: a run's final state commits with
   * its data. Transactions that the text itself opens and ends do not take them along.
   */
  commitWith(statements: readonly string[]): void {
    this.#commitWith = statements;
  }

  set readOnly(value: boolean) {
    this.#readOnly = value;
  }

  get readOnly(): boolean {
    return this.#readOnly;
  }

  /** All that follows, to the end of the transaction, sees one state: an anonymous block. */
  async pin(): Promise<void> {
    await this.#openEngine();
  }

  /** Before a statement that reads: inside an explicit transaction all reads see one state. */
  async prepareRead(): Promise<void> {
    if (this.#explicit) await this.#openEngine();
  }

  /**
   * Before a statement that writes: takes the locks, begins the engine's transaction, and answers where changes go.
   * Throws 25006 in a read-only transaction, 40P01 for a deadlock, the signal's reason when the wait is cancelled.
   */
  async prepareWrite(locks: readonly string[], signal: AbortSignal): Promise<CatalogTransaction> {
    if (this.#readOnly || (!this.#explicit && this.#readOnlyByDefault()))
      throw new SqlError(SQLSTATE.readOnlySqlTransaction, 'cannot write in a read-only transaction');
    for (const key of [...locks].sort()) await this.#catalog.locks.acquire(key, this.#owner, signal);
    await this.#openEngine();
    this.#changes ??= this.#catalog.begin(this.#pinned ?? this.#catalog.view);
    return this.#changes;
  }

  /** Throws 40001 when the object was changed by a transaction that committed after this one began. */
  requireUnchanged(oid: Oid): void {
    if (this.#pinned !== undefined && this.#pinned.get(oid) !== this.#catalog.view.get(oid)) {
      throw new SqlError(SQLSTATE.serializationFailure, 'could not serialize access due to concurrent update', {
        hint: 'Run the transaction again.',
      });
    }
  }

  /** Throws 40001 when the dataset was written by a transaction that committed after this one began. */
  requireNewest(dataset: Oid): void {
    if (
      this.#pinned !== undefined &&
      this.#pinned.snapshots(dataset).last !== this.#catalog.view.snapshots(dataset).last
    ) {
      throw new SqlError(SQLSTATE.serializationFailure, 'could not serialize access due to concurrent update', {
        hint: 'Run the transaction again.',
      });
    }
  }

  /** Ends the transaction and keeps its effects. A failed one is rolled back: answers false. */
  async commit(): Promise<boolean> {
    if (this.#failed) {
      await this.rollback();
      return false;
    }
    const together = this.#explicit ? [] : this.#commitWith;
    try {
      if (together.length > 0) await this.#openEngine();
      if (this.#engineOpen) {
        const connection = await this.#connect();
        await this.#changes?.persist(connection);
        for (const sql of together) await connection.execute(sql);
        const changes = this.#changes;
        await this.#catalog.gate.run(async () => {
          await connection.run('COMMIT');
          if (changes !== undefined) this.#catalog.publish(changes);
        });
      }
    } catch (error) {
      await this.rollback();
      throw error;
    }
    if (together.length > 0) this.#commitWith = [];
    this.#reset();
    for (const follower of this.#followers) follower.commit();
    return true;
  }

  /** Ends the transaction and undoes its effects. */
  async rollback(): Promise<void> {
    try {
      if (this.#engineOpen) {
        const connection = await this.#connect();
        await connection.run('ROLLBACK').catch(ignoreNoTransaction);
      }
    } finally {
      this.#reset();
      for (const follower of this.#followers) follower.rollback();
    }
  }

  /** A statement failed. An implicit transaction is over; an explicit one takes nothing but its end. */
  async fail(): Promise<void> {
    if (this.#explicit) this.#failed = true;
    else await this.rollback();
  }

  async #openEngine(): Promise<void> {
    if (this.#engineOpen) return;
    const connection = await this.#connect();
    // What the engine shows and what the catalog says are of the same moment: no commit comes between the two.
    await this.#catalog.gate.run(async () => {
      await connection.run('BEGIN TRANSACTION');
      this.#engineOpen = true;
      this.#pinned = this.#catalog.view;
    });
  }

  #reset(): void {
    this.#explicit = false;
    this.#failed = false;
    this.#engineOpen = false;
    this.#readOnly = false;
    this.#pinned = undefined;
    this.#changes = undefined;
    this.#catalog.locks.releaseAll(this.#owner);
  }
}

/** An error may have ended DuckDB's transaction already; that is what was wanted. */
function ignoreNoTransaction(error: unknown): void {
  const known = error instanceof SqlError && error.sqlState === SQLSTATE.noActiveSqlTransaction;
  if (!known) throw error;
}
