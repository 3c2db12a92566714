import type { Dataset, DatasetColumn, Oid, Relation } from '../../catalog/objects.ts';
import { physicalTable, REMOVED_COLUMN, SNAPSHOT_COLUMN } from '../../catalog/physical.ts';
import type { CatalogTransaction, SnapshotRecord } from '../../catalog/transaction.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter } from '../engine/connection.ts';
import type { RelationPlace } from '../plan/names.ts';
import type { CreateTableAsPlan, CreateTablePlan, DropPlan, InsertPlan } from '../plan/plan.ts';
import { duckdbTypeName } from '../types/data-type.ts';
import type { Outcome } from './outcome.ts';
import type { Runtime } from './runtime.ts';

/** A write's locks, to be held before it is planned for the last time. */
export function nameLock(place: RelationPlace): string {
  return `name/${place.container.oid}/${place.name.toLowerCase()}`;
}
export function datasetLock(oid: Oid): string {
  return `dataset/${oid}`;
}

export async function createTable(
  plan: CreateTablePlan,
  runtime: Runtime,
  changes: CatalogTransaction,
): Promise<Outcome> {
  await makeDataset(plan.place, plan.columns, plan.temporary, runtime, changes);
  return { kind: 'complete', tag: 'CREATE TABLE' };
}

/** The table is made and filled in the same transaction; its rows are its first snapshot. */
export async function createTableAs(
  plan: CreateTableAsPlan,
  runtime: Runtime,
  changes: CatalogTransaction,
  parameters: readonly BoundParameter[],
): Promise<Outcome> {
  const connection = await runtime.connect();
  const shape = await connection.describe(plan.source.sql);
  const columns = shape.columns.map((column, index) => ({
    name: plan.columnNames[index] ?? column.name,
    type: column.type,
    notNull: false,
  }));
  const dataset = await makeDataset(plan.place, columns, plan.temporary, runtime, changes);
  const rows = plan.withData
    ? await fill(dataset, dataset.columns, plan.source.sql, 'CREATE', runtime, changes, parameters)
    : 0;
  return { kind: 'complete', tag: `SELECT ${rows}` };
}

export async function insert(
  plan: InsertPlan,
  runtime: Runtime,
  changes: CatalogTransaction,
  parameters: readonly BoundParameter[],
): Promise<Outcome> {
  const rows = await fill(plan.target, plan.columns, plan.source.sql, 'APPEND', runtime, changes, parameters);
  return { kind: 'complete', tag: `INSERT 0 ${rows}` };
}

export async function drop(plan: DropPlan, runtime: Runtime, changes: CatalogTransaction): Promise<Outcome> {
  const connection = await runtime.connect();
  for (const name of plan.skipped) {
    runtime.host.notice({
      severity: 'NOTICE',
      sqlState: SQLSTATE.successfulCompletion,
      message: `table "${name}" does not exist, skipping`,
    });
  }
  for (const relation of plan.relations) {
    if (relation.kind === 'dataset') {
      await connection.execute(`DROP TABLE ${physicalTable(relation)}`);
      if (relation.storage === 'temporary') runtime.temporary.remove(relation);
    }
    if (relation.kind === 'view' || relation.storage !== 'temporary') changes.remove(relation.oid);
  }
  return { kind: 'complete', tag: plan.tag };
}

/** Locks of everything that goes. */
export function dropLocks(relations: readonly Relation[]): readonly string[] {
  return relations.flatMap((relation) => [
    datasetLock(relation.oid),
    ...relation.containers.map((container) => `name/${container}/${relation.name.toLowerCase()}`),
  ]);
}

/**
 * Appends the rows of `source` and records the snapshot they make; no rows, no snapshot (reference, section 10).
 * Answers how many there were.
 */
export async function fill(
  dataset: Dataset,
  columns: readonly Pick<DatasetColumn, 'name'>[],
  source: string,
  operation: SnapshotRecord['operation'],
  runtime: Runtime,
  changes: CatalogTransaction,
  parameters: readonly BoundParameter[],
): Promise<number> {
  const connection = await runtime.connect();
  const names = columns.map(({ name }) => quote(name));
  if (dataset.storage !== 'lake') {
    return connection.run(`INSERT INTO ${physicalTable(dataset)} (${names.join(', ')}) ${source}`, parameters);
  }
  const id = runtime.catalog.nextSnapshotId();
  // The id is a parameter, so that a repeated INSERT stays prepared.
  const rows = await connection.run(
    `INSERT INTO ${physicalTable(dataset)} (${[...names, quote(SNAPSHOT_COLUMN)].join(', ')})
     SELECT *, CAST($${parameters.length + 1} AS BIGINT) FROM (${source})`,
    [...parameters, { value: id, type: { kind: 'bigint' } }],
  );
  if (rows > 0) changes.snapshot({ dataset: dataset.oid, id, operation, rowCount: rows });
  return rows;
}

async function makeDataset(
  place: RelationPlace,
  columns: CreateTablePlan['columns'],
  temporary: boolean,
  runtime: Runtime,
  changes: CatalogTransaction,
): Promise<Dataset> {
  // The transaction may have begun before another one made the table; only the committed state of now can tell.
  if (!temporary && runtime.catalog.view.relation(place.container.oid, place.name) !== undefined) {
    throw new SqlError(SQLSTATE.duplicateTable, `relation "${place.name}" already exists`);
  }
  const dataset: Dataset = {
    kind: 'dataset',
    oid: runtime.catalog.nextOid(),
    id: runtime.catalog.nextDatasetId(),
    name: place.name,
    displayName: place.name,
    createdAt: runtime.catalog.now().toISOString(),
    owner: runtime.role,
    storage: temporary ? 'temporary' : place.database.storage,
    containers: [place.container.oid],
    columns: columns.map((column, index) => ({ ...column, number: index + 1 })),
    lastColumnNumber: columns.length,
    constraints: [],
    identities: [],
    labels: [],
    hasRemovedRows: false,
  };
  const connection = await runtime.connect();
  await connection.execute(createTableSql(dataset));
  if (temporary) runtime.temporary.put(dataset);
  else changes.put(dataset);
  return dataset;
}

function createTableSql(dataset: Dataset): string {
  const columns = dataset.columns.map(({ name, type, notNull, defaultSql }) => {
    const options = `${notNull ? ' NOT NULL' : ''}${defaultSql === undefined ? '' : ` DEFAULT ${defaultSql}`}`;
    return `${quote(name)} ${duckdbTypeName(type)}${options}`;
  });
  if (dataset.storage === 'lake') columns.push(`${quote(SNAPSHOT_COLUMN)} BIGINT`, `${quote(REMOVED_COLUMN)} BIGINT`);
  return `CREATE TABLE ${physicalTable(dataset)} (${columns.join(', ')})`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
