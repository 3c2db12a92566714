import type { Dataset, DatasetColumn } from '../../catalog/objects.ts';
import { quote } from '../functions/sql-text.ts';
import { isNested, sameType, sparkTypeName } from '../functions/type-rules.ts';
import type { Query, Span } from '../sql/ast.ts';
import { print } from '../sql/print.ts';
import { type DataType, duckdbTypeName } from '../types/data-type.ts';
import type { AnalyzedQuery } from './analyze/analyze.ts';
import { item, qname, query, rawAt, select } from './analyze/nodes.ts';
import type { EngineSql } from './plan.ts';

/** Where the rows of a batch wait while they are looked at; of one connection, for one statement. */
export const STAGING_TABLE = 'temp.main.stillhouse_validation';

/** How the rows of an INSERT are looked at before they go in. */
export interface RowValidation {
  /** The rows as the query gives them. */
  readonly raw: EngineSql;
  /** DuckDB SQL over `STAGING_TABLE`: what is wrong with a row, NULL where nothing is. Its columns are c1, c2 … */
  readonly problem: string;
}

/** `SELECT * FROM` the staged rows, in their order. */
export function stagedQuery(span: Span): Query {
  const name = qname(STAGING_TABLE.split('.'), span);
  const all = item(rawAt(span, '*'), '*');
  return query({ ...select(span, [], [{ kind: 'tableRef', span, name }]), items: [{ ...all, alias: undefined }] });
}

/**
 * With `rowvalidation`, a batch is looked at whole before any of it goes in, so that the report can tell how many rows are
 * wrong; undefined where every value fits by its type and nothing is required. Source: reference, section 1.2.
 */
export function rowValidation(
  target: Dataset,
  columns: readonly DatasetColumn[],
  analyzed: AnalyzedQuery,
): RowValidation | undefined {
  if (target.rowValidation !== true || target.schemaName === undefined) return undefined;
  const checks = columns.flatMap((column, index) => [
    ...required(column, `c${index + 1}`, target),
    ...inRange(column, `c${index + 1}`, analyzed.columns[index]?.type ?? { kind: 'unknown' }),
  ]);
  if (checks.length === 0) return undefined;
  return { raw: print(analyzed.query, 'duckdb'), problem: `nullif(concat_ws(', ', ${checks.join(', ')}), '')` };
}

function required({ name, number, notNull }: DatasetColumn, value: string, target: Dataset): readonly string[] {
  const primary = target.identities.some((identity) => identity.primary && identity.column === number);
  return notNull || primary ? [`CASE WHEN ${value} IS NULL THEN ${quote(`${name} is NULL`)} END`] : [];
}

/** A value of another type has to survive the cast. Nested values are checked by name when the statement is planned. */
function inRange({ name, type }: DatasetColumn, value: string, from: DataType): readonly string[] {
  if (from.kind === 'unknown' || sameType(from, type) || isNested(type) || isNested(from)) return [];
  const bad = `${value} IS NOT NULL AND TRY_CAST(${value} AS ${duckdbTypeName(type)}) IS NULL`;
  const text = `${quote(`${name} = `)} || CAST(${value} AS VARCHAR) || ${quote(` is no ${sparkTypeName(type)}`)}`;
  return [`CASE WHEN ${bad} THEN ${text} END`];
}
