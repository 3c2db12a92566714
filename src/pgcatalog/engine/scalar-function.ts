import type { EngineConnection } from '../../engine/connection.ts';
import { duckdbFunction, type PlainArgument } from '../../engine/scalar-function.ts';
import type { DataType } from '../../types/data-type.ts';

/** What goes in and comes out of a function of this room: numbers for oids too, lists as arrays. */
export type ScalarValue = string | number | boolean | null | readonly ScalarValue[];

export interface ScalarFunction {
  readonly name: string;
  readonly parameters: readonly DataType[];
  readonly returns: DataType;
  /** Called with NULLs too. Throws what the query then fails with. */
  readonly call: (args: readonly ScalarValue[]) => ScalarValue;
}

/**
 * Makes a function of this process callable from DuckDB SQL, in every connection of the instance. Of what a call throws,
 * DuckDB keeps only the message.
 */
export function registerScalarFunction(connection: EngineConnection, definition: ScalarFunction): void {
  const { name, parameters, returns, call } = definition;
  connection.native.registerScalarFunction(
    duckdbFunction({
      name,
      parameters,
      result: returns,
      nulls: true,
      call: (...args) => engineValue(call(args.map(plain)), returns),
    }),
  );
}

function plain(value: PlainArgument): ScalarValue {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return null;
  return typeof value === 'object' && value !== null ? value.map(plain) : value;
}

function engineValue(value: ScalarValue, type: DataType): PlainArgument {
  if (typeof value === 'object' && value !== null) {
    const element = type.kind === 'list' ? type.element : type;
    return value.map((item) => engineValue(item, element));
  }
  return typeof value === 'number' && type.kind === 'bigint' ? BigInt(value) : value;
}
