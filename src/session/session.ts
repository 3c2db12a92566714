import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { SessionStatement } from '../plan/plan.ts';
import type { SourceText } from '../sql/source-text.ts';
import type { Statement } from '../sql/statement.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import { AccountWatch } from './account-watch.ts';
import { SessionActivity } from './activity.ts';
import { decodeParameters, resultFormats } from './bind.ts';
import type {
  BindRequest,
  ClientSession,
  PortalDescription,
  StatementDescription,
  StatementResult,
} from './client-session.ts';
import { Cursor } from './cursor.ts';
import { encodeContext } from './encode-context.ts';
import { observed } from './observe.ts';
import type { Outcome } from './outcome.ts';
import { requireNoParameters } from './parameter-numbers.ts';
import type { Portal } from './portal.ts';
import type { PreparedStatement } from './prepared-statement.ts';
import { requireSameColumns, requireSameShape } from './result-shape.ts';
import { type Execution, run } from './run.ts';
import type { Runtime } from './runtime.ts';
import { performSession } from './session-statements.ts';
import { StatementGuard } from './statement-guard.ts';
import type { StatementStore } from './statement-store.ts';

/**
 * One client's session, as the doors use it: simple queries, and the extended protocol's Parse, Bind, Describe, Execute,
 * Sync. It decides when a transaction begins and ends; `run.ts` performs the statements, `statement-store.ts` keeps what
 * has a name.
 */
export class Session implements ClientSession {
  readonly #runtime: Runtime;
  readonly #store: StatementStore;
  readonly #onClose: () => void;
  readonly #serverTimeoutMs: number;
  #guard: StatementGuard | undefined;
  #closed = false;
  readonly #activity = new SessionActivity();
  readonly #account: AccountWatch;

  constructor(runtime: Runtime, store: StatementStore, serverTimeoutMs: number, onClose: () => void) {
    this.#runtime = runtime;
    this.#account = new AccountWatch(runtime.catalog, runtime.role);
    this.#store = store;
    this.#serverTimeoutMs = serverTimeoutMs;
    this.#onClose = onClose;
  }

  get processId(): number {
    return this.#runtime.processId;
  }

  get transactionStatus(): 'I' | 'T' | 'E' {
    return this.#runtime.transaction.status;
  }

  get idleTimeoutMs(): number {
    const { settings, transaction } = this.#runtime;
    return Number(settings.get(transaction.explicit ? 'idle_in_transaction_session_timeout' : 'idle_session_timeout'));
  }

  get encodeContext(): EncodeContext {
    return encodeContext(this.#runtime.settings);
  }

  reportedParameters(): readonly (readonly [string, string])[] {
    return this.#runtime.settings.reported();
  }

  async *simpleQuery(sql: string): AsyncGenerator<StatementResult, void, void> {
    this.#store.dropStatement('');
    this.#store.closePortal('');
    let complete = false;
    try {
      const { source, statements } = this.#runtime.plans.parse(sql, this.#runtime.transaction.view);
      if (statements.length === 0) yield { kind: 'empty' };
      for (const [index, { statement }] of statements.entries()) {
        this.#requireUsable(statement);
        requireNoParameters(statement, source);
        const last = index === statements.length - 1;
        yield* this.#performSimple(statement, source, last);
      }
      if (!this.#runtime.transaction.explicit) await this.#runtime.transaction.commit();
      complete = true;
    } catch (error) {
      complete = true;
      await this.fail();
      throw error;
    } finally {
      // The client went away in the middle of a result.
      if (!complete) await this.fail();
    }
  }

  async parse(name: string, sql: string, parameterOids: readonly number[]): Promise<void> {
    const { source, statements } = this.#runtime.plans.parse(sql, this.#runtime.transaction.view);
    if (statements.length > 1) {
      throw new SqlError(SQLSTATE.syntaxError, 'cannot insert multiple commands into a prepared statement');
    }
    const statement = statements[0]?.statement;
    this.#requireUsable(statement);
    if (name === '') this.#store.dropStatement('');
    this.#store.putStatement(name, await this.#store.describe(source, statement, parameterOids));
  }

  async bind(request: BindRequest): Promise<void> {
    const statement = this.#store.statementNamed(request.statement);
    this.#requireUsable(statement.statement);
    const current = await this.#upToDate(request.statement, statement);
    if (request.portal === '') this.#store.closePortal('');
    this.#store.putPortal({
      name: request.portal,
      statement: current,
      parameters: decodeParameters(request, current, this.encodeContext),
      columns: current.columns,
      formats: resultFormats(request.resultFormats, current.columns?.length ?? 0),
      holdable: false,
      declared: false,
      cursor: undefined,
      finished: false,
    });
  }

  async describeStatement(name: string): Promise<StatementDescription> {
    const statement = await this.#upToDate(name, this.#store.statementNamed(name));
    return { parameterOids: statement.parameterOids, columns: statement.columns };
  }

