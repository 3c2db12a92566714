import {
  type DuckDBConnection,
  type DuckDBPendingResult,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { Column } from '../types/column.ts';
import type { DataType } from '../types/data-type.ts';
import { dataTypeOf, duckdbTypeOf } from '../types/duckdb-type.ts';
import { type AppendType, type AppendValue, appendRows } from './append-rows.ts';
import { BatchStream } from './batch-stream.ts';
import type { CommitWatch } from './commit-watch.ts';
import { toSqlError } from './errors.ts';

/** A value to bind, with the type that it was decoded for. */
export interface BoundParameter {
  readonly value: DuckDBValue;
  readonly type: DataType;
}

/** A statement with the values for its parameters. */
export interface EngineStatement {
  readonly sql: string;
  readonly parameters?: readonly BoundParameter[];
}

/** What DuckDB says of a statement before it runs. */
export interface StatementShape {
  /** Undefined when a parameter whose type cannot be inferred hides what the statement answers. */
  readonly columns: readonly Column[] | undefined;
  /** Those that DuckDB infers, by number in the text. */
  readonly parameterTypes: ReadonlyMap<number, DataType>;
}

const BEGIN: EngineStatement = { sql: 'BEGIN TRANSACTION' };
const COMMIT: EngineStatement = { sql: 'COMMIT' };
/** Statements kept prepared on one connection, most recently used last. */
const PREPARED_LIMIT = 64;
/** A statement whose first rows are there within this is quick. */
const QUICK_MS = 50;
/** How often a plan is made anew because rows were committed beside it, before commits are held back. */
const PLAN_ATTEMPTS = 2;
/** Interrupts come every few milliseconds until the statement has ended; undoing takes less. */
const UNDO_ATTEMPTS = 100;

/**
 * One connection to the engine. Calls are made one at a time; only `interrupt` may come while another runs.
 * A new statement ends an open streaming result without an error in DuckDB; so before each one, the rest of an open
 * stream is read into memory, up to a bound.
 */
export class EngineConnection {
  readonly #connection: DuckDBConnection;
  readonly #watch: CommitWatch;
  readonly #prepared = new Map<string, Prepared>();
  #open: BatchStream | undefined;
  #closed = false;
  #inTransaction = false;
  /** Grows with each write of this connection, which sees its own rows before they are committed. */
  #ownWrites = 0;

  constructor(connection: DuckDBConnection, watch: CommitWatch) {
    this.#connection = connection;
    this.#watch = watch;
  }

  /** Columns and parameter types without running the statement. Throws what DuckDB's binder throws, as SqlError. */
  async describe(sql: string): Promise<StatementShape> {
    return this.#guarded(async () => {
      const statement = await this.#prepare(sql);
      return { columns: columnsOf(statement), parameterTypes: inferredTypes(statement) };
    });
  }

  /** The columns of a query whose parameters all have types. Throws 42P18 where one has none. */
  async columns(sql: string): Promise<readonly Column[]> {
    const { columns } = await this.describe(sql);
    if (columns !== undefined) return columns;
    throw new SqlError(SQLSTATE.indeterminateDatatype, 'could not determine the data type of a parameter', {
      hint: 'Write CAST($1 AS type).',
    });
  }

  /** Runs the server's own statements, several at once if need be, without keeping them prepared. */
  async execute(sql: string): Promise<void> {
    await this.#guarded(() => this.#writing(sql, () => this.#connection.run(sql)));
  }

  /**
   * Runs statements of the server's own as one transaction, BEGIN and COMMIT and all kept prepared: for a small write, planning
   * takes longer than the work. They must read no rows. Undone whole when it throws.
   */
  async transaction(statements: readonly EngineStatement[]): Promise<void> {
    await this.#guarded(() =>
      this.#watch.commit(async () => {
        this.#ownWrites++;
        try {
          for (const { sql, parameters = [] } of [BEGIN, ...statements, COMMIT])
            await this.#runPrepared(sql, parameters);
        } catch (error) {
          await this.#undo();
          throw error;
        }
      }),
    );
  }

  /** Runs a statement whose rows do not matter and answers how many it changed. */
  async run(sql: string, parameters: readonly BoundParameter[] = []): Promise<number> {
    return this.#guarded(async () => {
      if (this.#inTransaction || !mayReadRows(sql)) return this.#writing(sql, () => this.#runPrepared(sql, parameters));
      // Plan and run see the same rows only inside one transaction.
      await this.#writing('BEGIN TRANSACTION', () => this.#connection.run('BEGIN TRANSACTION'));
      try {
        const changed = await this.#writing(sql, () => this.#runPrepared(sql, parameters));
        await this.#writing('COMMIT', () => this.#connection.run('COMMIT'));
        return changed;
      } catch (error) {
        await this.#writing('ROLLBACK', () => this.#undo());
        throw error;
      }
    });
  }

  /** Adds rows to a table of the server's own, without SQL. Throws 23505 when a key is there already. */
  async append(
    table: { readonly schema: string; readonly name: string },
    types: readonly AppendType[],
    rows: Iterable<readonly AppendValue[]>,
  ): Promise<void> {
    await this.#guarded(() => this.#writing('INSERT', () => appendRows(this.#connection, table, types, rows)));
  }

  /** Runs a statement and answers all its rows. For the server's own small look-ups. */
  async rows(sql: string, parameters: readonly BoundParameter[] = []): Promise<DuckDBValue[][]> {
    return this.#guarded(async () => {
      const pending = await this.#started(sql, parameters, (statement) => statement.start());
      const result = await pending.getResult();
      return result.getRows();
    });
  }

  /** Starts a statement and answers its rows as a stream of batches. */
  async stream(sql: string, parameters: readonly BoundParameter[] = []): Promise<BatchStream> {
    return this.#guarded(async () => {
      const result = (await this.#streamedInThread(sql, parameters)) ?? (await this.#streamed(sql, parameters));
      this.#open = new BatchStream(result, () => {
        this.#open = undefined;
      });
      return this.#open;
    });
  }

  /** Reads what is left of an open result into memory, so that what follows need not wait for it. Throws 53400 for too much. */
  async settle(): Promise<void> {
    await this.#guarded(async () => {});
  }

  /** Whether a result is open, with nothing run since and no failure in it. */
  get streaming(): boolean {
    return this.#open !== undefined;
  }

  /** Gives up an open result, as its transaction ends, and waits until the engine is done with it. */
  async abandonOpen(): Promise<void> {
    const open = this.#open;
    open?.abandon();
    await open?.idle();
  }

  /** Makes the running statement throw 57014, within some milliseconds. Nothing when idle. */
  interrupt(): void {
    if (!this.#closed) this.#connection.interrupt();
  }

  /** Share of the running statement that is done, 0 to 100; -1 when DuckDB cannot say. */
  progress(): number {
    return this.#closed ? -1 : this.#connection.progress.percentage;
  }

  /** Forgets prepared statements, so that none outlives the tables it was bound to. */
  forgetPrepared(): void {
    for (const { statement } of this.#prepared.values()) statement.destroySync();
    this.#prepared.clear();
  }

  /** The DuckDB connection itself, for what only it can do: appenders and registered functions. */
  get native(): DuckDBConnection {
    return this.#connection;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#open?.abandon();
    this.forgetPrepared();
    this.#connection.closeSync();
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      await this.#open?.detach();
      this.#open = undefined;
      return await work();
    } catch (error) {
      throw toSqlError(error);
    }
  }

  /** Undoes the open transaction, if a failure has not ended it already; an interrupt may still come meanwhile. */
  async #undo(): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        await this.#connection.run('ROLLBACK');
        return;
      } catch (error) {
        const failure = toSqlError(error);
        if (failure.sqlState === SQLSTATE.noActiveSqlTransaction) return;
        if (failure.sqlState !== SQLSTATE.queryCanceled || tried === UNDO_ATTEMPTS) throw failure;
      }
    }
  }

  async #runPrepared(sql: string, parameters: readonly BoundParameter[]): Promise<number> {
    const statement = await this.#prepare(sql);
    bind(statement, parameters);
    const result = await statement.run();
    // CREATE TABLE AS reports its rows in the one-row `Count` result and 0 as rows changed.
    if (result.rowsChanged > 0 || result.columnCount !== 1 || result.columnName(0) !== 'Count')
      return result.rowsChanged;
    const rows = await result.getRows();
    return Number(rows[0]?.[0] ?? 0);
  }

  /** Runs what may write, and keeps account of it: of transactions, of rows of this connection, of commits. */
  async #writing<T>(sql: string, work: () => Promise<T>): Promise<T> {
    const word = transactionWord(sql);
    if (word === 'begin') {
      const result = await work();
      this.#inTransaction = true;
      return result;
    }
    this.#ownWrites++;
    if (this.#inTransaction && word === undefined) return work();
    try {
      return await this.#watch.commit(work);
    } finally {
      if (word === 'end') this.#inTransaction = false;
    }
  }

  async #streamed(sql: string, parameters: readonly BoundParameter[]): Promise<DuckDBResult> {
    const pending = await this.#started(sql, parameters, (statement) => statement.startStream());
    return this.#timed(sql, () => pending.getResult());
  }

  /**
   * The same, started outside of this thread: with a parameter in a filter DuckDB plans at each start, which takes longer than
   * a small statement runs. Undefined where it may not be so: outside of a transaction nobody can tell which rows a plan
   * was made for if some were committed meanwhile, and then the work was for nothing. So it is for what was quick before.
   */
  async #streamedInThread(sql: string, parameters: readonly BoundParameter[]): Promise<DuckDBResult | undefined> {
    const { moment } = this.#watch;
    const unchanged = (): boolean => this.#inTransaction || (moment !== undefined && moment === this.#watch.moment);
    if (parameters.length === 0 || !unchanged() || this.#prepared.get(sql)?.quick !== true) return undefined;
    const statement = await this.#prepare(sql);
    bind(statement, parameters);
    try {
      const result = await this.#timed(sql, () => statement.stream());
      return unchanged() ? result : undefined;
    } catch (error) {
      if (unchanged()) throw error;
      return undefined;
    }
  }

  async #timed(sql: string, work: () => Promise<DuckDBResult>): Promise<DuckDBResult> {
    const began = performance.now();
    const result = await work();
    const prepared = this.#prepared.get(sql);
    if (prepared !== undefined) prepared.quick = performance.now() - began < QUICK_MS;
    return result;
  }

  /**
   * Prepares a statement that reads and starts it, with a plan no older than the rows it will see. In a transaction those
   * are of its beginning; else they are of the start, and the plan is made again where rows were committed in between.
   */
  async #started(
    sql: string,
    parameters: readonly BoundParameter[],
    start: (statement: DuckDBPreparedStatement) => DuckDBPendingResult,
  ): Promise<DuckDBPendingResult> {
    const attempt = async (): Promise<DuckDBPendingResult> => {
      const statement = await this.#prepare(sql);
      bind(statement, parameters);
      return start(statement);
    };
    if (this.#inTransaction || !mayReadRows(sql)) return attempt();
    for (let tried = 0; tried < PLAN_ATTEMPTS; tried++) {
      const { moment } = this.#watch;
      const pending = await attempt();
      if (moment !== undefined && moment === this.#watch.moment) return pending;
    }
    return this.#watch.still(attempt);
  }

  async #prepare(sql: string): Promise<DuckDBPreparedStatement> {
    const { moment } = this.#watch;
    const known = this.#prepared.get(sql);
    this.#prepared.delete(sql);
    if (known !== undefined) {
      const current = moment !== undefined && known.moment === moment && known.ownWrites === this.#ownWrites;
      if (current || !mayReadRows(sql)) {
        this.#prepared.set(sql, known);
        return known.statement;
      }
      known.statement.destroySync();
    }
    const statement = await this.#connection.prepare(sql);
    this.#prepared.set(sql, { statement, moment, ownWrites: this.#ownWrites, quick: known?.quick ?? false });
    if (this.#prepared.size > PREPARED_LIMIT) {
      const [oldest] = this.#prepared;
      if (oldest !== undefined) {
        oldest[1].statement.destroySync();
        this.#prepared.delete(oldest[0]);
      }
    }
    return statement;
  }
}

