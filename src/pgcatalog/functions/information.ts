import type { Span } from '../../sql/ast.ts';
import { OID } from '../../types/oid.ts';
import { fieldOf, raw, type Typed, typed } from '../rewrite/typed.ts';
import { build, type FunctionRule, sql } from './definition.ts';

/** The helpers of information_schema, which some clients call. Source: PostgreSQL 15, information_schema.sql. */
export const INFORMATION_FUNCTIONS: readonly FunctionRule[] = [
  build('_pg_truetypid(record, record) oid', (rows, _, span) =>
    underDomain(rows, 'typbasetype', 'atttypid', OID.oid, span),
  ),
  build('_pg_truetypmod(record, record) int4', (rows, _, span) =>
    underDomain(rows, 'typtypmod', 'atttypmod', OID.int4, span),
  ),
  sql(
    '_pg_char_max_length(oid, int4) int4',
    'CASE WHEN {1} = -1 THEN NULL WHEN {0} IN (1042, 1043) THEN {1} - 4 WHEN {0} IN (1560, 1562) THEN {1} END',
  ),
  sql(
    '_pg_char_octet_length(oid, int4) int4',
    `CASE WHEN {0} NOT IN (25, 1042, 1043) THEN NULL WHEN {1} = -1 OR {0} = 25 THEN CAST(1073741824 AS INTEGER)
      ELSE ({1} - 4) * 4 END`,
  ),
  sql(
    '_pg_numeric_precision(oid, int4) int4',
    `CASE {0} WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53
      WHEN 1700 THEN CASE WHEN {1} <> -1 THEN (({1} - 4) >> 16) & 65535 END END`,
  ),
  sql(
    '_pg_numeric_precision_radix(oid, int4) int4',
    'CASE WHEN {0} IN (21, 23, 20, 700, 701) THEN 2 WHEN {0} = 1700 THEN 10 WHEN {1} IS NULL THEN NULL END',
  ),
  sql(
    '_pg_numeric_scale(oid, int4) int4',
    'CASE WHEN {0} IN (21, 23, 20) THEN 0 WHEN {0} = 1700 AND {1} <> -1 THEN ({1} - 4) & 2047 END',
  ),
  sql(
    '_pg_datetime_precision(oid, int4) int4',
    `CASE WHEN {0} = 1082 THEN 0 WHEN {0} IN (1083, 1114, 1184, 1266, 1186)
      THEN CASE WHEN {1} < 0 THEN 6 ELSE {1} & 65535 END END`,
  ),
];

/** Of a row of pg_attribute and one of pg_type: what the column's type is under a domain. */
function underDomain(rows: readonly Typed[], domain: string, plain: string, type: number, span: Span): Typed {
  const [attribute, row] = rows;
  if (attribute === undefined || row === undefined) throw new Error('two rows are needed');
  const field = (of: Typed, name: string) => fieldOf(of, { name, type }, span).expr;
  const text = "CASE WHEN {0} = 'd' THEN {1} ELSE {2} END";
  return typed(raw(span, text, field(row, 'typtype'), field(row, domain), field(attribute, plain)), type);
}
