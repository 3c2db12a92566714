import { randomUUID } from 'node:crypto';
import type { Dataset, DatasetColumn, Relation, SnapshotId } from '../../catalog/objects.ts';
import { physicalTable, REMOVED_COLUMN, SNAPSHOT_COLUMN } from '../../catalog/physical.ts';
import type { CatalogTransaction, SnapshotRecord, WriteSource } from '../../catalog/transaction.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter, EngineConnection } from '../engine/connection.ts';
import { quoteName } from '../plan/dataset.ts';
import { checkRequired } from './row-validation.ts';
import type { Runtime } from './runtime.ts';

export type FillMode = 'create' | 'append' | 'overwrite';

export interface DatasetWrite {
  readonly dataset: Dataset;
  readonly columns: readonly Pick<DatasetColumn, 'name'>[];
  /** DuckDB SQL: a SELECT of `columns` in their order. */
  readonly source: string;
  /** See `InsertPlan`. */
  readonly oneRow?: boolean | undefined;
  readonly mode: FillMode;
  readonly parameters: readonly BoundParameter[];
  readonly reads: readonly Relation[];
}

/**
 * Writes rows into a dataset and answers how many there were. On the lake they make
 * one snapshot; no rows make none (reference, section 10), unless an overwrite took rows away.
 */
export async function fill(write: DatasetWrite, runtime: Runtime, changes: CatalogTransaction): Promise<number> {
  const { dataset, columns, source, mode, parameters } = write;
  const sources = sourcesOf(write.reads, changes);
  const connection = await runtime.connect();
  const table = physicalTable(dataset);
  const names = columns.map(({ name }) => quoteName(name));
  if (dataset.storage !== 'lake') {
    if (mode === 'overwrite') await connection.run(`DELETE FROM ${table}`);
    const rows = await connection.run(`INSERT INTO ${table} (${names.join(', ')}) ${source}`, parameters);
    if (dataset.storage === 'accelerated') recordWrite(dataset, undefined, sources, runtime.user, changes);
    return rows;
  }
  const id = runtime.catalog.nextSnapshotId();
  // The id is a parameter, so that a repeated INSERT stays prepared.
  const snapshot = `CAST($${parameters.length + 1} AS BIGINT)`;
  const rows = await connection.run(
    `INSERT INTO ${table} (${[...names, quoteName(SNAPSHOT_COLUMN)].join(', ')}) ` +
      (write.oneRow === true ? `${source}, ${snapshot}` : `SELECT *, ${snapshot} FROM (${source})`),
    [...parameters, { value: id, type: { kind: 'bigint' } }],
  );
  const made = await makeSnapshot(dataset, id, rows, mode, connection, changes);
  if (made !== undefined) recordWrite(dataset, made, sources, runtime.user, changes);
  return rows;
}

/** What a write is about to read, at the snapshots that it will see. */
export function sourcesOf(reads: readonly Relation[], changes: CatalogTransaction): readonly WriteSource[] {
  return reads
    .filter((relation) => relation.kind === 'dataset' && relation.storage !== 'temporary')
    .map(({ oid, name }) => ({ oid, name, snapshot: changes.view.snapshots(oid).last }));
}

/** Notes a write: the snapshot it made, and what it read; a write that read nothing stored is noted as well. */
export function recordWrite(
  dataset: Dataset,
  snapshot: SnapshotRecord | undefined,
  sources: readonly WriteSource[],
  account: string,
  changes: CatalogTransaction,
): void {
  changes.wrote({ dataset: dataset.oid, snapshot, sources, statementId: randomUUID(), account });
}

/**
 * A write has put `rows` rows of snapshot `id` into a lake dataset: looks at them, and hides the rows that an overwrite or an
 * upsert replaces. Answers the snapshot, or undefined where nothing changed. Throws 23502 and 21000 for identities that an
 * UPSERT dataset cannot take.
 */
export async function makeSnapshot(
  dataset: Dataset,
  id: SnapshotId,
  rows: number,
  mode: FillMode,
  connection: EngineConnection,
  changes: CatalogTransaction,
): Promise<SnapshotRecord | undefined> {
  if (rows > 0) await checkRequired(dataset, id, rows, connection);
  const upserts = dataset.labels.includes('UPSERT');
  if (upserts && rows > 0) await checkIdentities(dataset, id, connection);
  const removed =
    mode === 'overwrite'
      ? await hide(dataset, id, 'TRUE', connection)
      : upserts && rows > 0 && mode === 'append'
        ? await hide(dataset, id, replacedCondition(dataset, id), connection)
        : 0;
  if (removed > 0 && !dataset.hasRemovedRows) changes.put({ ...dataset, hasRemovedRows: true });
  if (rows === 0 && removed === 0) return undefined;
  return { id, operation: operationOf(mode, upserts), rowCount: rows };
}

