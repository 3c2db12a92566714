import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { AnalyzeTable } from '../sql/statement.ts';
import type { Column } from '../types/column.ts';
import { type CatalogPlan, objectLock } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { createTableSql, newDataset, quoteName } from './dataset.ts';
import type { RelationPlace } from './names.ts';
import { requireOwner } from './ownership.ts';
import { PlanError } from './plan-error.ts';
import { requireSamples, samplesOf } from './samples.ts';
import { relationSql } from './statistics.ts';

const MOST_SAMPLES = 5;

/**
 * ANALYZE TABLE … TABLESAMPLE SAMPLERATE n: a table of its own that holds about n percent of the rows, each picked by
 * chance alone. Throws 55000 without the setting `aqp`, 22023 for a rate that is no percentage, 42809 for what is no table
 * of the lake, 42501 for somebody else's, 54000 for a sixth sample.
 */
export function planSample(statement: AnalyzeTable, dataset: Dataset, rate: number, context: PlanContext): CatalogPlan {
  requireSamples(statement.span, context);
  if (!(rate > 0 && rate <= 100)) {
    throw new PlanError(SQLSTATE.invalidParameterValue, `sample rate ${rate} is no percentage`, statement.span, {
      hint: 'SAMPLERATE 5 keeps 5 of 100 rows; it goes up to 100.',
    });
  }
  if (dataset.storage !== 'lake' || dataset.sampleOf !== undefined) {
    throw new PlanError(SQLSTATE.wrongObjectType, `"${dataset.name}" cannot be sampled`, statement.span, {
      hint: 'Samples are made of tables of the data lake that are no samples themselves.',
    });
  }
  requireOwner(dataset, 'table', context, statement.span);
  if (samplesOf(dataset.oid, context.catalog).length >= MOST_SAMPLES) {
    throw new PlanError(SQLSTATE.programLimitExceeded, `sample limit reached for "${dataset.name}"`, statement.span, {
      detail: `A table has at most ${MOST_SAMPLES} samples.`,
      hint: `SELECT sample_meta('${dataset.name}') lists them; DROP TABLESAMPLE removes one.`,
    });
  }
  const sql = relationSql(dataset, statement, context);
  return {
    kind: 'catalog',
    tag: 'ANALYZE',
    locks: [objectLock(dataset.oid)],
    touches: [dataset.oid],
    answers: SAMPLE_ANSWER,
    effects: (ids) => {
      const base = newDataset(placeOf(dataset, context), dataset.columns, false, context.role, ids);
      const name = `x${dataset.id}_uniform_${rateName(rate)}_percent_${base.id.slice(-5)}`;
      const columns = dataset.columns.map(({ defaultSql: _default, ...column }) => ({ ...column, notNull: false }));
      const sample: Dataset = {
        ...base,
        name,
        displayName: name,
        columns,
        lastColumnNumber: dataset.lastColumnNumber,
        sampleOf: { dataset: dataset.oid, rate },
      };
      const list = columns.map((column) => quoteName(column.name)).join(', ');
      const chosen = rate === 100 ? '' : ` USING SAMPLE ${rate} PERCENT (bernoulli)`;
      return {
        put: [sample],
        engine: [
          createTableSql(sample),
          `INSERT INTO ${physicalTable(sample)} (${list}) SELECT ${list} FROM (${sql})${chosen}`,
        ],
        answer: { columns: SAMPLE_ANSWER, rows: [[name]] },
      };
    },
  };
}

const SAMPLE_ANSWER: readonly Column[] = [{ name: 'Sample table', type: { kind: 'varchar' } }];

/** Samples live beside what they are samples of. */
function placeOf(dataset: Dataset, context: PlanContext): RelationPlace {
  const container = context.catalog.get(dataset.containers[0] ?? dataset.oid);
  const database = container?.kind === 'schemaContainer' ? context.catalog.get(container.database) : undefined;
  if (container?.kind !== 'schemaContainer' || database?.kind !== 'database') {
    throw new Error(`dataset ${dataset.oid} has no container`);
  }
  return { database, container, name: dataset.name, existing: undefined };
}

/** `4` as `4_0`, `2.5` as `2_5`. */
function rateName(rate: number): string {
  return (Number.isInteger(rate) ? `${rate}.0` : String(rate)).replace('.', '_');
}
