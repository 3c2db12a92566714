import type { EngineConnection } from '../../engine/connection.ts';
import { BATCH_ROWS, batchOf, type PlainValue } from '../../types/batch-of.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import type { Cell, RelationShape, Row } from '../relations/definition.ts';
import { engineType } from '../types/engine-type.ts';

/** So few rows are written into the statement: an appender takes three statements more. */
const FEW_ROWS = 64;

interface FilledColumn {
  readonly name: string;
  readonly type: DataType;
}

/** Makes a table with the columns of a relation and these rows, in place of the one that was there. */
export async function fillTable(
  connection: EngineConnection,
  table: string,
  shape: RelationShape,
  rows: Iterable<Row>,
  defaults: Row,
): Promise<void> {
  const all = [...rows];
  const named = new Set<string>();
  for (const row of all) for (const name in row) named.add(name);
  const varying = shape.columns
    .filter(({ name }) => named.has(name))
    .map(({ name, type }) => ({ name, type: engineType(type) }));
  const few = all.length <= FEW_ROWS;
  const selected = shape.columns.map((column) => selectedColumn(column, named, few, defaults)).join(', ');
  if (varying.length === 0) {
    await connection.execute(`CREATE OR REPLACE TABLE ${table} AS SELECT ${selected} WHERE false`);
  } else if (few) {
    const tuples = all.map((row) => `(${varying.map(({ name }) => literal(row[name] ?? null)).join(', ')})`);
    const names = varying.map(({ name }) => `"${name}"`).join(', ');
    const from = `(VALUES ${tuples.join(', ')}) AS written (${names})`;
    await connection.execute(`CREATE OR REPLACE TABLE ${table} AS SELECT ${selected} FROM ${from}`);
  } else {
    await fillStaged(connection, table, varying, all, selected);
  }
}

/** A column that no row has is a constant. */
function selectedColumn(
  { name, type }: RelationShape['columns'][number],
  named: ReadonlySet<string>,
  few: boolean,
  defaults: Row,
): string {
  const engine = engineType(type);
  const fallback = defaults[name];
  const typeName = duckdbTypeName(engine);
  if (!named.has(name)) return `CAST(${literal(fallback ?? null)} AS ${typeName}) AS "${name}"`;
  const value = few || needsCast(engine) ? castWritten(`"${name}"`, typeName, few) : `"${name}"`;
  return `${fallback === undefined ? value : `coalesce(${value}, ${literal(fallback)})`} AS "${name}"`;
}

/** Through a table of its own, which an appender fills; lists go through it as JSON text. */
async function fillStaged(
  connection: EngineConnection,
  table: string,
  columns: readonly FilledColumn[],
  rows: readonly Row[],
  selected: string,
): Promise<void> {
  const staged = columns.map(({ name, type }) => ({ name, type: stagedType(type) }));
  const definition = staged.map(({ name, type }) => `"${name}" ${duckdbTypeName(type)}`);
  await connection.execute(`CREATE TEMP TABLE staging (${definition.join(', ')})`);
  try {
    const appender = await connection.native.createAppender('staging');
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      const values = rows
        .slice(from, from + BATCH_ROWS)
        .map((row) => staged.map(({ name, type }) => stagedValue(row[name] ?? null, type)));
      appender.appendDataChunk(batchOf(staged, values));
    }
    appender.closeSync();
    await connection.execute(`CREATE OR REPLACE TABLE ${table} AS SELECT ${selected} FROM staging`);
  } finally {
    await connection.execute('DROP TABLE staging');
  }
}

function needsCast(type: DataType): boolean {
  return type.kind === 'list' || type.kind === 'timestamptz' || type.kind === 'interval';
}

function stagedType(type: DataType): DataType {
  return needsCast(type) ? { kind: 'varchar' } : type;
}

function castWritten(column: string, type: string, few: boolean): string {
  return type.endsWith('[]') && !few ? `CAST(CAST(${column} AS JSON) AS ${type})` : `CAST(${column} AS ${type})`;
}

function stagedValue(cell: Cell, type: DataType): PlainValue {
  if (cell === null) return null;
  if (typeof cell === 'object') return JSON.stringify(cell);
  if (type.kind === 'bigint' && typeof cell === 'number') return BigInt(cell);
  return cell;
}

/** A constant as DuckDB SQL. */
export function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'object') return `[${cell.map(literal).join(', ')}]`;
  if (typeof cell === 'string') return `'${cell.replaceAll("'", "''")}'`;
  return String(cell);
}
