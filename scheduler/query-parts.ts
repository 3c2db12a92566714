import { randomUUID } from 'node:crypto';
import type { Clock } from '../src/core/clock.ts';
import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';
import { toQueryError } from './query-error.ts';
import type { QueryLog } from './query-log.ts';
import type { QueryDetails, QueryError, QueryRecord } from './records.ts';
import type { PartListener, PartProgress } from './run-sql.ts';

/** Statements of a block that are reported one by one: those that write. Source: API reference, section 7. */
const REPORTED: ReadonlySet<string> = new Set([
  'createTableAs',
  'insert',
  'copy',
  'merge',
  'update',
  'delete',
  'truncate',
]);

const UNREPORTED: PartProgress = { onTouched: () => undefined, ended: () => undefined };

interface Part {
  record: QueryRecord;
  /** Set when it failed, or was undone by what came after it. */
  error: QueryError | undefined;
  settled: boolean;
}

/**
 * The statements of a block as queries of their own in the log. A part is `IN_PROGRESS` until what it did is committed or
 * undone, which is mostly when the whole ends: no state promises what a later statement may take back.
 */
export class QueryParts implements PartListener {
  readonly #whole: QueryRecord;
  readonly #log: QueryLog;
  readonly #clock: Clock;
  readonly #parts: Part[] = [];

  constructor(whole: QueryRecord, log: QueryLog, clock: Clock) {
    this.#whole = whole;
    this.#log = log;
    this.#clock = clock;
  }

  began({ kind, sql }: { readonly kind: string; readonly sql: string }): PartProgress {
    if (!REPORTED.has(kind)) return UNREPORTED;
    const now = this.#clock.now();
    const record: QueryRecord = {
      ...this.#whole,
      id: randomUUID(),
      created: now,
      updated: now,
      started: now,
      state: 'IN_PROGRESS',
      sql,
      more: { isCtas: kind === 'createTableAs', isInsertInto: kind === 'insert', partOf: this.#whole.id },
    };
    const part: Part = { record, error: undefined, settled: false };
    this.#parts.push(part);
    this.#log.put(record);
    return {
      onTouched: (datasets: QueryDetails) => {
        part.record = { ...part.record, more: { ...part.record.more, ...datasets } };
      },
      ended: ({ rowCount, error }) => {
        const ended = this.#clock.now();
        part.record = { ...part.record, rowCount, ended, updated: ended };
        part.error = error === undefined ? undefined : toQueryError(error);
      },
    };
  }

  mark(): (error: unknown) => void {
    const from = this.#parts.length;
    return (error) => {
      for (const part of this.#parts.slice(from)) this.#undo(part, toQueryError(error));
    };
  }

  settled(what: 'kept' | 'undone'): void {
    const rolledBack = toQueryError(new SqlError(SQLSTATE.transactionRollback, 'the block rolled back'));
    for (const part of this.#parts) {
      if (what === 'undone') this.#undo(part, rolledBack);
      else this.#settle(part, 'SUCCESS');
    }
  }

  /** The whole has ended: what is not settled yet ended with it. */
  end({ state, error }: QueryRecord): void {
    for (const part of this.#parts) {
      if (state === 'SUCCESS') this.#settle(part, 'SUCCESS');
      else if (part.error === undefined && part.record.ended !== undefined) this.#undo(part, error);
      else this.#settle({ ...part, error: part.error ?? error }, state);
    }
  }

  #undo(part: Part, cause: QueryError | undefined): void {
    if (part.settled) return;
    const { code, message, errorType } = cause ?? toQueryError(undefined);
    part.error ??= { code, message: `undone with the block: ${message}`, errorType };
    this.#settle(part, 'FAILED');
  }

  #settle(part: Part, state: QueryRecord['state']): void {
    if (part.settled) return;
    part.settled = true;
    const { record, error } = part;
    const now = this.#clock.now();
    const ended = record.ended ?? now;
    this.#log.put({
      ...record,
      ended,
      updated: now,
      error,
      state: error === undefined || state !== 'SUCCESS' ? state : 'FAILED',
    });
  }
}
