import { arrayMacros } from './macros/arrays.ts';
import { castMacros } from './macros/casts.ts';
import { dateMacros } from './macros/dates.ts';
import { jsonMacros } from './macros/json.ts';
import { numberMacros } from './macros/numbers.ts';
import { stringMacros } from './macros/strings.ts';
import { MACRO_SCHEMA } from './sql-text.ts';

/**
 * SQL macros of DuckDB that lowered expressions refer to, qualified with the schema. Run once per database start; the
 * schema may be an attached in-memory database of that name as well. A parameter that a macro uses twice is evaluated
 * once by DuckDB, unless it is volatile.
 */
export const MACRO_SQL: readonly string[] = [
  `CREATE SCHEMA IF NOT EXISTS ${MACRO_SCHEMA}`,
  ...[castMacros, numberMacros, stringMacros, dateMacros, arrayMacros, jsonMacros]
    .flat()
    .map((macro) => `CREATE OR REPLACE MACRO ${MACRO_SCHEMA}.${macro}`),
];
