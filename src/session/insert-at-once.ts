import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable, SNAPSHOT_COLUMN } from '../../catalog/physical.ts';
import type { CatalogTransaction } from '../../catalog/transaction.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { EngineStatement } from '../engine/connection.ts';
import { quoteName } from '../plan/dataset.ts';
import type { InsertPlan } from '../plan/plan.ts';
import { print } from '../sql/print.ts';
import { recordWrite } from './fill.ts';
import { liftConstants } from './lift-constants.ts';
import type { Outcome } from './outcome.ts';
import type { Execution } from './run.ts';
import type { Runtime } from './runtime.ts';

/**
 * INSERT of one row of constants that is a whole transaction: everything about it is known beforehand, and its values are bound
 * to a text that is the same for each row of its kind, so that the engine's plans of the row and of its snapshot are kept.
 * Answers undefined where the ordinary way has to do it: for any other INSERT, and to tell what is wrong with a row that the
 * engine did not take.
 */
export async function insertAtOnce(
  plan: InsertPlan,
  locks: readonly string[],
  { parameters, guard }: Pick<Execution, 'parameters' | 'guard'>,
  runtime: Runtime,
): Promise<Outcome | undefined> {
  const { target, row } = plan;
  if (!runtime.transaction.untouched || plan.overwrite || row?.constant !== true || !isPlain(target)) return undefined;
  const lifted = liftConstants(row.query, parameters);
  const { sql } = print(lifted.query, 'duckdb');
  const names = plan.columns.map(({ name }) => quoteName(name));
  const into = physicalTable(target);
  const make = (changes: CatalogTransaction): EngineStatement | undefined => {
    // Others may have changed it while the lock was waited for.
    if (changes.view.get(target.oid) !== target) return undefined;
    if (target.storage !== 'lake') {
      recordWrite(target, undefined, [], runtime.user, changes);
      return { sql: `INSERT INTO ${into} (${names.join(', ')}) ${sql}`, parameters: lifted.parameters };
    }
    const id = runtime.catalog.nextSnapshotId();
    recordWrite(target, { id, operation: 'APPEND', rowCount: 1 }, [], runtime.user, changes);
    const parameters = [...lifted.parameters, { value: id, type: { kind: 'bigint' } } as const];
    const all = [...names, quoteName(SNAPSHOT_COLUMN)].join(', ');
    return { sql: `INSERT INTO ${into} (${all}) ${sql}, CAST($${parameters.length} AS BIGINT)`, parameters };
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
