import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BatchSource } from './outcome.ts';

/** Between two interrupts of a statement that is to stop. */
const REPEAT_MS = 20;

/**
 * The running statement's way to be stopped: by a cancel request, a time limit, or the end of the server. Whichever comes
 * first is the error that the client sees, not the engine's own word for having been interrupted.
 */
export class StatementGuard {
  /** Made when somebody asks for its signal: waiting for locks is rare. */
  #controller: AbortController | undefined;
  #reason: SqlError | undefined;
  readonly #interrupt: () => void;
  readonly #timer: NodeJS.Timeout | undefined;
  #repeat: NodeJS.Timeout | undefined;
  #over = false;

  constructor(timeoutMs: number, interrupt: () => void) {
    this.#interrupt = interrupt;
    if (timeoutMs > 0) {
      this.#timer = setTimeout(() => {
        this.stop(new SqlError(SQLSTATE.queryCanceled, 'canceling statement due to statement timeout'));
      }, timeoutMs);
    }
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** The first reason counts. An interrupt that comes before the engine has begun is lost: so it is sent until `done`. */
  stop(reason: SqlError): void {
    if (this.#over || this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#interrupt();
    this.#repeat = setInterval(this.#interrupt, REPEAT_MS);
  }

  /** The statement is over; its limit no longer counts. */
  done(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    clearInterval(this.#repeat);
  }

  /** Runs `work`, and answers a stop in place of whatever error it led to. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#reason !== undefined) throw this.#reason;
    try {
      return await work();
    } catch (error) {
      throw this.#reason ?? error;
    }
  }

  /** The batches of `source`, checked before each. */
  watch(source: BatchSource): BatchSource {
    return { next: () => this.run(() => source.next()), abandon: () => source.abandon() };
  }
}
