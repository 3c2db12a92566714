import type { Dataset } from '../../catalog/objects.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter } from '../engine/connection.ts';
import { nameLock, objectLock } from '../plan/catalog-plan.ts';
import type { PlanContext } from '../plan/context.ts';
import type { EngineSql, Plan, QueryPlan, SessionStatement } from '../plan/plan.ts';
import { PlanError } from '../plan/plan-error.ts';
import { originalOffset } from '../sql/print.ts';
import { placeOf, type SourceText } from '../sql/source-text.ts';
import type { Statement } from '../sql/statement.ts';
import type { DataType } from '../types/data-type.ts';
import { runBlock } from './block.ts';
import { catalogQueryOf, planCatalogQuery, runCatalogQuery } from './catalog-statement.ts';
import { startCopyIn } from './copy/copy-in.ts';
import { copyToFile } from './copy-file.ts';
import { copyOptions } from './copy-options.ts';
import { insertAtOnce } from './insert-at-once.ts';
import { type StatementWatch, touchedBy } from './observe.ts';
import { withOrigins } from './origins.ts';
import { type Outcome, selectTag } from './outcome.ts';
import { planContext, type Runtime } from './runtime.ts';
import type { StatementGuard } from './statement-guard.ts';
import { inUserNames } from './user-names.ts';
import { changeCatalog, changeRoles, createTableAs, insert, modify } from './write.ts';

/** A statement on its way to be performed. */
export interface Execution {
  readonly statement: Statement;
  /** The client's text; the tree's spans count in it as it is read. */
  readonly text: SourceText;
  readonly parameters: readonly BoundParameter[];
  /** Types of the parameters as planning is told them. */
  readonly planTypes: readonly (DataType | undefined)[];
  /** OIDs of the parameters as the client declared them; 0 is to be inferred. */
  readonly declaredOids: readonly number[];
  readonly guard: StatementGuard;
  /** Nothing follows in the same implicit transaction. */
  readonly last: boolean;
  /** Performs the statements about the session itself. */
  readonly performSession: (statement: SessionStatement, execution: Execution) => Promise<Outcome>;
  /** Of whoever keeps the log of statements. */
  readonly watch: StatementWatch | undefined;
}

/**
 * Plans a statement and performs the plan: the only place with effects. The session commits or rolls back afterwards.
 * Errors carry their place in the client's text.
 */
export async function run(execution: Execution, runtime: Runtime): Promise<Outcome> {
  const { statement, text, guard } = execution;
  try {
    return await guard.run(() => perform(execution, runtime));
  } catch (error) {
    throw placed(error, text, statement);
  }
}

/** Planning without performing. Errors carry their place. */
export function planned<T>(text: SourceText, statement: Statement, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw placed(error, text, statement);
  }
}

async function perform(execution: Execution, runtime: Runtime): Promise<Outcome> {
  const { statement, text, planTypes: types } = execution;
  const catalogQuery = catalogQueryOf(statement, runtime);
  if (catalogQuery !== undefined) {
    const plan = planCatalogQuery(catalogQuery, runtime, execution.declaredOids);
    return inEngine(plan, text, () => runCatalogQuery(plan, execution.parameters, runtime));
  }
  const first = runtime.plans.plan(statement, planContext(runtime, types));
  switch (first.kind) {
    case 'session':
      return execution.performSession(first.statement, execution);
    case 'skip':
      runtime.host.notice({ severity: 'NOTICE', sqlState: SQLSTATE.duplicateTable, message: first.notice });
      return { kind: 'complete', tag: first.tag };
    case 'block':
      return { kind: 'several', outcomes: runBlock(first.block, execution, runtime, run) };
    case 'answer':
      // Where a transaction begins to see must not depend on who answers.
      if (statement.kind === 'select') await runtime.transaction.prepareRead();
      return {
        kind: 'rows',
        columns: first.columns,
        source: runtime.plans.rows(first),
        tag: first.tag === 'SELECT' ? selectTag : () => first.tag,
      };
    case 'query':
    case 'copyTo':
    case 'copyToFile': {
      const before = runtime.transaction.view;
      await runtime.transaction.prepareRead();
      // Beginning a transaction may have moved the catalog on.
      const current =
        runtime.transaction.view === before ? first : runtime.plans.plan(statement, planContext(runtime, types));
      execution.watch?.touches(touchedBy(current));
      if (current.kind === 'copyToFile') {
        return inEngine(current.query.engine, text, () => copyToFile(current, execution.parameters, runtime));
      }
      return current.kind === 'copyTo'
        ? copyOut(current.query, execution, runtime)
        : query(current.kind === 'query' ? current : unexpected(current), execution, runtime);
    }
    default:
      return write(first, execution, runtime, (view) => runtime.plans.plan(statement, view), text, types);
  }
}

/**
 * Takes the locks that the plan needs; where the catalog moved on meanwhile, plans again, until a plan stands whose locks
 * are all held.
 */
async function write(
  first: Plan,
  execution: Execution,
  runtime: Runtime,
  replan: (context: PlanContext) => Plan,
  text: SourceText,
  types: readonly (DataType | undefined)[],
): Promise<Outcome> {
  if (first.kind === 'insert' && execution.last) {
    const done = await insertAtOnce(first, locksOf(first), execution, runtime);
    if (done !== undefined) {
      execution.watch?.touches(touchedBy(first));
      return done;
    }
  }
  let current = first;
  for (;;) {
    const before = runtime.transaction.view;
    const changes = await runtime.transaction.prepareWrite(locksOf(current), execution.guard.signal);
    if (runtime.transaction.view !== before) {
      current = replan(planContext(runtime, types));
      continue;
    }
    const source = 'source' in current ? current.source : undefined;
    try {
      return await inEngine(source, text, () => performWrite(current, execution, runtime, changes));
    } catch (error) {
      throw inUserNames(error, runtime);
    }
  }
}

