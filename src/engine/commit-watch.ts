/**
 * Tells whether rows may have changed since some moment, and can keep commits away for a moment. DuckDB plans by the
 * statistics it has when a statement is prepared: rows that come later may be filtered away by a kept plan, or break it.
 * Every connection of an engine shares one watch.
 */
export class CommitWatch {
  #moment = 0;
  #running = 0;
  #heldBack: Promise<void> | undefined;
  #whenNone: (() => void) | undefined;

  /** Equal at two times: nothing was committed in between. Undefined while a commit is on its way. */
  get moment(): number | undefined {
    return this.#running > 0 ? undefined : this.#moment;
  }

  /** Runs what may commit rows. Several may run at once. */
  async commit<T>(work: () => Promise<T>): Promise<T> {
    while (this.#heldBack !== undefined) await this.#heldBack;
    this.#running++;
    this.#moment++;
    try {
      return await work();
    } finally {
      this.#moment++;
      this.#running--;
      if (this.#running === 0) this.#whenNone?.();
    }
  }

  /** Runs something short while no commit runs: waits for those on their way, holds new ones back. */
  async still<T>(work: () => Promise<T>): Promise<T> {
    while (this.#heldBack !== undefined) await this.#heldBack;
    let release = (): void => {};
    this.#heldBack = new Promise((resolve) => {
      release = resolve;
    });
    try {
      if (this.#running > 0) {
        await new Promise<void>((resolve) => {
          this.#whenNone = resolve;
        });
      }
      return await work();
    } finally {
      this.#whenNone = undefined;
      this.#heldBack = undefined;
      release();
    }
  }
}
