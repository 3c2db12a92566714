import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { SessionTransaction, TransactionFollower, TransactionMark } from './transaction.ts';

/** Savepoints that one transaction may hold at once. */
const SAVEPOINT_LIMIT = 10_000;

interface Savepoint {
  readonly name: string;
  readonly mark: TransactionMark;
}

/**
 * The savepoints of one transaction, the newest last; a name may stand several times, the newest is meant.
 * Source: PostgreSQL manual, "SAVEPOINT", "ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT".
 */
export class Savepoints implements TransactionFollower {
  readonly #transaction: SessionTransaction;
  #stack: readonly Savepoint[] = [];

  constructor(transaction: SessionTransaction) {
    this.#transaction = transaction;
  }

  /** Throws 25P01 outside of a transaction block. */
  add(name: string): void {
    this.#requireBlock('SAVEPOINT');
    if (this.#stack.length >= SAVEPOINT_LIMIT) {
      throw new SqlError(SQLSTATE.programLimitExceeded, 'too many savepoints in one transaction', {
        hint: 'Release those no longer needed.',
      });
    }
    this.#stack = [...this.#stack, { name, mark: this.#transaction.mark() }];
  }

  /** Forgets the savepoint and all after it; their effects stay. Throws 25P01, 3B001. */
  release(name: string): void {
    this.#requireBlock('RELEASE SAVEPOINT');
    this.#stack = this.#stack.slice(0, this.#placeOf(name));
  }

  /** Undoes what came after the savepoint, which stays. Throws 25P01, 3B001, and 0A000 where the engine cannot. */
  async rollbackTo(name: string): Promise<void> {
    this.#requireBlock('ROLLBACK TO SAVEPOINT');
    const place = this.#placeOf(name);
    const kept = this.#stack.slice(0, place + 1);
    const savepoint = kept[place];
    if (savepoint === undefined) return;
    await this.#transaction.backTo(savepoint.mark, `to savepoint "${name}"`);
    this.#stack = kept;
  }

  mark(): () => void {
    const stack = this.#stack;
    return () => {
      this.#stack = stack;
    };
  }

  commit(): void {
    this.#stack = [];
  }

  rollback(): void {
    this.#stack = [];
  }

  #requireBlock(command: string): void {
    if (!this.#transaction.explicit)
      throw new SqlError(SQLSTATE.noActiveSqlTransaction, `${command} can only be used in transaction blocks`);
  }

  #placeOf(name: string): number {
    const place = this.#stack.findLastIndex((each) => each.name.toLowerCase() === name.toLowerCase());
    if (place < 0) throw new SqlError(SQLSTATE.invalidSavepointSpecification, `savepoint "${name}" does not exist`);
    return place;
  }
}
