import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE, type SqlState } from '../core/sql-state.ts';
import { PlanError } from '../plan/plan-error.ts';

/** Who asked: `application_name`, and the session's number. */
export interface AskingClient {
  readonly application: string;
  readonly processId: number;
}

/** What a query fails with that names something which this catalog has not, or that the engine could not read. */
const GAP_STATES: readonly SqlState[] = [
  SQLSTATE.undefinedTable,
  SQLSTATE.undefinedFunction,
  SQLSTATE.undefinedColumn,
  SQLSTATE.undefinedObject,
  SQLSTATE.featureNotSupported,
  SQLSTATE.internalError,
];

/** A tool that asks again and again is one line; the ones met longest ago may come once more. */
const REMEMBERED = 1000;

/** Of names that a client makes up, in characters. */
const LONGEST = 500;

/**
 * What clients asked of the system catalog and did not get, so that an operator can report it: each is counted, and logged
 * once for a client and a thing that is missing. The client has its error; this only keeps the books.
 */
export class CatalogGaps {
  readonly #logger: Logger;
  readonly #logged = new Set<string>();
  readonly #counts = new Map<SqlState, number>(GAP_STATES.map((state) => [state, 0]));

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Queries that were not answered since the start, by SQLSTATE. */
  get counts(): ReadonlyMap<SqlState, number> {
    return this.#counts;
  }

  note(error: unknown, client: AskingClient): void {
    const state = gapState(error);
    if (state === undefined) return;
    this.#counts.set(state, (this.#counts.get(state) ?? 0) + 1);
    // The text names what is missing; it holds no statement and no value.
    const message = cut(error instanceof Error ? error.message : String(error));
    const application = cut(client.application);
    const key = `${application}\0${state}\0${message}`;
    if (this.#logged.has(key)) return;
    const [oldest] = this.#logged;
    if (oldest !== undefined && this.#logged.size >= REMEMBERED) this.#logged.delete(oldest);
    this.#logged.add(key);
    this.#logger.warn(
      { application, pid: client.processId, code: state, error: message },
      'catalog query not answered',
    );
  }
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Undefined for an error that PostgreSQL has too: of a value, of the grammar, or `'no_such_table'::regclass`. */
function gapState(error: unknown): SqlState | undefined {
  if (!(error instanceof SqlError)) return SQLSTATE.internalError;
  if (error.cause instanceof SqlError) return undefined; // a name within a text was looked up: the text was wrong
  // An error without a place in the statement is one of a value, unless the engine raised it.
  const raisedByEngine = error.cause !== undefined;
  if (!(error instanceof PlanError || raisedByEngine)) return undefined;
  return GAP_STATES.includes(error.sqlState) ? error.sqlState : undefined;
}