  async describePortal(name: string): Promise<PortalDescription> {
    const { columns, formats } = this.#store.portalNamed(name);
    return { columns, formats };
  }

  async execute(name: string, maxRows: number, last = false): Promise<StatementResult> {
    const portal = this.#store.portalNamed(name);
    const { statement } = portal.statement;
    this.#requireUsable(statement);
    if (portal.cursor !== undefined) {
      const { cursor } = portal;
      return {
        kind: 'rows',
        columns: cursor.columns,
        formats: portal.formats,
        rows: this.#guardedPage(cursor, maxRows, portal.statement.text),
      };
    }
    if (portal.finished) throw new SqlError(SQLSTATE.objectNotInPrerequisiteState, `portal "${name}" cannot be run`);
    if (statement === undefined) return { kind: 'empty' };
    portal.finished = true;
    const outcome = await this.#perform(statement, portal.statement.text, portal.parameters, portal.statement, last);
    return this.#result(outcome, portal, maxRows);
  }

  /** As pg_stat_activity shows it, but for who and where. */
  activity(): ReturnType<SessionActivity['state']> {
    return this.#activity.state(this.transactionStatus);
  }

  async closeStatement(name: string): Promise<void> {
    this.#store.dropStatement(name);
  }

  async closePortal(name: string): Promise<void> {
    this.#store.closePortal(name);
  }

  async sync(): Promise<void> {
    this.#finishStatement();
    if (!this.#runtime.transaction.explicit) await this.#runtime.transaction.commit();
  }

  async fail(): Promise<void> {
    this.#finishStatement();
    await this.#runtime.transaction.fail();
  }

  async progress(): Promise<number> {
    const connection = await this.#runtime.connect();
    return connection.progress();
  }

  cancel(): void {
    this.#guard?.stop(new SqlError(SQLSTATE.queryCanceled, 'canceling statement due to user request'));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#guard?.stop(new SqlError(SQLSTATE.adminShutdown, 'terminating connection due to administrator command'));
    this.#finishStatement();
    this.#store.closeAll();
    try {
      await this.#runtime.transaction.rollback();
    } finally {
      this.#onClose();
    }
  }

  async *#performSimple(
    statement: Statement,
    text: SourceText,
    last: boolean,
  ): AsyncGenerator<StatementResult, void, void> {
    const outcome = await this.#perform(statement, text, [], NO_PARAMETERS, last);
    yield* this.#simpleResults(outcome, last);
    this.#finishStatement();
  }

  async *#simpleResults(outcome: Outcome, last: boolean): AsyncGenerator<StatementResult, void, void> {
    switch (outcome.kind) {
      case 'empty':
      case 'complete':
        // What a client is told is done has to be durable.
        if (last && !this.#runtime.transaction.explicit) await this.#runtime.transaction.commit();
        yield outcome;
        break;
      case 'rows': {
        const cursor = new Cursor(outcome.columns, outcome.source, outcome.tag);
        yield { kind: 'rows', columns: outcome.columns, formats: outcome.columns.map(() => 0), rows: cursor.take(0) };
        break;
      }
      case 'page':
        yield { ...outcome, kind: 'rows', formats: outcome.columns.map(() => 0) };
        break;
      case 'copyOut':
        yield { ...outcome, rows: new Cursor(outcome.columns, outcome.source, (rows) => `COPY ${rows}`).take(0) };
        break;
      case 'copyIn':
        yield last ? this.#committing(outcome) : outcome;
        break;
      case 'several': {
        let held: Outcome | undefined;
        let answered = false;
        for await (const each of outcome.outcomes) {
          if (held !== undefined) yield* this.#simpleResults(held, false);
          held = each;
          // Rows have to be read before the block goes on; a tag can wait, to be sent after the commit if it is the last.
          if (each.kind !== 'complete') {
            yield* this.#simpleResults(each, false);
            held = undefined;
            answered = true;
          }
        }
        if (held !== undefined) yield* this.#simpleResults(held, last);
        else if (!answered) yield* this.#simpleResults({ kind: 'complete', tag: 'DO' }, last);
        break;
      }
    }
  }