/** A plan, and the rows it knew of. */
interface Prepared {
  readonly statement: DuckDBPreparedStatement;
  /** Undefined when a commit was on its way. */
  readonly moment: number | undefined;
  readonly ownWrites: number;
  /** Whether its first rows were there at once when it ran last. */
  quick: boolean;
}

/** Whether a plan can depend on stored rows: only what names no table surely does not. */
function mayReadRows(sql: string): boolean {
  return /\b(from|update|merge|table)\b/i.test(sql);
}

function transactionWord(sql: string): 'begin' | 'end' | undefined {
  if (/^\s*(begin|start)\b/i.test(sql)) return 'begin';
  return /^\s*(commit|rollback|abort|end)\b/i.test(sql) ? 'end' : undefined;
}

function bind(statement: DuckDBPreparedStatement, parameters: readonly BoundParameter[]): void {
  // DuckDB numbers the parameters that occur; their names are the numbers in the text.
  for (let index = 1; index <= statement.parameterCount; index++) {
    const parameter = parameters[Number(statement.parameterName(index)) - 1];
    if (parameter === undefined || parameter.value === null) statement.bindNull(index);
    else statement.bindValue(index, parameter.value, duckdbTypeOf(parameter.type));
  }
}

function columnsOf(statement: DuckDBPreparedStatement): readonly Column[] | undefined {
  const columns: Column[] = [];
  for (let index = 0; index < statement.columnCount; index++) {
    if (statement.columnTypeId(index) === DuckDBTypeId.INVALID) return undefined;
    columns.push({ name: statement.columnName(index), type: dataTypeOf(statement.columnType(index)) });
  }
  return columns;
}

/** One parameter that DuckDB cannot infer may hide the types of the others; a cast of a cast hides its own. */
function inferredTypes(statement: DuckDBPreparedStatement): ReadonlyMap<number, DataType> {
  const types = new Map<number, DataType>();
  for (let index = 1; index <= statement.parameterCount; index++) {
    if (statement.parameterTypeId(index) === DuckDBTypeId.INVALID) continue;
    types.set(Number(statement.parameterName(index)), dataTypeOf(statement.parameterType(index)));
  }
  return types;
}
