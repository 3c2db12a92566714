import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter } from '../engine/connection.ts';
import type { LiveCursor, LivePreparedStatement } from '../pgcatalog/relations/definition.ts';
import { analyzeExpression, resolveTypeName } from '../plan/analyze/analyze.ts';
import type { SessionStatement } from '../plan/plan.ts';
import { planQuery } from '../plan/query.ts';
import { print } from '../sql/print.ts';
import type { SourceText } from '../sql/source-text.ts';
import type { DeclareCursor, ExecuteStatement, FetchCursor, PrepareStatement } from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import { type DataType, duckdbTypeName } from '../types/data-type.ts';
import { parameterOid } from '../types/parameters.ts';
import type { RowSource } from './client-session.ts';
import { Cursor } from './cursor.ts';
import { HELD_ROW, HeldRows } from './held-rows.ts';
import { type Outcome, selectTag } from './outcome.ts';
import { parameterCount } from './parameter-numbers.ts';
import type { Portal } from './portal.ts';
import { type PreparedStatement, prepareStatement } from './prepared-statement.ts';
import { type Execution, run } from './run.ts';
import { planContext, type Runtime } from './runtime.ts';
import { describeSessionStatement } from './session-statements.ts';
import type { TransactionFollower } from './transaction.ts';

/** Statements and portals that one session may hold at once. */
const HELD_LIMIT = 10_000;

/**
 * The prepared statements, portals and cursors of one session. PREPARE and Parse share one name space, DECLARE and Bind
 * another. Statements outlive transactions; portals do not, unless declared WITH HOLD.
 */
export class StatementStore implements TransactionFollower {
  readonly #runtime: Runtime;
  readonly #statements = new Map<string, PreparedStatement>();
  readonly #portals = new Map<string, Portal>();
  /** How many were opened before it, for each portal. */
  readonly #openedBefore = new WeakMap<Portal, number>();
  #opened = 0;
  /** As many were opened when the transaction began. */
  #openedAtStart = 0;
  #heldTables = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  // ---- statements

