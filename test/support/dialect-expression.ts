import {
  blobValue,
  BIGINT as DUCKDB_BIGINT,
  BLOB as DUCKDB_BLOB,
  DOUBLE as DUCKDB_DOUBLE,
  INTEGER as DUCKDB_INTEGER,
  VARCHAR as DUCKDB_VARCHAR,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
} from '@duckdb/node-api';
import { JS_FUNCTIONS, type JsFunction, type JsValue } from '../../src/functions/js-functions.ts';
import { MACRO_SQL } from '../../src/functions/macros.ts';
import { MACRO_SCHEMA } from '../../src/functions/sql-text.ts';
import { parseQuery } from '../../src/sql/parse.ts';
import { print } from '../../src/sql/print.ts';
import type { DataType, StructField } from '../../src/types/data-type.ts';
import { lowerQuery } from './dialect-lowering.ts';

/** A database with the macros and the JavaScript functions, as the engine opens it. */
export async function openDialect(): Promise<Dialect> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const definition of JS_FUNCTIONS) connection.registerScalarFunction(scalarFunction(definition));
  await connection.run(`ATTACH ':memory:' AS ${MACRO_SCHEMA}`);
  for (const statement of MACRO_SQL) await connection.run(statement);
  return new Dialect(instance, connection);
}

export interface DialectResult {
  readonly sql: string;
  /** As inferred by the function table, not as DuckDB answered. */
  readonly types: readonly DataType[];
  readonly duckdbTypes: readonly DuckDBType[];
  readonly rows: readonly (readonly DuckDBValue[])[];
}

/** SELECT statements of the dialect over literals and VALUES: parsed, lowered by the function table, printed, run. */
export class Dialect {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #tables = new Map<string, readonly StructField[]>();

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.connection = connection;
  }

  /** Makes a table by DuckDB SQL; its columns have these types. */
  async create(name: string, columns: readonly StructField[], sql: string): Promise<void> {
    await this.connection.run(`CREATE TABLE ${name} AS ${sql}`);
    this.#tables.set(name, columns);
  }

  async query(text: string): Promise<DialectResult> {
    const lowered = lowerQuery(parseQuery(text), this.#tables);
    const { sql } = print(lowered.query, 'duckdb');
    try {
      const reader = await this.connection.runAndReadAll(sql);
      return {
        sql,
        types: lowered.columns.map((column) => column.type),
        duckdbTypes: reader.columnTypes(),
        rows: reader.getRows(),
      };
    } catch (cause) {
      throw new Error(`${cause instanceof Error ? cause.message : cause}\nin ${sql}`, { cause });
    }
  }

  /** DuckDB's plan of a query. */
  async explain(text: string): Promise<string> {
    const { sql } = print(lowerQuery(parseQuery(text), this.#tables).query, 'duckdb');
    const reader = await this.connection.runAndReadAll(`EXPLAIN ${sql}`);
    return reader
      .getRows()
      .map((row) => row.join('\n'))
      .join('\n');
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

const TYPES: Readonly<Record<string, DuckDBType>> = {
  varchar: DUCKDB_VARCHAR,
  integer: DUCKDB_INTEGER,
  bigint: DUCKDB_BIGINT,
  double: DUCKDB_DOUBLE,
  blob: DUCKDB_BLOB,
  list: LIST(DUCKDB_VARCHAR),
};

function scalarFunction(definition: JsFunction): DuckDBScalarFunction {
  const typeOf = (type: DataType): DuckDBType => TYPES[type.kind] ?? DUCKDB_VARCHAR;
  return DuckDBScalarFunction.create({
    name: definition.name,
    returnType: typeOf(definition.result),
    parameterTypes: definition.parameters.map(typeOf),
    specialHandling: true,
    mainFunction: (info, input, output) => {
      try {
        for (let row = 0; row < input.rowCount; row++) {
          const args = definition.parameters.map((_, i) => fromDuckDb(input.getColumnVector(i).getItem(row)));
          const isNull = !definition.nulls && args.includes(null);
          output.setItem(row, isNull ? null : toDuckDb(definition.call(...args)));
        }
        output.flush();
      } catch (error) {
        info.setError(error instanceof Error ? error.message : String(error));
      }
    },
  });
}

function fromDuckDb(value: DuckDBValue): JsValue {
  if (value instanceof DuckDBBlobValue) return value.bytes;
  if (value instanceof DuckDBListValue) return value.items.map(fromDuckDb);
  return value as JsValue;
}

function toDuckDb(value: JsValue): DuckDBValue {
  if (value instanceof Uint8Array) return blobValue(value);
  if (Array.isArray(value)) return listValue(value.map(toDuckDb));
  return value as DuckDBValue;
}
