import type { LiveActivity } from '../pgcatalog/relations/definition.ts';

/** What one session is doing, as pg_stat_activity shows it. */
export class SessionActivity {
  readonly startedAt = new Date();
  #query = '';
  #running = false;
  #queryStartedAt: Date | undefined;
  #stateChangedAt: Date | undefined;
  #transactionStartedAt: Date | undefined;

  begin(query: string): void {
    const now = new Date();
    this.#query = query;
    this.#running = true;
    this.#queryStartedAt = now;
    this.#stateChangedAt = now;
    this.#transactionStartedAt ??= now;
  }

  end(status: 'I' | 'T' | 'E'): void {
    if (this.#running) this.#stateChangedAt = new Date();
    this.#running = false;
    if (status === 'I') this.#transactionStartedAt = undefined;
  }

  state(status: 'I' | 'T' | 'E'): Omit<LiveActivity, 'processId' | 'database' | 'role' | 'applicationName'> {
    return {
      startedAt: this.startedAt,
      transactionStartedAt: this.#transactionStartedAt,
      queryStartedAt: this.#queryStartedAt,
      stateChangedAt: this.#stateChangedAt,
      state: this.#running ? 'active' : IDLE[status],
      query: this.#query,
    };
  }
}

const IDLE = { I: 'idle', T: 'idle in transaction', E: 'idle in transaction (aborted)' } as const;
