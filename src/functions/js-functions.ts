import type { DataType } from '../types/data-type.ts';
import { digestFunctions } from './js/digest.ts';
import { histogramFunctions } from './js/histogram.ts';
import { hllFunctions } from './js/hll.ts';
import { murmurFunctions } from './js/murmur3.ts';
import { numberFormatFunctions } from './js/number-format.ts';
import { numberFunctions } from './js/numbers.ts';
import { schemaFunctions } from './js/schema.ts';
import { textFunctions } from './js/text.ts';
import { urlFunctions } from './js/url.ts';
import { xpathFunctions } from './js/xpath-functions.ts';
import { xxhashFunctions } from './js/xxhash64.ts';

/**
 * Functions that SQL cannot express, in JavaScript. The engine registers each once per instance under its name.
 * They cost 7 to 20 times as much as SQL, so nothing common is here.
 */
export const JS_FUNCTIONS: readonly JsFunction[] = [
  ...digestFunctions,
  ...murmurFunctions,
  ...xxhashFunctions,
  ...numberFunctions,
  ...numberFormatFunctions,
  ...textFunctions,
  ...urlFunctions,
  ...hllFunctions,
  ...histogramFunctions,
  ...xpathFunctions,
  ...schemaFunctions,
];

/** A value by its type: varchar string, integer and double number, bigint bigint, blob bytes, a list an array. */
export type JsValue = string | number | bigint | boolean | Uint8Array | readonly JsValue[] | null;

export interface JsFunction {
  /** Starts with `sh_`. */
  readonly name: string;
  /** Of varchar, integer, bigint, double, blob. */
  readonly parameters: readonly DataType[];
  /** Of the same, and lists of varchar. */
  readonly result: DataType;
  /** Called only where no argument is NULL, unless `nulls` is set. Throws SqlError for a bad argument. */
  readonly call: (...args: readonly JsValue[]) => JsValue;
  readonly nulls?: boolean;
}
