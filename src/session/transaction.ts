import type { Catalog } from '../../catalog/catalog.ts';
import type { LockOwner } from '../../catalog/locks.ts';
import type { Oid } from '../../catalog/objects.ts';
import type { CatalogTransaction } from '../../catalog/transaction.ts';
import type { CatalogView } from '../../catalog/view.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { EngineConnection, EngineStatement } from '../engine/connection.ts';

/** What else follows the transaction: settings, temporary tables, cursors, notifications, savepoints. */
export interface TransactionFollower {
  /** Engine statements that belong to the end of the transaction, where it changed or read something. */
  beforeCommit?(): readonly string[];
  commit(): void;
  rollback(): void;
  /** What the answer does when it is called later: goes back to the state of now. */
  mark(): () => void;
}

/** A place in a transaction to which it can go back: a savepoint, or the beginning of a block with a handler. */
export interface TransactionMark {
  /** Of which of the session's transactions. */
  readonly serial: number;
  /** Of which of the engine's. */
  readonly era: number;
  /** Statements that had written by then. */
  readonly writes: number;
  readonly readOnly: boolean;
  readonly restore: readonly (() => void)[];
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
  readonly #oneStateForAll: () => boolean;
  #explicit = false;
  #failed = false;
  #engineOpen = false;
  #readOnly = false;
  #writes = 0;
  #serial = 0;
  /** Grows with each transaction of the engine: one of ours may begin anew in it. */
  #era = 0;
  #pinned: CatalogView | undefined;
  #changes: CatalogTransaction | undefined;
  /** Statements of the caller that commit with the next implicit transaction, or not at all. */
  #commitWith: readonly string[] = [];

  /** `oneStateForAll`: whether the isolation level promises all statements of an explicit transaction the same rows. */
  constructor(
    catalog: Catalog,
    connect: () => Promise<EngineConnection>,
    owner: LockOwner,
    followers: readonly TransactionFollower[],
    readOnlyByDefault: () => boolean,
    oneStateForAll: () => boolean,
  ) {
    this.#catalog = catalog;
    this.#connect = connect;
    this.#owner = owner;
    this.#followers = followers;
    this.#readOnlyByDefault = readOnlyByDefault;
    this.#oneStateForAll = oneStateForAll;
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
    await this.#lock(locks, signal);
    await this.prepareTemporaryWrite();
    this.#changes ??= this.#catalog.begin(this.#pinned ?? this.#catalog.view);
    return this.#changes;
  }

  /** Before a change to what only this session has in the engine; a read-only transaction may make it too. */
  async prepareTemporaryWrite(): Promise<void> {
    await this.#openEngine();
    this.#writes++;
  }

  /** Whether the next statement could be a whole transaction of its own. */
  get untouched(): boolean {
    return !this.#explicit && !this.#failed && !this.#engineOpen && this.#commitWith.length === 0;
  }

