import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { aggregateCall } from '../aggregate-call.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { argument, literalBoolean, literalNumber, raw } from '../sql-text.ts';

/** Functions that need OVER. Ranks are int in Spark, bigint in DuckDB. */

const define = defining({ section: '3.3', kind: 'window' });
const beside = defining({ section: 'spark', kind: 'window' });
const over = (call: string) =>
  `(SELECT max(r) FROM (SELECT ${call} OVER (ORDER BY x) AS r FROM (VALUES (1), (2), (2)) AS t(x)))`;

const rank = (name: string) => (call: LoweringCall) => raw('CAST({0} AS INTEGER)', aggregateCall(call.call, name));
const share = (name: string) => (call: LoweringCall) => aggregateCall(call.call, name);

/** `lag(x, n, default)`; the default is cast by DuckDB to the type of x. */
const shifted = (name: string) => (call: LoweringCall) => aggregateCall(call.call, name);

function lowerNthValue({ call, source }: LoweringCall): Expr {
  const ignore = call.nulls === 'ignore' || literalBoolean(source.args[2]) === true;
  const place = literalNumber(source.args[1]);
  if (place !== undefined && place < 1) {
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the place of nth_value counts from 1');
  }
  return aggregateCall(call, 'nth_value', {
    args: [argument(call, 0), argument(call, 1)],
    nulls: ignore ? 'ignore' : undefined,
  });
}

export const windows: readonly FunctionDefinition[] = [
  define('row_number() -> int', rank('row_number'), 'Number of the row, from 1.', [[over('row_number()'), '3']]),
  define('rank() -> int', rank('rank'), 'Rank with gaps.', [[over('rank()'), '2']]),
  define('dense_rank() -> int', rank('dense_rank'), 'Rank without gaps.', [[over('dense_rank()'), '2']]),
  define('percent_rank() -> double', share('percent_rank'), 'Rank as a share of the rows.', [
    [over('percent_rank()'), '0.5'],
  ]),
  beside('cume_dist() -> double', share('cume_dist'), 'Share of the rows up to this value.', [
    [over('cume_dist()'), '1.0'],
  ]),
  define('ntile(int) -> int', rank('ntile'), 'Bucket of the row; the first buckets are the larger ones.', [
    [over('ntile(2)'), '2'],
  ]),
  define('lag(any, int?, any?) -> same', shifted('lag'), 'Value of a row before.', [[over('lag(x)'), '2']]),
  define('lead(any, int?, any?) -> same', shifted('lead'), 'Value of a row after.', [[over('lead(x)'), '2']]),
  beside('nth_value(any, int, literal?) -> same', lowerNthValue, 'Value of the n-th row of the frame.', [
    [over('nth_value(x, 2)'), '2'],
  ]),
];
