import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { SessionTransaction, TransactionFollower, TransactionMark } from './transaction.ts';

/** Savepoints that one transaction may hold at once. */
const SAVEPOINT_LIMIT = 10_000;

/** A list that shares its tail, so that each savepoint can remember the ones before it at no cost. */
interface Savepoint {
  readonly name: string;
  readonly before: Savepoint | undefined;
  /** How many there are with this one. */
  readonly depth: number;
  /** Of the transaction when this one was the newest. */
  mark: TransactionMark | undefined;
}

/**
 * The savepoints of one transaction, the newest last; a name may stand several times, the newest is meant.
 * Source: PostgreSQL manual, "SAVEPOINT", "ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT".
 */
export class Savepoints implements TransactionFollower {
  readonly #transaction: SessionTransaction;
  #newest: Savepoint | undefined;

  constructor(transaction: SessionTransaction) {
    this.#transaction = transaction;
  }

  /** Throws 25P01 outside of a transaction block. */
  add(name: string): void {
    this.#requireBlock('SAVEPOINT');
    const before = this.#newest;
    const depth = (before?.depth ?? 0) + 1;
    if (depth > SAVEPOINT_LIMIT) {
      throw new SqlError(SQLSTATE.programLimitExceeded, 'too many savepoints in one transaction', {
        hint: 'Release those no longer needed.',
      });
    }
    const savepoint: Savepoint = { name, before, depth, mark: undefined };
    this.#newest = savepoint;
    savepoint.mark = this.#transaction.mark();
  }

  /** Forgets the savepoint and all after it; their effects stay. Throws 25P01, 3B001. */
  release(name: string): void {
    this.#requireBlock('RELEASE SAVEPOINT');
    this.#newest = this.#named(name).before;
  }

  /** Undoes what came after the savepoint, which stays. Throws 25P01, 3B001, and 0A000 where the engine cannot. */
  async rollbackTo(name: string): Promise<void> {
    this.#requireBlock('ROLLBACK TO SAVEPOINT');
    const { mark } = this.#named(name);
    if (mark !== undefined) await this.#transaction.backTo(mark, `to savepoint "${name}"`);
  }

  mark(): () => void {
    const newest = this.#newest;
    return () => {
      this.#newest = newest;
    };
  }

  commit(): void {
    this.#newest = undefined;
  }

  rollback(): void {
    this.#newest = undefined;
  }

  #requireBlock(command: string): void {
    if (!this.#transaction.explicit)
      throw new SqlError(SQLSTATE.noActiveSqlTransaction, `${command} can only be used in transaction blocks`);
  }

  #named(name: string): Savepoint {
    for (let each = this.#newest; each !== undefined; each = each.before) {
      if (each.name.toLowerCase() === name.toLowerCase()) return each;
    }
    throw new SqlError(SQLSTATE.invalidSavepointSpecification, `savepoint "${name}" does not exist`);
  }
}
