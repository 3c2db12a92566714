import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { aggregate, aggregateCall, isNotNull } from '../aggregate-call.ts';
import { castTo } from '../casts.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { argument, literalBoolean, literalNumber, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { averageType, lowerAverage, lowerSum, sumType } from './aggregates.ts';

/** Spread, correlation, percentiles and estimates. */

const define = defining({ section: '3.3', kind: 'aggregate' });
const beside = defining({ section: 'spark', kind: 'aggregate' });
const of = (call: string) => `(SELECT ${call} FROM (VALUES (1, 2), (2, 4), (4, 7), (NULL, 1)) AS t(x, y))`;

/** Aggregates over rows in which both arguments are present. */
const pair =
  (name: string, around = '{0}') =>
  (call: LoweringCall): Expr =>
    raw(around, aggregateCall(call.call, name));

/** DuckDB's skewness is the sample's; Spark's the population's. */
function lowerSkewness({ call }: LoweringCall): Expr {
  const [skewness, count, spread] = [
    aggregateCall(call, 'skewness'),
    aggregateCall(call, 'count'),
    aggregateCall(call, 'var_pop'),
  ];
  return raw(
    'CASE WHEN {1} = 0 THEN NULL WHEN {2} = 0 THEN NULL WHEN {1} = 2 THEN 0.0::DOUBLE ELSE {0} * ({1} - 2) / sqrt({1}::DOUBLE * ({1} - 1)) END',
    skewness,
    count,
    spread,
  );
}

function lowerKurtosis({ call }: LoweringCall): Expr {
  return raw('CASE WHEN {1} > 0 THEN {0} END', aggregateCall(call, 'kurtosis_pop'), aggregateCall(call, 'var_pop'));
}

/** A share below 0 or above 1 would count from the other end. */
function checkShare(call: LoweringCall, index: number): void {
  const share = literalNumber(call.source.args[index]);
  if (share === undefined || (share >= 0 && share <= 1)) return;
  throw new SqlError(SQLSTATE.invalidParameterValue, `a percentile is between 0 and 1, not ${share}`);
}

/** `percentile(x, p or array(p))`: exact and between the values. A frequency repeats the value. */
function lowerPercentile(call: LoweringCall): Expr {
  const [value, share, frequency] = call.call.args;
  if (value === undefined || share === undefined) return raw('NULL');
  checkShare(call, 1);
  const double = castTo({ expr: value, type: call.types[0] ?? types.UNKNOWN }, types.DOUBLE, 'null');
  if (frequency === undefined) return aggregateCall(call.call, 'quantile_cont', { args: [double, share] });
  const lists = aggregateCall(call.call, 'list', {
    args: [raw('list_transform(range({1}), lambda sh_i: {0})', double, frequency)],
    only: isNotNull(value),
  });
  if (types.isList(call.types[1] ?? types.UNKNOWN)) {
    return raw("list_transform({1}, lambda sh_p: list_aggregate(flatten({0}), 'quantile_cont', sh_p))", lists, share);
  }
  return raw("list_aggregate(flatten({0}), 'quantile_cont', {1})", lists, share);
}
const percentileType = ([, share]: readonly DataType[]): DataType =>
  share !== undefined && types.isList(share) ? types.listOf(types.DOUBLE) : types.DOUBLE;

/** An actual value of the column, of its type. Exact: the accuracy is at least what was asked for. */
function lowerApproxPercentile(call: LoweringCall): Expr {
  const accuracy = call.source.args[2];
  if (accuracy !== undefined && (literalNumber(accuracy) ?? 1) <= 0) {
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the accuracy of approx_percentile must be positive');
  }
  checkShare(call, 1);
  return aggregateCall(call.call, 'quantile_disc', { args: call.call.args.slice(0, 2) });
}
const approxPercentileType = ([value, share]: readonly DataType[]): DataType => {
  const single = value ?? types.UNKNOWN;
  return share !== undefined && types.isList(share) ? types.listOf(single) : single;
};

