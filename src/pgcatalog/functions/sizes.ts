import { type FunctionRule, js } from './definition.ts';

/** Sizes of relations, which the session looks up before the query runs. Keys and views take no room. */
export const SIZE_FUNCTIONS: readonly FunctionRule[] = [
  ...['pg_relation_size', 'pg_table_size', 'pg_total_relation_size'].map((name) =>
    js(`${name}(regclass) int8`, ({ lookup, sizes }, oid) => {
      const relation = lookup.model.relations.get(Number(oid));
      return relation === undefined ? null : (sizes.get(relation.source)?.bytes ?? 0);
    }),
  ),
  js('pg_relation_size(regclass, text) int8', ({ lookup, sizes }, oid, fork) => {
    const relation = lookup.model.relations.get(Number(oid));
    return relation === undefined ? null : fork === 'main' ? (sizes.get(relation.source)?.bytes ?? 0) : 0;
  }),
  js('pg_indexes_size(regclass) int8', ({ lookup }, oid) => (lookup.model.relations.has(Number(oid)) ? 0 : null)),
  ...['name', 'oid'].map((type) =>
    js(`pg_database_size(${type}) int8`, ({ lookup, sizes }, database) => {
      const current = lookup.model.database;
      if (database !== current.oid && database !== current.name) return 0;
      return [...sizes.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    }),
  ),
  ...['name', 'oid'].map((type) =>
    js(`pg_tablespace_size(${type}) int8`, ({ sizes }, tablespace) =>
      tablespace === 1663 || tablespace === 'pg_default'
        ? [...sizes.values()].reduce((sum, { bytes }) => sum + bytes, 0)
        : 0,
    ),
  ),
  ...['int8', 'numeric'].map((type) => js(`pg_size_pretty(${type}) text`, (_, bytes) => pretty(Number(bytes)))),
];

/** Names of the functions that need sizes to be looked up. */
export const SIZE_FUNCTION_NAMES: ReadonlySet<string> = new Set(
  SIZE_FUNCTIONS.map(({ name }) => name).filter((name) => name !== 'pg_size_pretty' && name !== 'pg_indexes_size'),
);

const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;
const LARGEST = 10 * 1024;

/** Source: PostgreSQL 15, `pg_size_pretty`: a unit is used up to 10,240 of it (half rounded up). */
function pretty(bytes: number): string {
  if (Math.abs(bytes) < LARGEST) return `${bytes} bytes`;
  let halves = Math.trunc(bytes / 2 ** 9);
  for (const unit of UNITS) {
    if (Math.abs(halves) < LARGEST * 2 - 1 || unit === 'PB') {
      return `${Math.trunc((halves + Math.sign(halves)) / 2)} ${unit}`;
    }
    halves = Math.trunc(halves / 2 ** 10);
  }
  return `${bytes} bytes`;
}