/** Marks the current rows that meet `condition` as removed by the snapshot; they stay readable AS OF an older one. */
async function hide(
  dataset: Dataset,
  id: SnapshotId,
  condition: string,
  connection: EngineConnection,
): Promise<number> {
  const [snapshot, removed] = [quoteName(SNAPSHOT_COLUMN), quoteName(REMOVED_COLUMN)];
  return connection.run(
    `UPDATE ${physicalTable(dataset)} SET ${removed} = ${id} WHERE ${removed} IS NULL AND ${snapshot} < ${id} AND (${condition})`,
  );
}

function replacedCondition(dataset: Dataset, id: SnapshotId): string {
  const identity = primaryIdentity(dataset);
  return `${identity} IN (SELECT ${identity} FROM ${physicalTable(dataset)} WHERE ${quoteName(SNAPSHOT_COLUMN)} = ${id})`;
}

async function checkIdentities(dataset: Dataset, id: SnapshotId, connection: EngineConnection): Promise<void> {
  const identity = primaryIdentity(dataset);
  const { all, present, distinct } = await countIdentities(
    dataset,
    `${quoteName(SNAPSHOT_COLUMN)} = ${id}`,
    connection,
  );
  if (present < all) {
    throw new SqlError(
      SQLSTATE.notNullViolation,
      `null value in the primary identity ${identity} of "${dataset.name}"`,
      {
        detail: `${all - present} of ${all} rows have no identity; none was written.`,
        table: dataset.name,
      },
    );
  }
  if (distinct < present) {
    throw new SqlError(SQLSTATE.cardinalityViolation, `several rows for one identity in a write to "${dataset.name}"`, {
      detail: `${present} rows hold ${distinct} identities; none was written.`,
      hint: 'Keep one row per identity, for instance with ROW_NUMBER() … = 1.',
      table: dataset.name,
    });
  }
}

/** Throws 55000 for a dataset that cannot become UPSERT: which of several current rows of one identity is it to show? */
export async function requireOnePerIdentity(dataset: Dataset, connection: EngineConnection): Promise<void> {
  const { all, distinct } = await countIdentities(dataset, `${quoteName(REMOVED_COLUMN)} IS NULL`, connection);
  if (distinct === all) return;
  throw new SqlError(
    SQLSTATE.objectNotInPrerequisiteState,
    `"${dataset.name}" has not one row for each primary identity`,
    {
      detail: `${all} rows hold ${distinct} identities.`,
      hint: `Keep one of each first: INSERT OVERWRITE INTO ${dataset.name} SELECT …, for instance with ROW_NUMBER() … = 1.`,
      table: dataset.name,
    },
  );
}

async function countIdentities(
  dataset: Dataset,
  condition: string,
  connection: EngineConnection,
): Promise<{ readonly all: number; readonly present: number; readonly distinct: number }> {
  const identity = primaryIdentity(dataset);
  const [counts] = await connection.rows(
    `SELECT count(*), count(${identity}), count(DISTINCT ${identity}) FROM ${physicalTable(dataset)} WHERE ${condition}`,
  );
  const [all, present, distinct] = (counts ?? []).map(Number);
  if (all === undefined || present === undefined || distinct === undefined)
    throw new Error('a count has three columns');
  return { all, present, distinct };
}

function primaryIdentity(dataset: Dataset): string {
  const primary = dataset.identities.find((each) => each.primary);
  const column = dataset.columns.find(({ number }) => number === primary?.column);
  if (column === undefined) {
    throw new SqlError(
      SQLSTATE.objectNotInPrerequisiteState,
      `"${dataset.name}" is labelled UPSERT but has no primary identity`,
      {
        hint: `Declare it: ALTER TABLE ${dataset.name} ADD CONSTRAINT PRIMARY IDENTITY (column) NAMESPACE 'Email'.`,
      },
    );
  }
  return quoteName(column.name);
}

function operationOf(mode: FillMode, upserts: boolean): SnapshotRecord['operation'] {
  if (mode === 'overwrite') return 'OVERWRITE';
  if (mode === 'create') return 'CREATE';
  return upserts ? 'UPSERT' : 'APPEND';
}
