import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../../src/core/sql-error.ts';
import { sparkTypeName } from '../../src/functions/type-rules.ts';
import type { ClientSession } from '../../src/session/client-session.ts';
import type { Column } from '../../src/types/column.ts';
import { duckdbTypeName } from '../../src/types/data-type.ts';
import { rowText } from '../support/function-transcript.ts';

/** A statement and what it gave here, as test/spark/compare.py reads it: one line of JSON each. */
export type OurAnswer = {
  readonly sql: string;
  readonly place?: string;
} & (
  | { readonly error: string; readonly message: string }
  | {
      /** Whether the order of the rows means something. */
      readonly ordered: boolean;
      readonly names: readonly string[];
      readonly types: string;
      readonly rows: readonly string[];
    }
);

export interface Relation {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly DuckDBValue[])[];
}

/** The rows of a query, as values; undefined where the text gives none. Throws what the session throws. */
export async function relationOf(sql: string, session: ClientSession): Promise<Relation | undefined> {
  let relation: Relation | undefined;
  for await (const result of session.simpleQuery(sql)) {
    if (result.kind !== 'rows') continue;
    const rows: DuckDBValue[][] = [];
    for await (const { batch, from, to } of result.rows) {
      const vectors = result.columns.map((_, i) => batch.getColumnVector(i));
      for (let row = from; row < to; row++) rows.push(vectors.map((vector) => vector.getItem(row) as DuckDBValue));
    }
    relation = { columns: result.columns, rows };
  }
  return relation;
}

/** Undefined for what gives no rows, as SELECT INTO. `written` is what Spark is to run, where it is not the same text. */
export async function ourAnswer(
  sql: string,
  session: ClientSession,
  ordered: boolean,
  more: { readonly place?: string; readonly written?: string } = {},
): Promise<OurAnswer | undefined> {
  const { written = sql, ...kept } = more;
  try {
    const relation = await relationOf(sql, session);
    if (relation === undefined) return undefined;
    const { columns, rows } = relation;
    const types = columns.map((column) => duckdbTypeName(column.type));
    return {
      ...kept,
      sql: written,
      ordered,
      names: columns.map((column) => column.name),
      types: columns.map((column) => sparkTypeName(column.type)).join(', '),
      rows: rows.map((row) => rowText(row, types)),
    };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { ...kept, sql: written, error: error.sqlState, message: error.message };
  }
}