  /** Throws 42P05 when a named statement is there already. */
  putStatement(name: string, statement: PreparedStatement): void {
    const key = name.toLowerCase();
    if (name !== '' && this.#statements.has(key)) {
      throw new SqlError(SQLSTATE.duplicatePreparedStatement, `prepared statement "${name}" already exists`);
    }
    bounded(this.#statements, 'prepared statements');
    this.#statements.set(key, statement);
  }

  /** Throws 26000. */
  statementNamed(name: string): PreparedStatement {
    const found = this.#statements.get(name.toLowerCase());
    if (found !== undefined) return found;
    const message =
      name === '' ? 'unnamed prepared statement does not exist' : `prepared statement "${name}" does not exist`;
    throw new SqlError(SQLSTATE.invalidSqlStatementName, message);
  }

  replaceStatement(name: string, statement: PreparedStatement): void {
    this.#statements.set(name.toLowerCase(), statement);
  }

  dropStatement(name: string): void {
    this.#statements.delete(name.toLowerCase());
  }

  deallocate(name: string): void {
    if (name === 'all') {
      this.#statements.clear();
      return;
    }
    this.statementNamed(name);
    this.dropStatement(name);
  }

  async prepareNamed(statement: PrepareStatement, text: SourceText): Promise<void> {
    const name = statement.name.name;
    if (this.#statements.has(name.toLowerCase())) {
      throw new SqlError(SQLSTATE.duplicatePreparedStatement, `prepared statement "${name}" already exists`);
    }
    const oids = statement.types.map((type) => parameterOid(resolveTypeName(type)));
    const inner = statement.statement;
    this.putStatement(name, { ...(await this.describe(text, inner, oids)), fromSql: true });
  }

  describe(
    text: SourceText,
    statement: PreparedStatement['statement'],
    oids: readonly number[],
  ): Promise<PreparedStatement> {
    const count = statement === undefined ? 0 : parameterCount(statement);
    const describeSession = (each: SessionStatement): readonly Column[] | undefined =>
      describeSessionStatement(each, this);
    return prepareStatement(text, statement, count, oids, this.#runtime, describeSession);
  }

  async executeNamed(execute: ExecuteStatement, execution: Execution): Promise<Outcome> {
    const prepared = this.statementNamed(execute.name.name);
    const { parameterTypes } = prepared;
    if (execute.args.length !== parameterTypes.length) {
      throw new SqlError(
        SQLSTATE.syntaxError,
        `wrong number of parameters for prepared statement "${execute.name.name}"`,
        {
          detail: `Expected ${parameterTypes.length} parameters but got ${execute.args.length}.`,
        },
      );
    }
    if (prepared.statement === undefined) return { kind: 'empty' };
    const parameters = await this.#evaluate(execute, parameterTypes);
    return run(
      {
        ...execution,
        statement: prepared.statement,
        text: prepared.text,
        parameters,
        planTypes: prepared.planTypes,
        declaredOids: prepared.declaredOids,
      },
      this.#runtime,
    );
  }

  listStatements(): readonly LivePreparedStatement[] {
    return [...this.#statements]
      .filter(([name]) => name !== '')
      .map(([name, each]) => ({
        name,
        statement: each.text.sent,
        preparedAt: each.preparedAt,
        parameterOids: each.parameterOids,
        fromSql: each.fromSql,
      }));
  }

  listCursors(): readonly LiveCursor[] {
    return [...this.#portals.values()]
      .filter(({ declared }) => declared)
      .map(({ name, statement, holdable, formats }) => ({
        name,
        statement: statement.text.sent,
        holdable,
        binary: formats.includes(1),
        createdAt: statement.preparedAt,
      }));
  }

  // ---- portals and cursors

  putPortal(portal: Portal): void {
    if (portal.name !== '' && this.#portals.has(portal.name.toLowerCase())) {
      throw new SqlError(SQLSTATE.duplicateCursor, `cursor "${portal.name}" already exists`);
    }
    bounded(this.#portals, 'portals');
    this.closePortal(portal.name);
    this.#portals.set(portal.name.toLowerCase(), portal);
    this.#openedBefore.set(portal, this.#opened++);
  }

  /** Throws 34000. */
  portalNamed(name: string, kind: 'portal' | 'cursor' = 'portal'): Portal {
    const found = this.#portals.get(name.toLowerCase());
    if (found !== undefined) return found;
    throw new SqlError(SQLSTATE.invalidCursorName, `${kind} "${name}" does not exist`);
  }

  closePortal(name: string): void {
    const key = name.toLowerCase();
    this.#portals.get(key)?.cursor?.close();
    this.#portals.delete(key);
  }

  cursorColumns(name: string): readonly Column[] | undefined {
    return this.portalNamed(name, 'cursor').columns;
  }

  closeCursor(name: string): void {
    if (name !== 'all') this.portalNamed(name, 'cursor');
    for (const portal of name === 'all' ? [...this.#portals.values()] : [this.portalNamed(name, 'cursor')]) {
      if (portal.declared) this.closePortal(portal.name);
    }
  }

  async declareCursor(declare: DeclareCursor, execution: Execution): Promise<Outcome> {
    const name = declare.name.name;
    // Several statements of one simple query are a transaction too, as long as there is one left to use the cursor.
    if (!declare.hold && !this.#runtime.transaction.explicit && execution.last) {
      throw new SqlError(SQLSTATE.noActiveSqlTransaction, 'DECLARE CURSOR can only be used in transaction blocks');
    }
    if (this.#portals.has(name.toLowerCase())) {
      throw new SqlError(SQLSTATE.duplicateCursor, `cursor "${name}" already exists`);
    }
    const cursor = declare.hold ? await this.#hold(declare, execution) : await this.#open(declare, execution);
    this.putPortal({
      name,
      statement: {
        text: execution.text,
        statement: undefined,
        parameterOids: [],
        declaredOids: [],
        parameterTypes: [],
        planTypes: [],
        columns: cursor.columns,
        definitions: undefined,
        preparedAt: new Date(),
        fromSql: true,
      },
      parameters: [],
      columns: cursor.columns,
      formats: cursor.columns.map(() => (declare.binary ? 1 : 0)),
      holdable: declare.hold,
      declared: true,
      cursor,
      finished: false,
    });
    return { kind: 'complete', tag: 'DECLARE CURSOR' };
  }

  async fetch(statement: FetchCursor, execution: Execution): Promise<Outcome> {
    const portal = this.portalNamed(statement.name.name, 'cursor');
    const { direction } = statement;
    if (direction.kind !== 'forward') {
      throw new SqlError(SQLSTATE.objectNotInPrerequisiteState, 'cursor can only scan forward', {
        hint: 'Only FETCH [NEXT | n | ALL | FORWARD …] is supported.',
      });
    }
    portal.cursor ??= await this.#start(portal, execution);
    const { cursor } = portal;
    const verb = statement.move ? 'MOVE' : 'FETCH';
    const tag = (count: number): string => `${verb} ${count}`;
    const rows =
      direction.count === 0 ? noRows(tag(0)) : cursor.take(direction.count === 'all' ? 0 : direction.count, tag);
    if (!statement.move) return { kind: 'page', columns: cursor.columns, rows };
    let moved = 0;
    for await (const { from, to } of rows) moved += to - from;
    return { kind: 'complete', tag: tag(moved) };
  }

  // ---- the transaction's end

  commit(): void {
    for (const portal of [...this.#portals.values()]) if (!portal.holdable) this.closePortal(portal.name);
    this.#openedAtStart = this.#opened;
  }

  /** What is held lives on, unless it was opened in what is undone. */
  rollback(): void {
    this.#closeSince(this.#openedAtStart);
    this.commit();
  }

  /** Going back closes what was opened since, also what is held. */
  mark(): () => void {
    const opened = this.#opened;
    return () => this.#closeSince(opened);
  }

  closeAll(): void {
    for (const name of [...this.#portals.keys()]) this.closePortal(name);
    this.#statements.clear();
  }

  #closeSince(opened: number): void {
    for (const portal of [...this.#portals.values()]) {
      if ((this.#openedBefore.get(portal) ?? 0) >= opened) this.closePortal(portal.name);
    }
  }

  async #open(declare: DeclareCursor, execution: Execution): Promise<Cursor> {
    const select = { kind: 'select', span: declare.query.span, query: declare.query } as const;
    const outcome = await run({ ...execution, statement: select }, this.#runtime);
    if (outcome.kind !== 'rows') throw new Error('a SELECT has rows');
    return new Cursor(outcome.columns, outcome.source, selectTag);
  }

  /** FETCH or MOVE in a portal that Bind made and no Execute has run: asyncpg's cursors. Throws 55000 when it has no rows. */
  async #start({ name, statement: prepared, parameters }: Portal, execution: Execution): Promise<Cursor> {
    const { statement, text, planTypes, declaredOids } = prepared;
    if (statement?.kind !== 'select') {
      throw new SqlError(SQLSTATE.objectNotInPrerequisiteState, `cursor "${name}" is not of a query`);
    }
    const outcome = await run({ ...execution, statement, text, parameters, planTypes, declaredOids }, this.#runtime);
    if (outcome.kind !== 'rows') throw new Error('a SELECT has rows');
    return new Cursor(outcome.columns, outcome.source, outcome.tag);
  }

  async #hold(declare: DeclareCursor, execution: Execution): Promise<Cursor> {
    const runtime = this.#runtime;
    await (runtime.transaction.explicit
      ? runtime.transaction.prepareTemporaryWrite()
      : runtime.transaction.prepareRead());
    const { engine } = planQuery(declare.query, planContext(runtime, execution.planTypes));
    const connection = await runtime.connect();
    const columns = await connection.columns(engine.sql);
    this.#heldTables++;
    const table = `temp.main."cursor${this.#heldTables}"`;
    const names = columns.map((_, index) => `c${index + 1}`).join(', ');
    await connection.run(
      `CREATE TEMPORARY TABLE ${table} AS SELECT *, row_number() OVER () AS ${HELD_ROW} FROM (${engine.sql}) AS held(${names})`,
      execution.parameters,
    );
    return new Cursor(columns, new HeldRows(connection, table), selectTag);
  }

  /** The arguments of EXECUTE, computed by the engine. */
  async #evaluate(execute: ExecuteStatement, types: readonly DataType[]): Promise<readonly BoundParameter[]> {
    if (types.length === 0) return [];
    const context = planContext(this.#runtime, []);
    const values = execute.args.map((arg, index) => {
      const { expr } = analyzeExpression(arg, [], context);
      return `CAST(${print(expr, 'duckdb').sql} AS ${duckdbTypeName(types[index] ?? { kind: 'varchar' })})`;
    });
    const connection = await this.#runtime.connect();
    const [row] = await connection.rows(`SELECT ${values.join(', ')}`);
    return types.map((type, index) => ({ type, value: row?.[index] ?? null }));
  }
}

function bounded(held: ReadonlyMap<string, unknown>, what: string): void {
  if (held.size >= HELD_LIMIT) {
    throw new SqlError(SQLSTATE.programLimitExceeded, `too many ${what} in one session`, {
      hint: 'Close those no longer needed.',
    });
  }
}

function noRows(tag: string): RowSource {
  return { [Symbol.asyncIterator]: async function* () {}, end: () => ({ kind: 'complete', tag }) };
}
