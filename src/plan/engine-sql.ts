import { print } from '../sql/print.ts';
import type { EngineSql } from './plan.ts';

/** DuckDB SQL that planning wrote itself: errors have no way back to a place in the client's text. */
export function engineSql(sql: string): EngineSql {
  return { sql, map: print({ kind: 'null', span: { start: 0, end: 0 } }, 'duckdb').map };
}
