import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import type { CatalogTransaction } from '../../catalog/transaction.ts';
import { buildVerifier } from '../core/scram-verifier.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter } from '../engine/connection.ts';
import type { CatalogEffects, CatalogPlan, IdSource } from '../plan/catalog-plan.ts';
import { movedCheckpoints } from '../plan/checkpoint.ts';
import { createTableSql, newDataset, quoteName } from '../plan/dataset.ts';
import type { CreateTableAsPlan, InsertPlan, ModifyPlan, RolePlan } from '../plan/plan.ts';
import type { DataType } from '../types/data-type.ts';
import { fill, recordWrite, requireOnePerIdentity, sourcesOf } from './fill.ts';
import { type Outcome, rowsOf } from './outcome.ts';
import { stage, unstage } from './row-validation.ts';
import type { Runtime } from './runtime.ts';

/** A change of the catalog with the engine statements that go with it. */
export async function changeCatalog(
  plan: CatalogPlan,
  runtime: Runtime,
  changes: CatalogTransaction,
): Promise<Outcome> {
  const effects = plan.effects(idSource(runtime));
  await apply(effects, runtime, changes);
  const { answer } = effects;
  if (answer === undefined) return { kind: 'complete', tag: plan.tag };
  return { kind: 'rows', columns: answer.columns, source: rowsOf(answer.columns, answer.rows), tag: () => plan.tag };
}

/** The table is made and filled in the same transaction; its rows are its first snapshot. `made` is told of it. */
export async function createTableAs(
  plan: CreateTableAsPlan,
  runtime: Runtime,
  changes: CatalogTransaction,
  parameters: readonly BoundParameter[],
  made: (dataset: Dataset) => void,
): Promise<Outcome> {
  const connection = await runtime.connect();
  const described = await connection.columns(plan.source.sql);
  const columns = described.map((column, index) => ({
    name: plan.columnNames[index] ?? column.name,
    type: storable(column.type),
    notNull: false,
  }));
  const dataset = newDataset(plan.place, columns, plan.temporary, runtime.role, idSource(runtime), plan.extras);
  await apply({ put: [dataset], engine: [createTableSql(dataset)] }, runtime, changes);
  made(dataset);
  const write = {
    columns: dataset.columns,
    source: plan.source.sql,
    mode: 'create',
    parameters,
    reads: plan.reads,
  } as const;
  const rows = plan.withData ? await fill({ ...write, dataset }, runtime, changes) : 0;
  return { kind: 'complete', tag: `SELECT ${rows}` };
}

export async function insert(
  plan: InsertPlan,
  runtime: Runtime,
  changes: CatalogTransaction,
  parameters: readonly BoundParameter[],
): Promise<Outcome> {
  const { validation } = plan;
  if (validation !== undefined) await stage(plan.target, validation, parameters, await runtime.connect());
  const rows = await fill(
    {
      dataset: plan.target,
      columns: plan.columns,
      source: plan.source.sql,
      oneRow: plan.row !== undefined,
      mode: plan.overwrite ? 'overwrite' : 'append',
      parameters: validation === undefined ? parameters : [],
      reads: plan.reads,
    },
    runtime,
    changes,
  );
  if (validation !== undefined) await unstage(await runtime.connect());
  for (const checkpoint of movedCheckpoints(plan.checkpoints, runtime, idSource(runtime))) changes.put(checkpoint);
  return { kind: 'complete', tag: `INSERT 0 ${rows}` };
}

export async function modify(
  plan: ModifyPlan,
  runtime: Runtime,
  changes: CatalogTransaction,
  parameters: readonly BoundParameter[],
): Promise<Outcome> {
  const connection = await runtime.connect();
  for (const dataset of plan.emptied) await empty(dataset, runtime, changes);
  if (plan.forbidden !== undefined && (await connection.rows(plan.forbidden.engine.sql, parameters)).length > 0) {
    throw plan.forbidden.error();
  }
  const sources = sourcesOf(plan.reads, changes);
  let rows = 0;
  for (const { sql } of plan.engine) rows += await connection.run(sql, parameters);
  for (const target of plan.targets) {
    if (target.storage === 'accelerated') recordWrite(target, undefined, sources, runtime.user, changes);
  }
  return { kind: 'complete', tag: plan.tag(rows) };
}