async function performWrite(
  current: Plan,
  { parameters, guard, watch }: Execution,
  runtime: Runtime,
  changes: Awaited<ReturnType<Runtime['transaction']['prepareWrite']>>,
): Promise<Outcome> {
  watch?.touches(touchedBy(current));
  switch (current.kind) {
    case 'catalog':
      for (const oid of current.touches) runtime.transaction.requireUnchanged(oid);
      return changeCatalog(current, runtime, changes);
    case 'role':
      for (const oid of current.touches) runtime.transaction.requireUnchanged(oid);
      return changeRoles(current, runtime, changes);
    case 'createTableAs':
      return createTableAs(current, runtime, changes, parameters, (made) =>
        watch?.touches({ reads: [], writes: [made] }),
      );
    case 'insert':
      runtime.transaction.requireUnchanged(current.target.oid);
      // These two hide older rows, and so must see all of them.
      if (current.overwrite || current.target.labels.includes('UPSERT')) {
        runtime.transaction.requireNewest(current.target.oid);
      }
      for (const { existing } of current.checkpoints) {
        if (existing !== undefined) runtime.transaction.requireUnchanged(existing.oid);
      }
      return insert(current, runtime, changes, parameters);
    case 'modify':
      for (const { oid } of current.targets) runtime.transaction.requireUnchanged(oid);
      for (const { oid } of current.emptied) runtime.transaction.requireNewest(oid);
      return modify(current, runtime, changes, parameters);
    case 'copyFrom':
      runtime.transaction.requireUnchanged(current.target.oid);
      if (current.target.labels.includes('UPSERT')) runtime.transaction.requireNewest(current.target.oid);
      return startCopyIn(current, runtime, changes, guard);
    case 'skip':
      runtime.host.notice({ severity: 'NOTICE', sqlState: SQLSTATE.duplicateTable, message: current.notice });
      return { kind: 'complete', tag: current.tag };
    case 'query':
    case 'copyTo':
    case 'copyToFile':
    case 'answer':
    case 'block':
    case 'session':
      return unexpected(current);
  }
}

function locksOf(current: Plan): readonly string[] {
  switch (current.kind) {
    case 'catalog':
    case 'role':
    case 'createTableAs':
      return current.locks;
    case 'insert':
      return [
        ...writeLocks([current.target]),
        ...current.checkpoints.map(({ dataset, name }) => nameLock(`checkpoint/${dataset.oid}`, name)),
      ];
    case 'copyFrom':
      return writeLocks([current.target]);
    case 'modify':
      return writeLocks(current.targets);
    case 'query':
    case 'copyTo':
    case 'copyToFile':
    case 'answer':
    case 'skip':
    case 'block':
    case 'session':
      return [];
  }
}

function writeLocks(targets: readonly Dataset[]): readonly string[] {
  return targets.filter(({ storage }) => storage !== 'temporary').map(({ oid }) => objectLock(oid));
}

async function query(current: QueryPlan, { text, parameters, guard }: Execution, runtime: Runtime): Promise<Outcome> {
  const connection = await runtime.connect();
  const stream = await inEngine(current.engine, text, () => connection.stream(current.engine.sql, parameters));
  const source = guard.watch({
    next: () => inEngine(current.engine, text, () => stream.next()),
    abandon: () => stream.abandon(),
  });
  return { kind: 'rows', columns: withOrigins(current.columns, stream.columns), source, tag: selectTag };
}

async function copyOut(current: QueryPlan, execution: Execution, runtime: Runtime): Promise<Outcome> {
  const outcome = await query(current, execution, runtime);
  if (outcome.kind !== 'rows' || execution.statement.kind !== 'copy') return outcome;
  const options = copyOptions(execution.statement, outcome.columns);
  return { kind: 'copyOut', columns: outcome.columns, options, source: outcome.source };
}

/** Runs engine work; the place of its errors, a byte of the SQL that DuckDB was given, becomes one of the client's text. */
async function inEngine<T>(engine: EngineSql | undefined, text: SourceText, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw engine === undefined ? error : inClientText(error, engine, text);
  }
}

/** An engine error with its position brought back to the client's text; without one where there is no way back. */
export function inClientText(error: unknown, engine: EngineSql, text: SourceText): unknown {
  if (!(error instanceof SqlError) || error instanceof PlanError || error.position === undefined) return error;
  const bytes = Buffer.from(engine.sql, 'utf8').subarray(0, error.position - 1);
  const offset = originalOffset(engine.map, bytes.toString('utf8').length);
  return new SqlError(error.sqlState, error.message, {
    detail: error.detail,
    hint: error.hint,
    ...(offset === undefined ? {} : placeOf(text, offset)),
    cause: error,
  });
}

function placed(error: unknown, text: SourceText, statement: Statement): unknown {
  if (!(error instanceof PlanError)) return error;
  const inside = error.span.end > error.span.start || error.span.start > 0;
  return error.with(placeOf(text, inside ? error.span.start : statement.span.start));
}

function unexpected(current: Plan): never {
  throw new Error(`a plan of kind ${current.kind} has no place here`);
}
