import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable, SNAPSHOT_COLUMN } from '../../catalog/physical.ts';
import type { CatalogTransaction } from '../../catalog/transaction.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter } from '../engine/connection.ts';
import { quoteName } from '../plan/dataset.ts';
import type { InsertPlan } from '../plan/plan.ts';
import type { Expr } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import { mapQuery } from '../sql/visit.ts';
import { duckdbTypeName } from '../types/data-type.ts';
import { recordWrite } from './fill.ts';
import type { Outcome } from './outcome.ts';
import type { Execution } from './run.ts';
import type { Runtime } from './runtime.ts';

/**
 * INSERT of one row of constants that is a whole transaction: everything about it is known beforehand, so that BEGIN, the row,
 * its snapshot and COMMIT are one call to the engine, in place of four with a wait after each. Answers undefined where the
 * ordinary way has to do it: for any other INSERT, and to tell what is wrong with a row that the engine did not take.
 */
export async function insertAtOnce(
  plan: InsertPlan,
  locks: readonly string[],
  { parameters, guard }: Pick<Execution, 'parameters' | 'guard'>,
  runtime: Runtime,
): Promise<Outcome | undefined> {
  const { target, row } = plan;
  if (!runtime.transaction.untouched || plan.overwrite || row?.constant !== true || !isPlain(target)) return undefined;
  const literals = parameters.map(literalOf);
  if (literals.includes(undefined)) return undefined;
  const query = mapQuery(row.query, {
    leaveExpr: (expr) => (expr.kind === 'parameter' ? (literals[expr.index - 1] ?? expr) : expr),
  });
  const { sql } = print(query, 'duckdb');
  const names = plan.columns.map(({ name }) => quoteName(name));
  const into = physicalTable(target);
  const make = (changes: CatalogTransaction): readonly string[] | undefined => {
    // Others may have changed it while the lock was waited for.
    if (changes.view.get(target.oid) !== target) return undefined;
    if (target.storage !== 'lake') {
      recordWrite(target, undefined, [], runtime.user, changes);
      return [`INSERT INTO ${into} (${names.join(', ')}) ${sql}`];
    }
    const id = runtime.catalog.nextSnapshotId();
    recordWrite(target, { id, operation: 'APPEND', rowCount: 1 }, [], runtime.user, changes);
    return [`INSERT INTO ${into} (${[...names, quoteName(SNAPSHOT_COLUMN)].join(', ')}) ${sql}, ${id}`];
  };
  try {
    const done = await runtime.transaction.writeAtOnce(locks, guard.signal, make);
    return done ? { kind: 'complete', tag: 'INSERT 0 1' } : undefined;
  } catch (error) {
    if (mayBeOfTheRow(error)) return undefined;
    throw error;
  }
}

/** Nothing has to be looked at beside the row itself. */
function isPlain({ storage, labels, rowValidation }: Dataset): boolean {
  return storage !== 'temporary' && !labels.includes('UPSERT') && rowValidation !== true;
}

/** All but what another transaction, who stops the statement, or a full disk is to blame for: that may come with COMMIT. */
function mayBeOfTheRow(error: unknown): boolean {
  return error instanceof SqlError && !/^(40|57)/.test(error.sqlState) && error.sqlState !== SQLSTATE.diskFull;
}

/** A bound value as an expression of its type; undefined for types whose text the engine may read otherwise. */
function literalOf({ value, type }: BoundParameter): Expr | undefined {
  const span = { start: 0, end: 0 };
  if (value === null) return { kind: 'null', span };
  switch (type.kind) {
    case 'varchar':
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'float':
    case 'double':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'uuid': {
      // String() drops the sign of a zero.
      const text: Expr = { kind: 'string', span, value: Object.is(value, -0) ? '-0' : String(value) };
      return { kind: 'raw', span, text: `CAST({0} AS ${duckdbTypeName(type)})`, args: [text] };
    }
    default:
      return undefined;
  }
}
