import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Call, Expr } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { aggregate, aggregateCall, isNotNull } from '../aggregate-call.ts';
import { decimalQuotient } from '../decimals.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { argument, literalBoolean, places, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';

/** Aggregates that reduce a column to one value. All of them may stand over a window. */

const define = defining({ section: '3.3', kind: 'aggregate' });
const beside = defining({ section: 'spark', kind: 'aggregate' });
const ROWS = '(VALUES (1), (2), (NULL), (2)) AS t(x)';

/** Spark's type of a sum: bigint, double, or a decimal ten digits wider. */
export function sumType([type]: readonly DataType[]): DataType {
  if (type === undefined || types.isUnknown(type) || type.kind === 'interval') return type ?? types.UNKNOWN;
  if (type.kind === 'decimal') return types.decimal(type.precision + 10, type.scale);
  return types.isInteger(type) ? types.BIGINT : types.DOUBLE;
}

/** Spark's type of an average: double, or a decimal four digits wider on both sides of the point. */
export function averageType([type]: readonly DataType[]): DataType {
  return type?.kind === 'decimal' ? types.decimal(type.precision + 4, type.scale + 4) : types.DOUBLE;
}

export function lowerSum(call: LoweringCall): Expr {
  const sum = aggregateCall(call.call, 'sum');
  const type = sumType(call.types);
  return types.isUnknown(type) || type.kind === 'double' ? sum : raw(`CAST({0} AS ${duckdbTypeName(type)})`, sum);
}

export function lowerAverage(call: LoweringCall): Expr {
  const type = averageType(call.types);
  if (type.kind !== 'decimal') return aggregateCall(call.call, 'avg');
  const sum = { expr: aggregateCall(call.call, 'sum'), type: sumType(call.types) };
  return decimalQuotient(sum, { expr: aggregateCall(call.call, 'count'), type: types.BIGINT }, type);
}

/** `count(a, b)` counts rows in which all are present; a tuple of DuckDB's is never NULL. */
function lowerCount({ call }: LoweringCall): Expr {
  if (call.args.length <= 1) return aggregateCall(call, 'count');
  const tests = call.args.map((_, i) => `{${i}} IS NOT NULL`).join(' AND ');
  const only = raw(tests, ...call.args);
  if (!call.distinct) return aggregateCall(call, 'count', { args: [raw('1')], only });
  return aggregateCall(call, 'count', { args: [raw(`(${places(call.args.length)})`, ...call.args)], only });
}

/** A list without NULLs, empty rather than NULL when nothing is left. */
function collect(distinct: boolean): (call: LoweringCall) => Expr {
  return ({ call }) => {
    const list = aggregateCall(call, 'list', {
      only: isNotNull(argument(call, 0)),
      distinct: distinct || call.distinct,
    });
    return raw('coalesce({0}, [])', list);
  };
}

/** `first(x)`, `first(x, true)`, `first(x) IGNORE NULLS`, as aggregate or over a window. */
export function lowerEnd(aggregateName: 'first' | 'last'): (call: LoweringCall) => Expr {
  return ({ call, source }) => {
    const args = [argument(call, 0)];
    const flag = source.args[1];
    const ignore = call.nulls === 'ignore' || literalBoolean(flag) === true;
    if (flag !== undefined && literalBoolean(flag) === undefined) {
      throw new SqlError(
        SQLSTATE.invalidParameterValue,
        `the second argument of ${aggregateName} must be true or false`,
      );
    }
    if (call.over !== undefined) {
      return aggregateCall(call, `${aggregateName}_value`, { args, nulls: ignore ? 'ignore' : undefined });
    }
    const only = ignore ? isNotNull(argument(call, 0)) : undefined;
    return aggregateCall(call, aggregateName, { args, only, nulls: undefined });
  };
}

function lowerStringAggregate({ call, types: argTypes }: LoweringCall): Expr {
  const [value, separator] = [argument(call, 0), call.args[1] ?? raw("''")];
  const orderBy = call.withinGroup.length > 0 ? call.withinGroup : call.orderBy;
  const list: Call = aggregateCall(call, argTypes[0]?.kind === 'blob' ? 'list' : 'string_agg', {
    args: [value, separator],
    orderBy,
  });
  return list;
}

const listOfFirst = ([first]: readonly DataType[]): DataType => types.listOf(first ?? types.UNKNOWN);
const countIf = (call: LoweringCall): Expr =>
  aggregateCall(call.call, 'count', { args: [raw('CASE WHEN {0} THEN 1 END', argument(call.call, 0))] });
/** Rows whose ordering is NULL do not take part; the value may be NULL. */
const extreme = (name: string) => (call: LoweringCall) =>
  aggregateCall(call.call, name, { only: isNotNull(argument(call.call, 1)) });

