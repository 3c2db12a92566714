import { randomUUID } from 'node:crypto';
import { toQueryError } from '../scheduler/query-error.ts';
import type { QueryLog } from '../scheduler/query-log.ts';
import type { QueryRecord } from '../scheduler/records.ts';
import type { Clock } from './core/clock.ts';
import { SqlError } from './core/sql-error.ts';
import { SQLSTATE } from './core/sql-state.ts';
import type { ObservedStatement, StatementEnd, StatementObserver, StatementWatch } from './session/observe.ts';
import { TouchedNames } from './session/touched-names.ts';

/** Statements about the session itself, and those that clients make up: no person wrote them. */
const HIDDEN: ReadonlySet<ObservedStatement['kind']> = new Set([
  'declareCursor',
  'fetch',
  'closeCursor',
  'transaction',
  'set',
  'show',
  'reset',
  'discard',
  'listen',
  'noOperation',
  'prepare',
  'deallocate',
]);

/** Longest text of a statement that the log keeps, in UTF-16 units. */
const MAX_TEXT = 100_000;

const SILENT: StatementWatch = {
  touches: () => undefined,
  part: () => SILENT,
  mark: () => () => undefined,
  settled: () => undefined,
  ended: () => undefined,
};

/** Writes the statements of connections into the query log; batch queries write their own rows. */
export class StatementLog implements StatementObserver {
  readonly #log: QueryLog;
  readonly #clock: Clock;
  readonly #running = new Map<string, ObservedStatement>();

  constructor(log: QueryLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  started(statement: ObservedStatement): StatementWatch | undefined {
    if (statement.door === 'http' || statement.door === 'scheduler') return undefined;
    const now = this.#clock.now();
    const record: QueryRecord = {
      id: randomUUID(),
      created: now,
      updated: now,
      started: now,
      ended: undefined,
      state: 'IN_PROGRESS',
      account: statement.account,
      client: statement.client === '' ? 'PostgreSQL' : statement.client,
      door: statement.door,
      sql: withoutPassword(statement),
      dbName: statement.database,
      hidden: isHidden(statement),
      softDeleted: false,
      rowCount: undefined,
      bytes: undefined,
      error: undefined,
      template: undefined,
      scheduleId: undefined,
      runId: undefined,
      more: { isCtas: statement.kind === 'createTableAs', isInsertInto: statement.kind === 'insert' },
    };
    this.#log.put(record);
    this.#running.set(record.id, statement);
    const touched = new TouchedNames();
    return {
      touches: (more) => touched.add(more),
      // The parts of a block have no rows of their own here: what they touch is the block's.
      part: () => ({ ...SILENT, touches: (more) => touched.add(more) }),
      mark: () => () => undefined,
      settled: () => undefined,
      ended: (end) => this.#ended(record, end, touched),
    };
  }

  /** Cancels a statement by its id in the log; false when it is not running. */
  cancel(queryId: string): boolean {
    const statement = this.#running.get(queryId);
    statement?.cancel();
    return statement !== undefined;
  }

  #ended(record: QueryRecord, { rows, bytes, error }: StatementEnd, touched: TouchedNames): void {
    const now = this.#clock.now();
    this.#running.delete(record.id);
    this.#log.put({
      ...record,
      updated: now,
      ended: now,
      rowCount: rows,
      bytes,
      more: { ...record.more, ...touched.details },
      state: error === undefined ? 'SUCCESS' : stateOf(error),
      error: error === undefined ? undefined : toQueryError(error),
    });
  }
}

function stateOf(error: unknown): QueryRecord['state'] {
  if (!(error instanceof SqlError) || error.sqlState !== SQLSTATE.queryCanceled) return 'FAILED';
  return error.message.includes('timeout') ? 'TIMEOUT' : 'KILLED';
}

function isHidden({ kind, text }: ObservedStatement): boolean {
  return HIDDEN.has(kind) || /\b(pg_catalog|information_schema|pg_(class|type|namespace|settings)\b)/i.test(text);
}

/** A statement about accounts may hold a password: its first words alone are kept. */
function withoutPassword({ kind, text }: ObservedStatement): string {
  if (kind !== 'role') return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return `${text.split(/\s+/, 3).join(' ')} …`;
}
