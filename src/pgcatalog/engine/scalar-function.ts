import { DuckDBListValue, DuckDBScalarFunction, type DuckDBValue } from '@duckdb/node-api';
import type { EngineConnection } from '../../engine/connection.ts';
import type { DataType } from '../../types/data-type.ts';
import { duckdbTypeOf } from '../../types/duckdb-type.ts';

/** What goes in and comes out of a function written here: bigints as numbers, lists as arrays. */
export type ScalarValue = string | number | boolean | null | readonly ScalarValue[];

export interface ScalarFunction {
  readonly name: string;
  readonly parameters: readonly DataType[];
  readonly returns: DataType;
  /** Must not be answered from an earlier call with the same arguments. */
  readonly volatile: boolean;
  /** Throws what the query then fails with. */
  readonly call: (args: readonly ScalarValue[]) => ScalarValue;
}

/**
 * Makes a function of this process callable from DuckDB SQL, in every connection of the instance. Called with NULLs too.
 * Of what a call throws, DuckDB keeps only the message.
 */
export function registerScalarFunction(connection: EngineConnection, definition: ScalarFunction): void {
  const { name, parameters, returns, volatile, call } = definition;
  const isBigint = returns.kind === 'bigint';
  const registered = DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map(duckdbTypeOf),
    returnType: duckdbTypeOf(returns),
    specialHandling: true,
    volatile,
    mainFunction(info, input, output) {
      try {
        const vectors = parameters.map((_, index) => input.getColumnVector(index));
        for (let row = 0; row < input.rowCount; row++) {
          const result = call(vectors.map((vector) => plain(vector.getItem(row))));
          output.setItem(row, typeof result === 'number' && isBigint ? BigInt(result) : engineValue(result, returns));
        }
        output.flush();
      } catch (error) {
        info.setError(error instanceof Error ? error.message : String(error));
      }
    },
  });
  connection.native.registerScalarFunction(registered);
}

function plain(value: DuckDBValue | undefined): ScalarValue {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBListValue) return value.items.map(plain);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

function engineValue(value: ScalarValue, type: DataType): DuckDBValue {
  if (typeof value === 'object' && value !== null) {
    const element = type.kind === 'list' ? type.element : type;
    return new DuckDBListValue(value.map((item) => engineValue(item, element)));
  }
  return typeof value === 'number' && type.kind === 'bigint' ? BigInt(value) : value;
}
