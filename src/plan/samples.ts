import type { Dataset, Oid } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import type { CatalogView } from '../../catalog/view.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { quote } from '../functions/sql-text.ts';
import type { Span } from '../sql/ast.ts';
import type { StructField } from '../types/data-type.ts';
import type { PlanContext } from './context.ts';
import { PlanError } from './plan-error.ts';

/** What `sample_meta` and SHOW TABLESAMPLES tell. Source: reference, section 1.21. */
export const SAMPLE_COLUMNS: readonly StructField[] = [
  { name: 'sample_table_name', type: { kind: 'varchar' } },
  { name: 'sample_dataset_id', type: { kind: 'varchar' } },
  { name: 'parent_dataset_id', type: { kind: 'varchar' } },
  { name: 'sample_type', type: { kind: 'varchar' } },
  { name: 'sampling_rate', type: { kind: 'double' } },
  { name: 'sample_num_rows', type: { kind: 'bigint' } },
  { name: 'created', type: { kind: 'varchar' } },
];

/** Samples may only be made and dropped after SET aqp. Throws 55000. */
export function requireSamples(span: Span, context: PlanContext): void {
  if (context.options.samples === true) return;
  throw new PlanError(SQLSTATE.objectNotInPrerequisiteState, 'samples are switched off in this session', span, {
    hint: 'SET aqp = true switches them on.',
  });
}

/** Oldest first. */
export function samplesOf(dataset: Oid, catalog: CatalogView): readonly Dataset[] {
  return [...catalog.datasets()].filter((each) => each.sampleOf?.dataset === dataset).sort((a, b) => a.oid - b.oid);
}

export function newestSample(dataset: Oid, catalog: CatalogView): Dataset | undefined {
  return samplesOf(dataset, catalog).at(-1);
}

export function allSamples(catalog: CatalogView): readonly Dataset[] {
  return [...catalog.datasets()].filter((each) => each.sampleOf !== undefined).sort((a, b) => a.oid - b.oid);
}

/** DuckDB SQL of one list, a struct of `SAMPLE_COLUMNS` per sample. The rows are counted when it runs. */
export function sampleListSql(samples: readonly Dataset[], catalog: CatalogView): string {
  const structs = samples.map((sample) => {
    const parent = sample.sampleOf === undefined ? undefined : catalog.get(sample.sampleOf.dataset);
    const values = [
      quote(sample.name),
      quote(sample.id),
      quote(parent?.kind === 'dataset' ? parent.id : ''),
      "'uniform'",
      `${sample.sampleOf?.rate ?? 0}::DOUBLE`,
      `(SELECT count(*) FROM ${physicalTable(sample)})`,
      quote(dayFirst(sample.createdAt)),
    ];
    return `struct_pack(${values.map((value, at) => `${SAMPLE_COLUMNS[at]?.name ?? ''} := ${value}`).join(', ')})`;
  });
  const fields = SAMPLE_COLUMNS.map(({ name, type }) => `${name} ${type.kind.toUpperCase()}`);
  return `CAST([${structs.join(', ')}] AS STRUCT(${fields.join(', ')})[])`;
}

/** The same as rows. */
export function sampleRowsSql(samples: readonly Dataset[], catalog: CatalogView): string {
  return `SELECT unnest(${sampleListSql(samples, catalog)}, recursive := true)`;
}

/** `2026-04-02T06:00:01.123Z` as `02/04/2026 06:00:01`. */
function dayFirst(iso: string): string {
  const [date = '', time = ''] = iso.split('T');
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 8)}`;
}
