import type { Dataset, SnapshotId } from '../../catalog/objects.ts';
import { physicalTable, SNAPSHOT_COLUMN } from '../../catalog/physical.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { BoundParameter, EngineConnection } from '../engine/connection.ts';
import { quoteName } from '../plan/dataset.ts';
import { type RowValidation, STAGING_TABLE } from '../plan/row-validation.ts';

/** Rows that a report shows. */
const SHOWN = 3;

/**
 * Puts the rows of a batch aside and looks at them. Throws 23514 when any is wrong, telling how many are and what is wrong
 * with the first; the batch is then rejected whole. Otherwise they wait for `unstage`.
 */
export async function stage(
  target: Dataset,
  { raw, problem }: RowValidation,
  parameters: readonly BoundParameter[],
  connection: EngineConnection,
): Promise<void> {
  await connection.execute(`DROP TABLE IF EXISTS ${STAGING_TABLE}`);
  const columns = await connection.columns(raw.sql);
  const names = columns.map((_, index) => `c${index + 1}`).join(', ');
  await connection.run(
    `CREATE TEMPORARY TABLE ${STAGING_TABLE} AS SELECT * FROM (${raw.sql}) AS batch(${names})`,
    parameters,
  );
  const found = await connection.rows(
    `SELECT count(*) OVER (), (SELECT count(*) FROM ${STAGING_TABLE}), nr, problem FROM (
       SELECT row_number() OVER () AS nr, ${problem} AS problem FROM ${STAGING_TABLE})
     WHERE problem IS NOT NULL ORDER BY nr LIMIT ${SHOWN}`,
  );
  const [first] = found;
  if (first === undefined) return;
  const [wrong, all] = first.map(Number);
  const shown = found.map(([, , row, what]) => `row ${row}: ${what}`);
  throw rejected(target, SQLSTATE.checkViolation, Number(wrong), Number(all), shown);
}

export async function unstage(connection: EngineConnection): Promise<void> {
  await connection.execute(`DROP TABLE ${STAGING_TABLE}`);
}

/**
 * After rows of snapshot `id` went in by any way, COPY among them: with `rowvalidation` none of them may lack the primary
 * identity. Throws 23502 with a report; the transaction is then rolled back.
 */
export async function checkRequired(
  dataset: Dataset,
  id: SnapshotId,
  rows: number,
  connection: EngineConnection,
): Promise<void> {
  if (dataset.rowValidation !== true || dataset.schemaName === undefined) return;
  const primary = dataset.identities.find((each) => each.primary);
  const column = dataset.columns.find(({ number }) => number === primary?.column);
  if (column === undefined) return;
  const values = dataset.columns.map(({ name }) => `${quoteName(name)} := ${quoteName(name)}`).join(', ');
  const found = await connection.rows(
    `SELECT count(*) OVER (), CAST(struct_pack(${values}) AS VARCHAR) FROM ${physicalTable(dataset)}
     WHERE ${quoteName(SNAPSHOT_COLUMN)} = ${id} AND ${quoteName(column.name)} IS NULL LIMIT ${SHOWN}`,
  );
  const wrong = Number(found[0]?.[0] ?? 0);
  if (wrong === 0) return;
  const shown = found.map(([, row]) => `${column.name} is NULL in ${row}`);
  throw rejected(dataset, SQLSTATE.notNullViolation, wrong, rows, shown);
}

function rejected(
  dataset: Dataset,
  sqlState: typeof SQLSTATE.checkViolation,
  wrong: number,
  all: number,
  shown: readonly string[],
): SqlError {
  const more = wrong > shown.length ? '; …' : '';
  return new SqlError(sqlState, `Error validating schema: ${wrong} of ${all} rows do not fit "${dataset.name}"`, {
    detail: `None was written. ${shown.join('; ')}${more}`,
    hint: "Mend them, or make the table WITH (rowvalidation = 'false').",
    table: dataset.name,
  });
}
