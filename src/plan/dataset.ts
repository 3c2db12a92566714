import type { Dataset, DatasetColumn, Oid } from '../../catalog/objects.ts';
import { physicalTable, REMOVED_COLUMN, SNAPSHOT_COLUMN } from '../../catalog/physical.ts';
import { duckdbTypeName } from '../types/data-type.ts';
import type { IdSource } from './catalog-plan.ts';
import type { RelationPlace } from './names.ts';

/** A column before it has a number. */
export type NewColumn = Omit<DatasetColumn, 'number'>;

/** What WITH (…) and column clauses add to a new dataset. Columns are named by their positions, from 1. */
export type DatasetExtras = Partial<
  Pick<Dataset, 'identities' | 'labels' | 'schemaName' | 'rowValidation' | 'onCommit'>
> & {
  readonly constraints?: (ids: IdSource, own: Oid) => Dataset['constraints'];
};

export function newDataset(
  place: RelationPlace,
  columns: readonly NewColumn[],
  temporary: boolean,
  owner: Oid,
  ids: IdSource,
  extras: DatasetExtras = {},
): Dataset {
  const { constraints, ...rest } = extras;
  const oid = ids.nextOid();
  return {
    kind: 'dataset',
    oid,
    id: ids.nextDatasetId(),
    name: place.name,
    displayName: place.name,
    createdAt: ids.now,
    owner,
    storage: temporary ? 'temporary' : place.database.storage,
    containers: [place.container.oid],
    columns: columns.map((column, index) => ({ ...column, number: index + 1 })),
    lastColumnNumber: columns.length,
    constraints: constraints?.(ids, oid) ?? [],
    identities: [],
    labels: [],
    hasRemovedRows: false,
    ...rest,
  };
}

export function createTableSql(dataset: Dataset): string {
  const columns = dataset.columns.map(columnSql);
  if (dataset.storage === 'lake')
    columns.push(`${quoteName(SNAPSHOT_COLUMN)} BIGINT`, `${quoteName(REMOVED_COLUMN)} BIGINT`);
  const kind = dataset.storage === 'temporary' ? 'TEMPORARY TABLE' : 'TABLE';
  return `CREATE ${kind} ${physicalTable(dataset)} (${columns.join(', ')})`;
}

export function columnSql({ name, type, notNull, defaultSql }: NewColumn): string {
  const options = `${notNull ? ' NOT NULL' : ''}${defaultSql === undefined ? '' : ` DEFAULT ${defaultSql}`}`;
  return `${quoteName(name)} ${duckdbTypeName(type)}${options}`;
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
