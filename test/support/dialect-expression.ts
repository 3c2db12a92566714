import { type DuckDBConnection, DuckDBInstance, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { duckdbFunction } from '../../src/engine/scalar-function.ts';
import { JS_FUNCTIONS } from '../../src/functions/js-functions.ts';
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
  for (const definition of JS_FUNCTIONS) connection.registerScalarFunction(duckdbFunction(definition));
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
