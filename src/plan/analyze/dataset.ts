import type { Dataset } from '../../../catalog/objects.ts';
import { physicalTable, SNAPSHOT_COLUMN } from '../../../catalog/physical.ts';
import { quote, quoteName } from '../../functions/sql-text.ts';
import type { Expr, FromItem, QName, Span, Star, TableRef } from '../../sql/ast.ts';
import { print } from '../../sql/print.ts';
import type { DataType, StructField } from '../../types/data-type.ts';
import type { Env } from './analysis.ts';
import { columnRef, derived, item, qname, query, rawAt, select, tableAlias } from './nodes.ts';
import type { ScopeColumn } from './scope.ts';
import { currentRows, snapshotCondition } from './snapshot.ts';

export interface TableParts {
  readonly item: FromItem;
  readonly columns: readonly ScopeColumn[];
}

const SYSTEM_METADATA: readonly StructField[] = [
  { name: 'acp_sourceBatchId', type: { kind: 'varchar' } },
  { name: 'ingestTime', type: { kind: 'timestamp' } },
];

/** A stored table where a reference to it stands: its place, its visible rows, its columns. `alias` is unique. */
export function lowerDataset(ref: TableRef, dataset: Dataset, alias: string, table: string, env: Env): TableParts {
  const { context } = env.analysis;
  const { span } = ref;
  if (ref.snapshot !== undefined) env.analysis.readHistory();
  const condition =
    ref.snapshot === undefined ? currentRows(dataset) : snapshotCondition(ref.snapshot, dataset, context);
  const own = dataset.columns.map(
    (column): ScopeColumn => ({
      name: column.name,
      type: column.type,
      expr: columnRef([alias, column.name], span),
      origin: { relation: dataset, columnNumber: column.number },
      identity: dataset.identities.some((each) => each.column === column.number)
        ? { dataset: dataset.name, column: column.name }
        : undefined,
      table,
    }),
  );
  const columns = context.options.flatten ? flattened(own, table, env, span) : own;
  const withSystem = dataset.storage === 'lake' && !context.options.dropSystemColumns;
  const place = physicalName(dataset, span);
  let from: FromItem = { kind: 'tableRef', span, name: place, alias: tableAlias(alias, span) };
  if (withSystem) from = derived(query(withSystemColumns(dataset, place, condition, span)), alias);
  else if (condition !== undefined) {
    const rows: FromItem = { kind: 'tableRef', span, name: place };
    from = derived(query(select(span, [star(span)], [rows], rawAt(span, condition))), alias);
  }
  env.analysis.record(
    ref.snapshot === undefined ? 'table' : 'snapshot',
    span,
    () => print(ref, 'dialect').sql,
    () => print(from, 'duckdb').sql,
  );
  return { item: from, columns: withSystem ? [...columns, ...systemColumns(alias, table, span)] : columns };
}

function star(span: Span) {
  const all: Star = { kind: 'star', span, qualifier: [], except: [] };
  return { kind: 'item', span, expr: all } as const;
}

/** `lake."d5"` as a name; physical names hold no dots or quotes of their own. */
function physicalName(dataset: Dataset, span: Span): QName {
  const parts = physicalTable(dataset).split('.');
  return qname(
    parts.map((part) => part.replaceAll('"', '')),
    span,
  );
}

/** Reference, section 1.1: `_acp_system_metadata` and `_ACP_BATCHID`, shown after SET drop_system_columns = false. */
function withSystemColumns(dataset: Dataset, place: QName, condition: string | undefined, span: Span) {
  const snapshot = quoteName(SNAPSHOT_COLUMN);
  const batch = `CAST(${snapshot} AS VARCHAR)`;
  const made = `(SELECT s.made_at FROM stillhouse.snapshots s WHERE s.dataset = ${dataset.oid} AND s.snapshot_id = ${snapshot})`;
  const metadata = rawAt(span, `struct_pack("acp_sourceBatchId" := ${batch}, "ingestTime" := ${made})`);
  const rows: FromItem = { kind: 'tableRef', span, name: place };
  return select(
    span,
    [star(span), item(metadata, '_acp_system_metadata'), item(rawAt(span, batch), '_ACP_BATCHID')],
    [rows],
    condition === undefined ? undefined : rawAt(span, condition),
  );
}

function systemColumns(alias: string, table: string, span: Span): readonly ScopeColumn[] {
  const column = (name: string, type: DataType): ScopeColumn => ({
    name,
    type,
    expr: columnRef([alias, name], span),
    table,
  });
  return [
    column('_acp_system_metadata', { kind: 'struct', fields: SYSTEM_METADATA }),
    column('_ACP_BATCHID', { kind: 'varchar' }),
  ];
}

/** Section 4.4, FLATTEN: each leaf of a struct as a column named by its path. The roots can still be named, not starred. */
export function flattened(
  columns: readonly ScopeColumn[],
  table: string,
  env: Env,
  span: Span,
): readonly ScopeColumn[] {
  const result: ScopeColumn[] = [];
  for (const column of columns) {
    if (column.type.kind !== 'struct') {
      result.push(column);
      continue;
    }
    result.push(...leaves(column.name, column.expr, column.type.fields, table, span), { ...column, hidden: true });
    env.analysis.record(
      'flatten',
      span,
      () => column.name,
      () => `${column.name}.*`,
    );
  }
  return result;
}

function leaves(
  path: string,
  expr: Expr,
  fields: readonly StructField[],
  table: string,
  span: Span,
): readonly ScopeColumn[] {
  return fields.flatMap((field): readonly ScopeColumn[] => {
    const name = `${path}.${field.name}`;
    const leaf = rawAt(span, `struct_extract({0}, ${quote(field.name)})`, expr);
    if (field.type.kind === 'struct') return leaves(name, leaf, field.type.fields, table, span);
    return [{ name, type: field.type, expr: leaf, table }];
  });
}
