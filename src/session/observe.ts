import type { Relation } from '../../catalog/objects.ts';
import type { Plan } from '../plan/plan.ts';
import type { Statement } from '../sql/statement.ts';
import type { SessionRequest } from './client-session.ts';
import type { BatchSource, Outcome } from './outcome.ts';

/** Told of every statement that a session performs. Must not throw and must not take long. */
export interface StatementObserver {
  /** Undefined: this one is of no interest. */
  started(statement: ObservedStatement): StatementWatch | undefined;
}

export interface ObservedStatement {
  readonly processId: number;
  readonly account: string;
  readonly database: string;
  readonly door: SessionRequest['door'];
  /** `application_name`. */
  readonly client: string;
  readonly kind: Statement['kind'];
  /** Of this statement alone. */
  readonly text: string;
  /** Stops it. */
  readonly cancel: () => void;
}

export interface StatementWatch {
  /** What it reads and writes, as it was planned or made; may come several times, for what more there is. */
  touches(touched: Touched): void;
  /** A statement of a block begins. Undefined: this one is of no interest. */
  part(statement: Pick<ObservedStatement, 'kind' | 'text'>): StatementWatch | undefined;
  /** Answers a function to be called when all that its parts did from now on was undone. */
  mark(): (error: unknown) => void;
  /** What its parts did until now was committed, or undone, whatever becomes of the rest. */
  settled(what: 'kept' | 'undone'): void;
  /** Called once. */
  ended(end: StatementEnd): void;
}

export interface Touched {
  readonly reads: readonly Relation[];
  readonly writes: readonly Relation[];
}

export interface StatementEnd {
  /** Rows read or written, where the statement counts any. */
  readonly rows: number | undefined;
  /** Bytes of the rows that went to the client, or came from it. */
  readonly bytes: number | undefined;
  /** Undefined: it went well. */
  readonly error: unknown;
}

/** What a plan says of it. The dataset of CREATE TABLE AS is not there yet. */
export function touchedBy(plan: Plan): Touched {
  switch (plan.kind) {
    case 'query':
      return { reads: plan.reads, writes: [] };
    case 'copyTo':
    case 'copyToFile':
      return { reads: plan.query.reads, writes: [] };
    case 'createTableAs':
      return { reads: plan.reads, writes: [] };
    case 'insert':
      return { reads: plan.reads, writes: [plan.target] };
    case 'modify':
      return { reads: plan.reads, writes: plan.targets };
    case 'copyFrom':
      return { reads: [], writes: [plan.target] };
    default:
      return { reads: [], writes: [] };
  }
}

/** Performs a statement under the eyes of an observer: it ends when its last row was read, or when it failed. */
export async function observed(watch: StatementWatch | undefined, perform: () => Promise<Outcome>): Promise<Outcome> {
  if (watch === undefined) return perform();
  const once = new Once(watch);
  try {
    return watched(await perform(), once);
  } catch (error) {
    once.end(undefined, error);
    throw error;
  }
}

/** A result may end by its last batch, by an error and by being given up: the first counts. */
class Once {
  readonly #watch: StatementWatch;
  #done = false;
  #bytes: number | undefined;

  constructor(watch: StatementWatch) {
    this.#watch = watch;
  }

  count(bytes: number): void {
    this.#bytes = (this.#bytes ?? 0) + bytes;
  }

  end(rows: number | undefined, error?: unknown): void {
    if (this.#done) return;
    this.#done = true;
    this.#watch.ended({ rows, bytes: this.#bytes, error });
  }
}

function watched(outcome: Outcome, once: Once): Outcome {
  switch (outcome.kind) {
    case 'empty':
    case 'page':
      once.end(undefined);
      return outcome;
    case 'complete':
      once.end(rowsOfTag(outcome.tag));
      return outcome;
    case 'rows':
    case 'copyOut':
      return { ...outcome, source: watchedSource(outcome.source, once) };
    case 'several':
      return { ...outcome, outcomes: watchedSeveral(outcome.outcomes, once) };
    case 'copyIn': {
      const { input } = outcome;
      return {
        ...outcome,
        input: {
          write: (chunk) => {
            once.count(chunk.length);
            return input.write(chunk);
          },
          finish: () => ending(once, () => input.finish()),
          fail: (reason) => ending(once, () => input.fail(reason)),
          abort: async () => {
            once.end(undefined, new Error('the copy was given up'));
            await input.abort();
          },
        },
      };
    }
  }
}

async function ending<T extends string>(once: Once, work: () => Promise<T>): Promise<T> {
  try {
    const tag = await work();
    once.end(rowsOfTag(tag));
    return tag;
  } catch (error) {
    once.end(undefined, error);
    throw error;
  }
}

function watchedSource(source: BatchSource, once: Once): BatchSource {
  let rows = 0;
  return {
    next: async () => {
      try {
        const batch = await source.next();
        if (batch === undefined) once.end(rows);
        else rows += batch.rowCount;
        return batch;
      } catch (error) {
        once.end(rows, error);
        throw error;
      }
    },
    abandon: () => {
      once.end(rows);
      source.abandon();
    },
    sent: (bytes) => once.count(bytes),
  };
}

async function* watchedSeveral(
  outcomes: AsyncGenerator<Outcome, void, void>,
  once: Once,
): AsyncGenerator<Outcome, void, void> {
  let rows: number | undefined;
  try {
    for await (const outcome of outcomes) {
      if (outcome.kind === 'complete') rows = rowsOfTag(outcome.tag) ?? rows;
      yield outcome;
    }
    once.end(rows);
  } catch (error) {
    once.end(rows, error);
    throw error;
  } finally {
    once.end(rows);
  }
}

/** `INSERT 0 12`, `SELECT 12`, `UPDATE 3`. */
export function rowsOfTag(tag: string): number | undefined {
  const last = /^(INSERT|SELECT|UPDATE|DELETE|MERGE|COPY|FETCH).* (\d+)$/.exec(tag)?.[2];
  return last === undefined ? undefined : Number(last);
}
