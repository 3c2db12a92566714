import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';

/** Who holds or waits for locks: one per transaction. Compared by identity. */
export interface LockOwner {
  readonly label: string;
}

interface Waiter {
  readonly owner: LockOwner;
  readonly grant: () => void;
}

interface Lock {
  holder: LockOwner;
  /** First come, first served. */
  readonly waiters: Waiter[];
}

/**
 * Exclusive locks on names and datasets, held to the end of a transaction. DuckDB has no locks to wait on: it fails the
 * second writer. Writers of one dataset therefore queue here, which also makes snapshot ids grow in the order of commits.
 */
export class LockTable {
  readonly #locks = new Map<string, Lock>();
  readonly #waitingFor = new Map<LockOwner, string>();

  /**
   * Takes `key` for `owner`, waiting while another holds it; at once when the owner has it already. Answers true when it
   * had to wait, so that the caller looks at the catalog again.
   * Throws 40P01 when waiting would close a circle, and the signal's reason when it is aborted.
   */
  async acquire(key: string, owner: LockOwner, signal: AbortSignal): Promise<boolean> {
    const lock = this.#take(key, owner);
    if (lock.holder === owner) return false;
    if (this.#waitsFor(lock.holder, owner)) {
      throw new SqlError(SQLSTATE.deadlockDetected, 'deadlock detected', {
        detail: 'Two transactions wait for each other to finish writing.',
        hint: 'Run the transaction again; write to datasets in the same order everywhere.',
      });
    }
    this.#waitingFor.set(owner, key);
    try {
      await waitInLine(lock, owner, signal);
    } finally {
      this.#waitingFor.delete(owner);
    }
    return true;
  }

  /** Takes `key` for `owner` without waiting; answers whether the owner has it now. */
  take(key: string, owner: LockOwner): boolean {
    return this.#take(key, owner).holder === owner;
  }

  /** Gives back everything that `owner` holds. */
  releaseAll(owner: LockOwner): void {
    for (const [key, lock] of this.#locks) {
      if (lock.holder !== owner) continue;
      const next = lock.waiters.shift();
      if (next === undefined) {
        this.#locks.delete(key);
      } else {
        lock.holder = next.owner;
        next.grant();
      }
    }
  }

  /** The lock of `key`, which is the owner's where nobody held it. */
  #take(key: string, owner: LockOwner): Lock {
    let lock = this.#locks.get(key);
    if (lock === undefined) {
      lock = { holder: owner, waiters: [] };
      this.#locks.set(key, lock);
    }
    return lock;
  }

  #waitsFor(start: LockOwner, target: LockOwner): boolean {
    let owner: LockOwner | undefined = start;
    while (owner !== undefined) {
      const key = this.#waitingFor.get(owner);
      owner = key === undefined ? undefined : this.#locks.get(key)?.holder;
      if (owner === target) return true;
    }
    return false;
  }
}

function waitInLine(lock: Lock, owner: LockOwner, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      const place = lock.waiters.indexOf(waiter);
      if (place >= 0) lock.waiters.splice(place, 1);
      reject(signal.reason);
    };
    const waiter: Waiter = {
      owner,
      grant: () => {
        signal.removeEventListener('abort', leave);
        resolve();
      },
    };
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    lock.waiters.push(waiter);
  });
}
