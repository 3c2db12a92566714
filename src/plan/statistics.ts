import type { Dataset } from '../../catalog/objects.ts';
import { physicalTable } from '../../catalog/physical.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { quote, quoteName } from '../functions/sql-text.ts';
import { isFloating, isNumeric, sparkTypeName } from '../functions/type-rules.ts';
import type { Ident, Query } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import type { AnalyzeTable } from '../sql/statement.ts';
import type { DataType, StructField } from '../types/data-type.ts';
import { analyzeQuery } from './analyze/analyze.ts';
import { columnRef, item, query, select } from './analyze/nodes.ts';
import type { CatalogPlan } from './catalog-plan.ts';
import type { PlanContext } from './context.ts';
import { createTableSql, newDataset } from './dataset.ts';
import { engineSql } from './engine-sql.ts';
import { DEFAULT_SCHEMA } from './names.ts';
import type { AnswerPlan, QueryPlan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** A value of a row that is no struct: a column, or a member of one. `path` is in lower case, parted by dots. */
interface Leaf {
  readonly path: string;
  readonly sql: string;
  readonly type: DataType;
}

const TEXT: DataType = { kind: 'varchar' };
const DOUBLE: DataType = { kind: 'double' };
const BIGINT: DataType = { kind: 'bigint' };

/** Source: reference, section 1.21. */
const LAKE_COLUMNS: readonly StructField[] = [
  { name: 'columnName', type: TEXT },
  { name: 'mean', type: DOUBLE },
  { name: 'max', type: DOUBLE },
  { name: 'min', type: DOUBLE },
  { name: 'standardDeviation', type: DOUBLE },
  { name: 'approxDistinctCount', type: BIGINT },
  { name: 'nullCount', type: BIGINT },
  { name: 'dataType', type: TEXT },
];

const REPORTING_COLUMNS: readonly StructField[] = [
  { name: 'field', type: TEXT },
  { name: 'data-type', type: TEXT },
  { name: 'count', type: BIGINT },
  { name: 'distinct-count', type: BIGINT },
  { name: 'missing', type: BIGINT },
  { name: 'max', type: TEXT },
  { name: 'min', type: TEXT },
  { name: 'mean', type: DOUBLE },
  { name: 'stdev', type: DOUBLE },
];

const ANSWER: readonly StructField[] = [{ name: 'Statistics ID', type: TEXT }];

/** ANALYZE TABLE of a table of the reporting store: its fields as rows. */
export function planReportingStatistics(dataset: Dataset, statement: AnalyzeTable, context: PlanContext): QueryPlan {
  const rows = leavesOf(dataset).map(({ path, sql, type }) => {
    const numbers = numeric(sql, type);
    const ordered = isOrdered(type);
    return structOf(REPORTING_COLUMNS, [
      quote(path),
      quote(sparkTypeName(type)),
      `count(${sql})`,
      `count(DISTINCT ${sql})`,
      `count(*) - count(${sql})`,
      ordered ? `CAST(max(${sql}) AS VARCHAR)` : 'NULL',
      ordered ? `CAST(min(${sql}) AS VARCHAR)` : 'NULL',
      numbers === undefined ? 'NULL' : `avg(${numbers.all})`,
      numbers === undefined ? 'NULL' : `stddev_samp(${numbers.finite})`,
    ]);
  });
  const sql = statisticsSql(rows, REPORTING_COLUMNS, relationSql(dataset, statement, context));
  return { kind: 'query', engine: engineSql(sql), columns: REPORTING_COLUMNS, reads: [dataset] };
}

/**
 * ANALYZE TABLE … COMPUTE STATISTICS: a temporary table of the session, under the name the statement gives or one made of
 * the table's. Throws 42703 for a path that is not there, 42P07 for a name in use, 42804 for arrays and maps where the
 * setting says not to skip them, 42809 for the reporting store.
 */
export function planStatistics(
  statement: AnalyzeTable,
  dataset: Dataset,
  action: AnalyzeTable['action'] & { readonly kind: 'statistics' },
  context: PlanContext,
): CatalogPlan {
  if (dataset.storage === 'accelerated') {
    throw new PlanError(SQLSTATE.wrongObjectType, 'COMPUTE STATISTICS is for tables of the data lake', statement.span, {
      hint: `ANALYZE TABLE ${dataset.name} gives the statistics of a table of the reporting store.`,
    });
  }
  const leaves = chosenLeaves(dataset, action.columns, context);
  const rows = leaves.map(({ path, sql, type }) => {
    const numbers = numeric(sql, type);
    const orZero = (value: string | undefined): string => (value === undefined ? '0.0' : `coalesce(${value}, 0.0)`);
    return structOf(LAKE_COLUMNS, [
      quote(path),
      orZero(numbers && `avg(${numbers.all})`),
      orZero(numbers && `max(${numbers.all})`),
      orZero(numbers && `min(${numbers.all})`),
      orZero(numbers && `stddev_samp(${numbers.finite})`),
      `approx_count_distinct(${sql})`,
      `count(*) - count(${sql})`,
      quote(sparkTypeName(type)),
    ]);
  });
  const sql = statisticsSql(rows, LAKE_COLUMNS, relationSql(dataset, statement, context));
  const name = statisticsName(dataset, action.alias, context);
  const filter = statement.filter === undefined ? undefined : print(statement.filter, 'dialect').sql;
  const columns =
    action.columns === 'all' ? '' : action.columns.map((path) => path.map((part) => part.name).join('.')).join(', ');
  return {
    kind: 'catalog',
    tag: 'ANALYZE',
    locks: [],
    touches: [],
    answers: ANSWER,
    effects: (ids) => {
      const shape = LAKE_COLUMNS.map((column) => ({ ...column, notNull: false }));
      const made = newDataset(placeNamed(name, context), shape, true, context.role, ids);
      const table: Dataset = { ...made, statisticsOf: { table: dataset.name, columns, filter } };
      return {
        put: [table],
        engine: [createTableSql(table), `INSERT INTO ${physicalTable(table)} ${sql}`],
        notices: action.alias === undefined ? [] : [`SUCCESSFULLY COMPLETED, ${name}`],
        answer: { columns: ANSWER, rows: [[name]] },
      };
    },
  };
}

/** SHOW STATISTICS: those of the session. */
export function statisticsRows(context: PlanContext): AnswerPlan['rows'] {
  return [...context.temporary.values()].flatMap(({ name, statisticsOf, createdAt }) =>
    statisticsOf === undefined
      ? []
      : [[name, statisticsOf.table, statisticsOf.columns, statisticsOf.filter ?? '', createdAt]],
  );
}

/** DuckDB SQL of the visible rows of a table that pass the filter of the statement. */
export function relationSql(dataset: Dataset, statement: AnalyzeTable, context: PlanContext): string {
  const { table, filter, span } = statement;
  if (table === undefined) throw new Error('ANALYZE of a table has a table');
  const items = dataset.columns.map(({ name }) => item(columnRef([name], span), name));
  const all: Query = query(select(span, items, [{ kind: 'tableRef', span, name: table }], filter));
  const plain = { ...context, options: { ...context.options, flatten: false } };
  return print(analyzeQuery(all, plain).query, 'duckdb').sql;
}

/** One pass over the rows, then one row per leaf. */
function statisticsSql(structs: readonly string[], columns: readonly StructField[], from: string): string {
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const fields = columns.map(({ name, type }) => `${quoteName(name)} ${type.kind.toUpperCase()}`).join(', ');
  return `SELECT ${names} FROM (SELECT unnest(CAST([${structs.join(', ')}] AS STRUCT(${fields})[]), recursive := true) FROM (${from}) s)`;
}

function structOf(columns: readonly StructField[], values: readonly string[]): string {
  return `struct_pack(${columns.map(({ name }, index) => `${quoteName(name)} := ${values[index] ?? 'NULL'}`).join(', ')})`;
}

function numeric(sql: string, type: DataType): { readonly all: string; readonly finite: string } | undefined {
  if (!isNumeric(type)) return undefined;
  const all = `CAST(${sql} AS DOUBLE)`;
  return { all, finite: isFloating(type) ? `CASE WHEN isfinite(${all}) THEN ${all} END` : all };
}

function isOrdered(type: DataType): boolean {
  return !['list', 'array', 'map', 'union', 'json', 'blob', 'bit'].includes(type.kind);
}

function leavesOf(dataset: Dataset): readonly Leaf[] {
  return dataset.columns.flatMap(({ name, type }) => below(name.toLowerCase(), `s.${quoteName(name)}`, type));
}

function below(path: string, sql: string, type: DataType): readonly Leaf[] {
  if (type.kind !== 'struct') return [{ path, sql, type }];
  return type.fields.flatMap((field) =>
    below(`${path}.${field.name.toLowerCase()}`, `struct_extract(${sql}, ${quote(field.name)})`, field.type),
  );
}

function chosenLeaves(
  dataset: Dataset,
  columns: 'all' | readonly (readonly Ident[])[],
  context: PlanContext,
): readonly Leaf[] {
  const all = leavesOf(dataset);
  const chosen = columns === 'all' ? all : columns.flatMap((path) => leavesUnder(path, all, dataset));
  const simple = chosen.filter(({ type }) => !isComplex(type));
  if (simple.length === chosen.length || context.options.skipComplexStatistics !== false) return [...new Set(simple)];
  const first = chosen.find(({ type }) => isComplex(type));
  const named =
    columns === 'all' ? undefined : columns.find((path) => leavesUnder(path, all, dataset).includes(first ?? NONE));
  throw new PlanError(
    SQLSTATE.datatypeMismatch,
    `there are no statistics of "${first?.path ?? ''}", which is of type ${sparkTypeName(first?.type ?? TEXT)}`,
    named?.[0]?.span ?? { start: 0, end: 0 },
    { hint: 'SET skip_stats_for_complex_datatypes = true leaves arrays and maps out.' },
  );
}

const NONE: Leaf = { path: '', sql: '', type: TEXT };

function isComplex(type: DataType): boolean {
  return type.kind === 'list' || type.kind === 'array' || type.kind === 'map' || type.kind === 'union';
}

function leavesUnder(path: readonly Ident[], all: readonly Leaf[], dataset: Dataset): readonly Leaf[] {
  const wanted = path.map(({ name }) => name.toLowerCase()).join('.');
  const found = all.filter((leaf) => leaf.path === wanted || leaf.path.startsWith(`${wanted}.`));
  if (found.length > 0) return found;
  const span = { start: path[0]?.span.start ?? 0, end: path.at(-1)?.span.end ?? 0 };
  throw new PlanError(
    SQLSTATE.undefinedColumn,
    `column "${path.map(({ name }) => name).join('.')}" of relation "${dataset.name}" does not exist`,
    span,
  );
}

/** The alias, or the first free `table_stats_1`, `table_stats_2` … */
function statisticsName(dataset: Dataset, alias: Ident | undefined, context: PlanContext): string {
  const taken = (name: string): boolean => context.temporary.has(name.toLowerCase());
  if (alias === undefined) {
    for (let number = 1; ; number++) {
      const name = `${dataset.name}_stats_${number}`;
      if (!taken(name)) return name;
    }
  }
  if (taken(alias.name)) {
    throw new PlanError(SQLSTATE.duplicateTable, `relation "${alias.name}" already exists`, alias.span, {
      hint: `DROP TABLE ${alias.name} removes the statistics of that name.`,
    });
  }
  return alias.name;
}

/** Temporary tables are in no container; the place is where they would be. */
function placeNamed(name: string, context: PlanContext) {
  const database = context.catalog.get(context.database);
  if (database?.kind !== 'database') throw new Error('a session has a database');
  const container = context.catalog.schema(database.oid, DEFAULT_SCHEMA);
  if (container === undefined) throw new Error(`database ${database.name} has no schema ${DEFAULT_SCHEMA}`);
  return { database, container, name, existing: undefined };
}
