import {
  blobValue,
  DuckDBBlobValue,
  DuckDBListValue,
  DuckDBScalarFunction,
  type DuckDBValue,
  listValue,
} from '@duckdb/node-api';
import type { DataType } from '../types/data-type.ts';
import { duckdbTypeOf } from '../types/duckdb-type.ts';

/** A value by its type: varchar a string, integer and double a number, bigint a bigint, blob bytes, a list an array. */
export type PlainArgument = string | number | bigint | boolean | Uint8Array | readonly PlainArgument[] | null;

/** A function of JavaScript that SQL may call. */
export interface ScalarFunction {
  readonly name: string;
  readonly parameters: readonly DataType[];
  readonly result: DataType;
  /** Called only where no argument is NULL, unless `nulls` is set. What it throws fails the statement. */
  readonly call: (...args: readonly PlainArgument[]) => PlainArgument;
  readonly nulls?: boolean;
}

/**
 * The function as DuckDB takes it; to be registered once per instance. Volatile, or DuckDB would call it on constants while it
 * plans, which it does on this process's own thread when a prepared statement has to be planned again as it starts (after
 * `now()`, or for the value of a parameter): the call would wait for itself for ever.
 */
export function duckdbFunction(definition: ScalarFunction): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name: definition.name,
    returnType: duckdbTypeOf(definition.result),
    parameterTypes: definition.parameters.map(duckdbTypeOf),
    specialHandling: true,
    volatile: true,
    mainFunction: (info, input, output) => {
      try {
        for (let row = 0; row < input.rowCount; row++) {
          const args = definition.parameters.map((_, index) => fromDuckDB(input.getColumnVector(index).getItem(row)));
          const isNull = !definition.nulls && args.includes(null);
          output.setItem(row, isNull ? null : toDuckDB(definition.call(...args)));
        }
        output.flush();
      } catch (error) {
        info.setError(error instanceof Error ? error.message : String(error));
      }
    },
  });
}

function fromDuckDB(value: DuckDBValue): PlainArgument {
  if (value instanceof DuckDBBlobValue) return value.bytes;
  if (value instanceof DuckDBListValue) return value.items.map(fromDuckDB);
  return value as PlainArgument;
}

function toDuckDB(value: PlainArgument): DuckDBValue {
  if (value instanceof Uint8Array) return blobValue(value);
  if (Array.isArray(value)) return listValue(value.map(toDuckDB));
  return value as DuckDBValue;
}
