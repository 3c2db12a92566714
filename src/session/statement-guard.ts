import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BatchSource } from './outcome.ts';

/**
 * The running statement's way to be stopped: by a cancel request, a time limit, or the end of the server. Whichever comes
 * first is the error that the client sees, not the engine's own word for having been interrupted.
 */
export class StatementGuard {
  readonly #controller = new AbortController();
  readonly #interrupt: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number, interrupt: () => void) {
    this.#interrupt = interrupt;
    if (timeoutMs > 0) {
      this.#timer = setTimeout(() => {
        this.stop(new SqlError(SQLSTATE.queryCanceled, 'canceling statement due to statement timeout'));
      }, timeoutMs);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  stop(reason: SqlError): void {
    if (this.signal.aborted) return;
    this.#controller.abort(reason);
    this.#interrupt();
  }

  /** The statement is over; its limit no longer counts. */
  done(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Runs `work`, and answers a stop in place of whatever error it led to. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      this.signal.throwIfAborted();
      throw error;
    }
  }

  /** The batches of `source`, checked before each. */
  watch(source: BatchSource): BatchSource {
    return { next: () => this.run(() => source.next()), abandon: () => source.abandon() };
  }
}