/** `percentile_cont(p) WITHIN GROUP (ORDER BY x)`. */
function withinGroup(name: 'quantile_cont' | 'quantile_disc') {
  return (lowering: LoweringCall): Expr => {
    const { call } = lowering;
    checkShare(lowering, 0);
    const [order] = call.withinGroup;
    if (order === undefined) throw new SqlError(SQLSTATE.syntaxError, 'WITHIN GROUP (ORDER BY ...) is missing');
    const share = order.direction === 'desc' ? raw('(1 - {0})', argument(call, 0)) : argument(call, 0);
    return aggregateCall(call, name, { args: [raw('CAST({0} AS DOUBLE)', order.expr), share] });
  };
}

function lowerMode({ call, source }: LoweringCall): Expr {
  if (source.args[1] !== undefined && literalBoolean(source.args[1]) === undefined) {
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the second argument of mode must be true or false');
  }
  return aggregateCall(call, 'mode', { args: [argument(call, 0)] });
}

/** Bins as structs of x (middle) and y (count). */
function lowerHistogram({ call, source, types: [type] }: LoweringCall): Expr {
  if ((literalNumber(source.args[1]) ?? 0) < 2) {
    throw new SqlError(
      SQLSTATE.invalidParameterValue,
      'the bins of histogram_numeric must be a constant of at least 2',
    );
  }
  const list = aggregateCall(call, 'list', { args: [argument(call, 0)], only: isNotNull(argument(call, 0)) });
  const middle = castTo({ expr: raw('sh_h[2 * sh_i - 1]'), type: types.DOUBLE }, type ?? types.DOUBLE, 'null');
  return raw(
    "list_transform([sh_histogram(CAST({0} AS DOUBLE[]), {1})], lambda sh_h: list_transform(range(1, len(sh_h) // 2 + 1), lambda sh_i: {{'x': {2}, 'y': sh_h[2 * sh_i]}))[1]",
    list,
    argument(call, 1),
    middle,
  );
}
const histogramType = ([value]: readonly DataType[]): DataType =>
  types.listOf(
    types.structOf([
      { name: 'x', type: value ?? types.UNKNOWN },
      { name: 'y', type: types.DOUBLE },
    ]),
  );

const trySum = (call: LoweringCall): Expr => {
  const type = sumType(call.types);
  return types.isInteger(type)
    ? raw(`TRY_CAST({0} AS ${duckdbTypeName(type)})`, aggregateCall(call.call, 'sum'))
    : lowerSum(call);
};

