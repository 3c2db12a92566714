import { defining } from '../define.ts';
import type { FunctionDefinition } from '../definition.ts';

/** Functions of PostgreSQL's about waiting and the clock, for queries that read datasets as well. */

const define = defining({ section: 'postgres', kind: 'scalar' });

export const moments: readonly FunctionDefinition[] = [
  define(
    'pg_sleep(double) -> text',
    'CAST(sleep_ms(CAST(1000 * {0} AS BIGINT)) AS VARCHAR)',
    'Waits for so many seconds, in each row; gives NULL. Cancelling and time limits end it.',
    [['pg_sleep(0)', 'NULL']],
    { volatile: true },
  ),
  define(
    'clock_timestamp() -> timestamp',
    // DuckDB's own clock stands still within a transaction; the time in a version 7 UUID does not.
    "timezone('UTC', uuid_extract_timestamp(uuidv7()))",
    'The time of now, in UTC, to the millisecond.',
    [["clock_timestamp() > current_timestamp() - INTERVAL '1' SECOND", 'true']],
    { volatile: true },
  ),
];