  /**
   * A write that is a whole transaction, made of a statement that is known beforehand. `make` gets the state of now, which
   * stays until the end, as nothing else commits meanwhile: the statement must take no time.
   * Throws what `prepareWrite` and the engine throw; the locks are held to the end of the session's transaction.
   */
  async writeAtOnce(
    locks: readonly string[],
    signal: AbortSignal,
    make: (changes: CatalogTransaction) => EngineStatement | undefined,
  ): Promise<boolean> {
    await this.#lock(locks, signal);
    const connection = await this.#connect();
    await connection.settle();
    return this.#catalog.gate.run(async () => {
      signal.throwIfAborted();
      const changes = this.#catalog.begin();
      const statement = make(changes);
      if (statement === undefined) return false;
      await connection.transaction([statement, ...changes.writes()]);
      this.#catalog.publish(changes);
      return true;
    });
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
        await connection.abandonOpen();
        await this.#changes?.persist(connection);
        const last = this.#followers.flatMap((follower) => follower.beforeCommit?.() ?? []);
        for (const sql of [...last, ...together]) await connection.execute(sql);
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
      if (this.#engineOpen) await (await this.#connect()).abandonOpen();
      await this.#endEngine();
    } catch (error) {
      // What the engine still holds open must not become part of what comes next.
      throw new SqlError(SQLSTATE.internalError, 'the transaction could not be undone', { fatal: true, cause: error });
    } finally {
      this.#reset();
      for (const follower of this.#followers) follower.rollback();
    }
  }

  /** The state of now, for `backTo`. */
  mark(): TransactionMark {
    return {
      serial: this.#serial,
      era: this.#era,
      writes: this.#writes,
      readOnly: this.#readOnly,
      restore: this.#followers.map((follower) => follower.mark()),
    };
  }

  /**
   * Undoes what came after the mark; a failed transaction is usable again. The engine cannot undo a part: nothing has to be
   * undone where nothing was written since and the engine's transaction still stands, and where nothing was written before,
   * or all of it was committed, it can begin anew. Anything else fails the transaction with 0A000; `place` says there where
   * it should have gone.
   */
  async backTo(mark: TransactionMark, place: string): Promise<void> {
    if (mark.serial !== this.#serial) return this.rollback();
    const unwritten = this.#writes === mark.writes && (this.#era === mark.era || mark.writes === 0);
    if (!(unwritten && (await this.#engineStands()))) {
      this.#requireRestartable(mark, unwritten, place);
      await this.#endEngine();
    }
    this.#failed = false;
    this.#readOnly = mark.readOnly;
    for (const restore of mark.restore) restore();
  }

  #requireRestartable(mark: TransactionMark, unwritten: boolean, place: string): void {
    if (mark.writes === 0 && !(this.#explicit && this.#oneStateForAll())) return;
    this.#failed = this.#explicit;
    throw new SqlError(SQLSTATE.featureNotSupported, `the transaction cannot go back ${place}`, {
      detail:
        mark.writes === 0
          ? 'It would begin anew, and its isolation level does not let it see newer rows.'
          : unwritten
            ? 'The error ended the transaction in the engine, with what was written before.'
            : 'Statements wrote both before and after; the engine undoes a transaction as a whole.',
      hint: 'ROLLBACK undoes all of it; use a transaction of its own for what may have to be undone.',
    });
  }

  /** An error while a statement runs ends DuckDB's transaction, one before it does not. */
  async #engineStands(): Promise<boolean> {
    if (!this.#engineOpen) return true;
    const connection = await this.#connect();
    if (connection.streaming) return true;
    try {
      await connection.rows('SELECT 1');
      return true;
    } catch (error) {
      if (error instanceof SqlError && error.sqlState === SQLSTATE.inFailedSqlTransaction) return false;
      throw error;
    }
  }

  /** A statement failed. An implicit transaction is over; an explicit one takes nothing but its end. */
  async fail(): Promise<void> {
    if (this.#explicit) this.#failed = true;
    else await this.rollback();
  }

  async #lock(locks: readonly string[], signal: AbortSignal): Promise<void> {
    if (this.#readOnly || (!this.#explicit && this.#readOnlyByDefault()))
      throw new SqlError(SQLSTATE.readOnlySqlTransaction, 'cannot write in a read-only transaction');
    for (const key of [...locks].sort()) await this.#catalog.locks.acquire(key, this.#owner, signal);
  }

  async #openEngine(): Promise<void> {
    if (this.#engineOpen) return;
    const connection = await this.#connect();
    await connection.settle();
    // What the engine shows and what the catalog says are of the same moment: no commit comes between the two.
    await this.#catalog.gate.run(async () => {
      await connection.run('BEGIN TRANSACTION');
      this.#engineOpen = true;
      this.#pinned = this.#catalog.view;
    });
  }

  /** Undoes what the engine's transaction did; what follows begins a new one. */
  async #endEngine(): Promise<void> {
    if (this.#engineOpen) {
      const connection = await this.#connect();
      await connection.run('ROLLBACK').catch(ignoreNoTransaction);
    }
    this.#forgetEngine();
  }

  #forgetEngine(): void {
    this.#era++;
    this.#engineOpen = false;
    this.#writes = 0;
    this.#pinned = undefined;
    this.#changes = undefined;
    this.#catalog.locks.releaseAll(this.#owner);
  }

  #reset(): void {
    this.#serial++;
    this.#explicit = false;
    this.#failed = false;
    this.#readOnly = false;
    this.#forgetEngine();
  }
}

/** An error may have ended DuckDB's transaction already; that is what was wanted. */
function ignoreNoTransaction(error: unknown): void {
  const known = error instanceof SqlError && error.sqlState === SQLSTATE.noActiveSqlTransaction;
  if (!known) throw error;
}