async function empty(dataset: Dataset, runtime: Runtime, changes: CatalogTransaction): Promise<void> {
  const names = dataset.columns.map(({ name }) => quoteName(name)).join(', ');
  const source = `SELECT ${names} FROM ${physicalTable(dataset)} WHERE false`;
  await fill(
    { dataset, columns: dataset.columns, source, mode: 'overwrite', parameters: [], reads: [] },
    runtime,
    changes,
  );
}

export async function changeRoles(plan: RolePlan, runtime: Runtime, changes: CatalogTransaction): Promise<Outcome> {
  const verifier = typeof plan.password === 'string' ? await verifierOf(plan.password) : plan.password;
  await apply(
    { put: plan.put(idSource(runtime), verifier), remove: plan.remove, notices: plan.notices },
    runtime,
    changes,
  );
  return { kind: 'complete', tag: plan.tag };
}

async function apply(effects: CatalogEffects, runtime: Runtime, changes: CatalogTransaction): Promise<void> {
  for (const object of effects.put ?? []) requireFreeName(object, runtime, changes);
  const { onePerIdentity } = effects;
  if (onePerIdentity !== undefined) {
    runtime.transaction.requireNewest(onePerIdentity.oid);
    await requireOnePerIdentity(onePerIdentity, await runtime.connect());
  }
  if (effects.engine !== undefined && effects.engine.length > 0) {
    const connection = await runtime.connect();
    for (const sql of effects.engine) await connection.execute(sql);
  }
  for (const oid of effects.remove ?? []) {
    const temporary = [...runtime.temporary.tables.values()].find((each) => each.oid === oid);
    if (temporary === undefined) changes.remove(oid);
    else runtime.temporary.remove(temporary);
  }
  for (const object of effects.put ?? []) {
    if (object.kind === 'dataset' && object.storage === 'temporary') runtime.temporary.put(object);
    else changes.put(object);
  }
  for (const message of effects.notices ?? []) {
    runtime.host.notice({ severity: 'NOTICE', sqlState: SQLSTATE.successfulCompletion, message });
  }
}

/** The transaction may have begun before another one took the name; only the committed state of now can tell. */
function requireFreeName(
  object: NonNullable<CatalogEffects['put']>[number],
  runtime: Runtime,
  changes: CatalogTransaction,
): void {
  if (object.kind !== 'dataset' && object.kind !== 'view') return;
  if (object.kind === 'dataset' && object.storage === 'temporary') return;
  for (const container of object.containers) {
    const taken = runtime.catalog.view.relation(container, object.name);
    if (
      taken !== undefined &&
      taken.oid !== object.oid &&
      !changes.touches(taken.oid) && // renamed or dropped by this very transaction
      runtime.transaction.view.relation(container, object.name) === undefined
    ) {
      throw new SqlError(SQLSTATE.duplicateTable, `relation "${object.name}" already exists`);
    }
  }
}

/** A password, or the verifier that a client has made of it already (psql's \password). */
async function verifierOf(password: string): Promise<string> {
  return password.startsWith('SCRAM-SHA-256$') ? password : buildVerifier(password);
}

/** What a NULL without type is kept as. */
function storable(type: DataType): DataType {
  return type.kind === 'unknown' ? { kind: 'varchar' } : type;
}

function idSource(runtime: Runtime): IdSource {
  return {
    nextOid: () => runtime.catalog.nextOid(),
    nextDatasetId: () => runtime.catalog.nextDatasetId(),
    now: runtime.catalog.now().toISOString(),
  };
}