  /** COPY FROM as the last statement: its tag goes out after the commit. */
  #committing(outcome: Outcome & { kind: 'copyIn' }): StatementResult {
    const { input } = outcome;
    const { transaction } = this.#runtime;
    return {
      ...outcome,
      input: {
        write: (chunk) => input.write(chunk),
        finish: async () => {
          const tag = await input.finish();
          if (!transaction.explicit) await transaction.commit();
          return tag;
        },
        fail: (reason) => input.fail(reason),
        abort: () => input.abort(),
      },
    };
  }

  async #result(outcome: Outcome, portal: Portal, maxRows: number): Promise<StatementResult> {
    switch (outcome.kind) {
      case 'empty':
      case 'complete':
        this.#finishStatement();
        return outcome;
      case 'rows': {
        const cursor = new Cursor(outcome.columns, outcome.source, outcome.tag);
        portal.cursor = cursor;
        requireSameColumns(portal, outcome.columns);
        return { kind: 'rows', columns: cursor.columns, formats: portal.formats, rows: cursor.take(maxRows) };
      }
      case 'page':
        return { kind: 'rows', columns: outcome.columns, formats: portal.formats, rows: outcome.rows };
      case 'copyOut':
        return { ...outcome, rows: new Cursor(outcome.columns, outcome.source, (rows) => `COPY ${rows}`).take(0) };
      case 'copyIn':
        return outcome;
      case 'several':
        return this.#result(await lastOf(outcome.outcomes), portal, maxRows);
    }
  }

  /** A page of a portal that was suspended, under a time limit of its own. */
  #guardedPage(cursor: Cursor, maxRows: number, text: SourceText): ReturnType<Cursor['take']> {
    this.#startStatement(text);
    return cursor.take(maxRows);
  }

  async #perform(
    statement: Statement,
    text: SourceText,
    parameters: Execution['parameters'],
    { planTypes, declaredOids }: Pick<Execution, 'planTypes' | 'declaredOids'>,
    last: boolean,
  ): Promise<Outcome> {
    if (statement.kind === 'role') this.#account.changes();
    const guard = this.#startStatement(text);
    const performOwn = (own: SessionStatement, execution: Execution): Promise<Outcome> =>
      performSession(own, execution, this.#runtime, this.#store);
    const watch = this.#runtime.started({
      kind: statement.kind,
      text: text.full.slice(statement.span.start, statement.span.end),
      client: this.#runtime.settings.get('application_name'),
      cancel: () => this.cancel(),
    });
    return observed(watch, () =>
      run(
        { statement, text, parameters, planTypes, declaredOids, guard, last, performSession: performOwn, watch },
        this.#runtime,
      ),
    );
  }

  #startStatement(text: SourceText): StatementGuard {
    this.#finishStatement();
    this.#activity.begin(text.sent);
    const own = Number(this.#runtime.settings.get('statement_timeout'));
    const limits = [own, this.#serverTimeoutMs].filter((each) => each > 0);
    const guard = new StatementGuard(limits.length === 0 ? 0 : Math.min(...limits), () => {
      this.#runtime.interrupt();
    });
    this.#guard = guard;
    return guard;
  }

  #finishStatement(): void {
    this.#guard?.done();
    this.#guard = undefined;
    this.#activity.end(this.transactionStatus);
  }

  /** Throws 25P02 in a failed transaction, for all but its end and ROLLBACK TO; 57P01 after close. */
  #requireUsable(statement: Statement | undefined): void {
    if (this.#closed)
      throw new SqlError(SQLSTATE.adminShutdown, 'terminating connection due to administrator command', {
        fatal: true,
      });
    this.#account.requireSame();
    if (!this.#runtime.transaction.failed) return;
    const mends = statement?.kind === 'transaction' && MENDING.has(statement.action);
    if (mends || statement === undefined) return;
    throw new SqlError(
      SQLSTATE.inFailedSqlTransaction,
      'current transaction is aborted, commands ignored until end of transaction block',
    );
  }

  /** The statement, described again when the catalog has moved on. Throws 0A000 when its columns are others now. */
  async #upToDate(name: string, statement: PreparedStatement): Promise<PreparedStatement> {
    const { definitions } = this.#runtime.transaction.view;
    if (statement.definitions === definitions || statement.statement === undefined) return statement;
    const fresh = await this.#store.describe(statement.text, statement.statement, statement.declaredOids);
    requireSameShape(statement, fresh);
    this.#store.replaceStatement(name, fresh);
    return fresh;
  }
}

/**
 * Runs a block to its end for the extended protocol, whose Execute answers once: with the tag of the last statement. A
 * block cannot be described before it runs, so it has no columns to send rows with.
 */
async function lastOf(outcomes: AsyncGenerator<Outcome, void, void>): Promise<Outcome> {
  let tag = 'DO';
  for await (const outcome of outcomes) {
    if (outcome.kind === 'complete') tag = outcome.tag;
    if (outcome.kind === 'rows') {
      let rows = 0;
      for (let batch = await outcome.source.next(); batch !== undefined; batch = await outcome.source.next())
        rows += batch.rowCount;
      tag = outcome.tag(rows);
    }
  }
  return { kind: 'complete', tag };
}

/** What a failed transaction still takes. */
const MENDING: ReadonlySet<string> = new Set(['commit', 'rollback', 'rollbackTo']);

const NO_PARAMETERS = { planTypes: [], declaredOids: [] } as const;