export const statistics: readonly FunctionDefinition[] = [
  define('stddev|stddev_samp|std(double) -> double', aggregate('stddev_samp'), 'Standard deviation of a sample.', [
    [of('round(stddev(x), 4)'), '1.5275'],
  ]),
  define('stddev_pop(double) -> double', aggregate('stddev_pop'), 'Standard deviation of a population.', [
    [of('round(stddev_pop(x), 4)'), '1.2472'],
  ]),
  define('variance|var_samp(double) -> double', aggregate('var_samp'), 'Variance of a sample.', [
    [of('round(variance(x), 4)'), '2.3333'],
  ]),
  define('var_pop(double) -> double', aggregate('var_pop'), 'Variance of a population.', [
    [of('round(var_pop(x), 4)'), '1.5556'],
  ]),
  define(
    'corr(double, double) -> double',
    pair('corr', 'CASE WHEN isnan({0}) THEN NULL ELSE {0} END'),
    'Correlation.',
    [[of('round(corr(x, y), 4)'), '0.9972']],
  ),
  beside('covar_pop(double, double) -> double', pair('covar_pop'), 'Covariance of a population.', [
    [of('round(covar_pop(x, y), 4)'), '2.5556'],
  ]),
  beside('covar_samp(double, double) -> double', pair('covar_samp'), 'Covariance of a sample.', [
    [of('round(covar_samp(x, y), 4)'), '3.8333'],
  ]),
  define('kurtosis(double) -> double', lowerKurtosis, 'Kurtosis of a population.', [
    [of('round(kurtosis(x), 4)'), '-1.5'],
  ]),
  define('skewness(double) -> double', lowerSkewness, 'Skewness of a population.', [
    [of('round(skewness(x), 4)'), '0.3818'],
  ]),
  ...['regr_avgx', 'regr_avgy', 'regr_intercept', 'regr_r2', 'regr_slope', 'regr_sxx', 'regr_sxy', 'regr_syy'].map(
    (name) =>
      beside(
        `${name}(double, double) -> double`,
        pair(name, 'CASE WHEN isnan({0}) THEN NULL ELSE {0} END'),
        'Linear regression of the first argument on the second.',
        [[of(`${name}(y, x) IS NULL`), 'false']],
      ),
  ),
  beside(
    'regr_count(double, double) -> bigint',
    pair('regr_count', 'CAST({0} AS BIGINT)'),
    'Rows in which both are present.',
    [[of('regr_count(y, x)'), '3']],
  ),
  define(
    'percentile(number, any, bigint?) -> unknown',
    lowerPercentile,
    'Exact percentile, between the values.',
    [[of('percentile(y, 0.5)'), '3.0']],
    { result: percentileType },
  ),
  beside(
    'median(number) -> double',
    (call) =>
      aggregateCall(call.call, 'quantile_cont', {
        args: [
          castTo({ expr: argument(call.call, 0), type: call.types[0] ?? types.UNKNOWN }, types.DOUBLE, 'null'),
          raw('0.5'),
        ],
      }),
    'The middle value.',
    [[of('median(y)'), '3.0']],
  ),
  beside(
    'percentile_cont(double) -> double',
    withinGroup('quantile_cont'),
    'Percentile between the values, of WITHIN GROUP (ORDER BY …).',
    [[of('percentile_cont(0.5) WITHIN GROUP (ORDER BY y)'), '3.0']],
  ),
  beside(
    'percentile_disc(double) -> double',
    withinGroup('quantile_disc'),
    'Percentile that is one of the values, of WITHIN GROUP (ORDER BY …).',
    [[of('percentile_disc(0.5) WITHIN GROUP (ORDER BY y)'), '2.0']],
  ),
  define(
    'approx_percentile|percentile_approx(number, any, any?) -> unknown',
    lowerApproxPercentile,
    'Percentile that is one of the values.',
    [
      [of('approx_percentile(y, 0.5)'), '2'],
      [of('approx_percentile(y, array(0.25, 0.5))'), '[1, 2]'],
    ],
    { result: approxPercentileType },
  ),
  define(
    'approx_count_distinct(any, double?) -> bigint',
    (call) => aggregateCall(call.call, 'approx_count_distinct', { args: [argument(call.call, 0)] }),
    'Estimate of the number of different values.',
    [[of('approx_count_distinct(x)'), '3']],
  ),
  beside('mode(any, literal?) -> same', lowerMode, 'The most frequent value.', [
    ['(SELECT mode(x) FROM (VALUES (1), (2), (2)) AS t(x))', '2'],
  ]),
  beside(
    'histogram_numeric(number, int) -> unknown',
    lowerHistogram,
    'A histogram of at most n bins.',
    [[of('histogram_numeric(y, 4)'), '[{1, 1.0}, {2, 1.0}, {4, 1.0}, {7, 1.0}]']],
    { result: histogramType },
  ),
  beside('try_sum(number) -> unknown', trySum, 'Sum; NULL when it is too large.', [[of('try_sum(x)'), '7']], {
    result: sumType,
  }),
  beside(
    'try_avg(number) -> unknown',
    lowerAverage,
    'Average; NULL when it is too large.',
    [[of('try_avg(y)'), '3.5']],
    { result: averageType },
  ),
];
