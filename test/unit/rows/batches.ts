import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Batch } from '../../../src/types/batch.ts';
import type { Column } from '../../../src/types/column.ts';
import { dataTypeOf } from '../../../src/types/duckdb-type.ts';
import { OutputBuffer } from '../../../src/wire/output-buffer.ts';
import type { RowEncoder } from '../../../src/wire/row-encoder.ts';

/** A result as the engine hands it out. */
export interface Result {
  readonly columns: readonly Column[];
  readonly batches: readonly Batch[];
}

/** An engine of its own in memory, for the length of a test file. */
export class TestEngine implements AsyncDisposable {
  private readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  static async open(path = ':memory:'): Promise<TestEngine> {
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new TestEngine(instance, connection);
  }

  async read(sql: string): Promise<Result> {
    const result = await this.connection.stream(sql);
    const columns = result.columnNames().map((name, index) => ({ name, type: dataTypeOf(result.columnType(index)) }));
    const batches: Batch[] = [];
    for (;;) {
      const batch = await result.fetchChunk();
      if (batch === null || batch.rowCount === 0) return { columns, batches };
      batches.push(batch);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** Everything that an encoder writes for the batches, given `step` rows at a time. */
export function encodeAll(encoder: RowEncoder, batches: readonly Batch[], step = 2048): Buffer {
  const out = new OutputBuffer();
  for (const batch of batches) {
    for (let from = 0; from < batch.rowCount; from += step) {
      encoder.encode({ batch, from, to: Math.min(from + step, batch.rowCount) }, out);
    }
  }
  return out.take();
}

/** The first byte at which two buffers differ, with its surroundings; undefined when they are equal. */
export function difference(actual: Buffer, expected: Buffer): string | undefined {
  if (actual.equals(expected)) return undefined;
  let at = 0;
  while (actual[at] === expected[at]) at++;
  const near = (bytes: Buffer): string =>
    JSON.stringify(bytes.subarray(Math.max(0, at - 30), at + 30).toString('latin1'));
  return `at ${at}: ${near(actual)} in place of ${near(expected)}`;
}