export const aggregates: readonly FunctionDefinition[] = [
  define('count(any*) -> bigint', lowerCount, 'Rows, or rows in which all arguments are present.', [
    [`(SELECT count(*) FROM ${ROWS})`, '4'],
    [`(SELECT count(x) FROM ${ROWS})`, '3'],
    [`(SELECT count(DISTINCT x, x) FROM ${ROWS})`, '2'],
  ]),
  define('sum(number) -> unknown', lowerSum, 'Sum.', [[`(SELECT sum(x) FROM ${ROWS})`, '5']], { result: sumType }),
  define(
    'avg|mean(number) -> unknown',
    lowerAverage,
    'Average.',
    [[`(SELECT round(avg(x), 4) FROM ${ROWS})`, '1.6667']],
    {
      result: averageType,
    },
  ),
  define('min(any) -> same', aggregate('min'), 'Least value.', [[`(SELECT min(x) FROM ${ROWS})`, '1']]),
  define('max(any) -> same', aggregate('max'), 'Greatest value.', [[`(SELECT max(x) FROM ${ROWS})`, '2']]),
  define(
    'first|first_value(any, literal?) -> same',
    lowerEnd('first'),
    'First value; with true, the first that is present.',
    [['(SELECT first(x, true) FROM (VALUES (NULL), (7)) AS t(x))', '7']],
  ),
  define(
    'last|last_value(any, literal?) -> same',
    lowerEnd('last'),
    'Last value; with true, the last that is present.',
    [['(SELECT last(x, true) FROM (VALUES (7), (NULL)) AS t(x))', '7']],
  ),
  beside('any_value(any, literal?) -> same', lowerEnd('first'), 'Some value.', [
    ['(SELECT any_value(x) FROM (VALUES (7)) AS t(x))', '7'],
  ]),
  define(
    'collect_list(any) -> unknown',
    collect(false),
    'The values as an array, without NULLs.',
    [[`(SELECT collect_list(x) FROM ${ROWS})`, '[1, 2, 2]']],
    { result: listOfFirst },
  ),
  beside(
    'array_agg(any) -> unknown',
    collect(false),
    'The values as an array, without NULLs.',
    [[`(SELECT array_agg(x) FROM ${ROWS})`, '[1, 2, 2]']],
    { result: listOfFirst },
  ),
  define(
    'collect_set(any) -> unknown',
    collect(true),
    'The different values as an array, without NULLs.',
    [[`(SELECT sort_array(collect_set(x)) FROM ${ROWS})`, '[1, 2]']],
    { result: listOfFirst },
  ),
  beside('max_by(any, any) -> same', extreme('arg_max_null'), 'The value at the greatest ordering.', [
    ["(SELECT max_by(x, y) FROM (VALUES ('a', 1), ('b', 2)) AS t(x, y))", 'b'],
  ]),
  beside('min_by(any, any) -> same', extreme('arg_min_null'), 'The value at the least ordering.', [
    ["(SELECT min_by(x, y) FROM (VALUES ('a', 1), ('b', 2)) AS t(x, y))", 'a'],
  ]),
  beside('count_if(boolean) -> bigint', countIf, 'Rows for which the condition is true.', [
    [`(SELECT count_if(x = 2) FROM ${ROWS})`, '2'],
  ]),
  beside('bool_and|every(boolean) -> boolean', aggregate('bool_and'), 'True when all are true.', [
    [`(SELECT every(x > 0) FROM ${ROWS})`, 'true'],
  ]),
  beside('bool_or|some|any(boolean) -> boolean', aggregate('bool_or'), 'True when one is true.', [
    [`(SELECT bool_or(x > 1) FROM ${ROWS})`, 'true'],
  ]),
  beside('bit_and(bigint) -> same', aggregate('bit_and'), 'Bitwise and of the values.', [
    ['(SELECT bit_and(x) FROM (VALUES (3), (6)) AS t(x))', '2'],
  ]),
  beside('bit_or(bigint) -> same', aggregate('bit_or'), 'Bitwise or of the values.', [
    ['(SELECT bit_or(x) FROM (VALUES (3), (6)) AS t(x))', '7'],
  ]),
  beside('bit_xor(bigint) -> same', aggregate('bit_xor'), 'Bitwise exclusive or of the values.', [
    ['(SELECT bit_xor(x) FROM (VALUES (3), (6)) AS t(x))', '5'],
  ]),
  beside('listagg|string_agg(text, text?) -> text', lowerStringAggregate, 'The texts joined by a separator.', [
    ["(SELECT string_agg(x, ',') FROM (VALUES ('a'), ('b')) AS t(x))", 'a,b'],
  ]),
];
