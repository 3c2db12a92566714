import { type FunctionRule, sql } from './definition.ts';

/** Functions that look at the clock. */
export const CLOCK_FUNCTIONS: readonly FunctionRule[] = [
  ...['now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp', 'current_timestamp'].map((name) =>
    sql(`${name}() timestamptz`, 'now()'),
  ),
  sql('localtimestamp() timestamp', 'CAST(now() AS TIMESTAMP)'),
  sql('current_date() date', 'today()'),
  sql('age(timestamptz) interval', 'age(CAST(today() AS TIMESTAMP), CAST({0} AS TIMESTAMP))'),
];
