import { arrayMacros } from './macros/arrays.ts';
import { castMacros } from './macros/casts.ts';
import { dateMacros } from './macros/dates.ts';
import { jsonMacros } from './macros/json.ts';
import { numberMacros } from './macros/numbers.ts';
import { stringMacros } from './macros/strings.ts';
import { MACRO_SCHEMA } from './sql-text.ts';

/**
 * SQL macros of DuckDB that lowered expressions refer to, qualified with MACRO_SCHEMA: the name of an in-memory database
 * that is attached at each start, so that nothing of them is stored and none is ever out of date. A parameter that a macro
 * uses twice is evaluated once by DuckDB, unless it is volatile.
 */
export const MACRO_SQL: readonly string[] = [
  castMacros,
  numberMacros,
  stringMacros,
  dateMacros,
  arrayMacros,
  jsonMacros,
]
  .flat()
  .map((macro) => `CREATE OR REPLACE MACRO ${MACRO_SCHEMA}.${macro}`);
