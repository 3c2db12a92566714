import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr, Lambda } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { foldList } from '../fold-list.ts';
import { argument, quoteName, raw } from '../sql-text.ts';
import { substitute } from '../substitute.ts';
import * as types from '../type-rules.ts';

/**
 * Functions with lambdas. Spark counts an index from 0, DuckDB from 1. Our own lambda parameters are named `sh_…`, so
 * that they never hide one of the user's.
 */

const define = defining({ section: '3.4', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

/** The lambda at `index`, or 42804. */
function lambdaAt(call: LoweringCall, index: number, arities: readonly number[]): Lambda {
  const found = call.call.args[index];
  const name = call.source.name.parts.at(-1)?.name ?? '';
  if (found?.kind !== 'lambda') {
    throw new SqlError(
      SQLSTATE.datatypeMismatch,
      `argument ${index + 1} of ${name} must be a lambda, such as x -> x + 1`,
    );
  }
  if (!arities.includes(found.parameters.length)) {
    const wanted = arities.join(' or ');
    throw new SqlError(
      SQLSTATE.datatypeMismatch,
      `the lambda of ${name} takes ${wanted} parameters, not ${found.parameters.length}`,
    );
  }
  return found;
}

/** The body with the lambda's parameters replaced. */
function bodyWith(lambda: Lambda, ...values: readonly Expr[]): Expr {
  const map = new Map<string, Expr>();
  lambda.parameters.forEach((parameter, i) => {
    const value = values[i];
    if (value !== undefined) map.set(parameter.name, value);
  });
  return substitute(lambda.body, map);
}

/** `lambda x: body` or `lambda x, i: body` with an index from 0, as DuckDB SQL around places from `{from}`. */
function lambdaText(lambda: Lambda, from: number): { readonly text: string; readonly args: readonly Expr[] } {
  const [element, index] = lambda.parameters;
  if (index === undefined) return { text: `lambda ${quoteName(element?.name ?? 'x')}: {${from}}`, args: [lambda.body] };
  const body = substitute(lambda.body, new Map([[index.name, raw(`CAST(${quoteName(index.name)} - 1 AS INTEGER)`)]]));
  return { text: `lambda ${quoteName(element?.name ?? 'x')}, ${quoteName(index.name)}: {${from}}`, args: [body] };
}

function listFunction(name: string, arities: readonly number[] = [1, 2]) {
  return (call: LoweringCall): Expr => {
    const lambda = lambdaText(lambdaAt(call, 1, arities), 1);
    return raw(`${name}({0}, ${lambda.text})`, argument(call.call, 0), ...lambda.args);
  };
}

/** True where one is true; NULL where none is and one is NULL. `forall` the other way round. */
function quantifier(name: 'exists' | 'forall') {
  return (call: LoweringCall): Expr => {
    const lambda = lambdaText(lambdaAt(call, 1, [1]), 1);
    const tests = raw(`list_transform({0}, ${lambda.text})`, argument(call.call, 0), ...lambda.args);
    return raw(`sh.list_${name}({0})`, tests);
  };
}

/** `aggregate(list, start, (acc, x) -> …[, acc -> …])`, over pairs so that the accumulator may be of another type. */
function lowerAggregate(call: LoweringCall): Expr {
  const [list, start] = [argument(call.call, 0), argument(call.call, 1)];
  const merge = lambdaAt(call, 2, [2]);
  const type = accumulatorType(call.types);
  const initial = types.isUnknown(type) ? start : raw(`CAST({0} AS ${duckdbTypeName(type)})`, start);
  if (!types.isUnknown(type) && types.sameType(type, types.elementOf(call.types[0])) && call.call.args.length === 3) {
    const [accumulator, element] = merge.parameters;
    const lambda = `lambda ${quoteName(accumulator?.name ?? 'a')}, ${quoteName(element?.name ?? 'b')}: {1}`;
    return raw(
      `list_reduce({0}, ${lambda}, {2})`,
      list,
      raw(`CAST({0} AS ${duckdbTypeName(type)})`, merge.body),
      initial,
    );
  }
  const folded = foldList(list, initial, (accumulator, element) => {
    const step = bodyWith(merge, accumulator, element);
    return types.isUnknown(type) ? step : raw(`CAST({0} AS ${duckdbTypeName(type)})`, step);
  });
  if (call.call.args.length < 4) return folded;
  return raw('list_transform([{0}], lambda sh_f: {1})[1]', folded, bodyWith(lambdaAt(call, 3, [1]), raw('sh_f')));
}
function accumulatorType([, start, merged]: readonly DataType[]): DataType {
  if (start === undefined || merged === undefined) return types.UNKNOWN;
  return types.isUnknown(start) ? merged : start;
}

/** The shorter list is filled with NULLs. */
function lowerZipWith(call: LoweringCall): Expr {
  const body = bodyWith(lambdaAt(call, 2, [2]), raw('sh_p.x'), raw('sh_p.y'));
  const pairs = `list_transform(range(greatest(len({0}), len({1}))), lambda sh_i: {{'x': {0}[sh_i + 1], 'y': {1}[sh_i + 1]})`;
  return raw(
    `CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN list_transform(${pairs}, lambda sh_p: {2}) END`,
    argument(call.call, 0),
    argument(call.call, 1),
    body,
  );
}

/** Sorted with NULLs last; with a comparison `(l, r) -> -1 | 0 | 1` by counting, so quadratic. */
function lowerArraySort(call: LoweringCall): Expr {
  const list = argument(call.call, 0);
  if (call.call.args.length === 1) return raw("list_sort({0}, 'ASC', 'NULLS LAST')", list);
  const comparison = bodyWith(lambdaAt(call, 1, [2]), raw('sh_y'), raw('sh_x'));
  const before =
    "CASE WHEN sh_i = sh_j THEN false WHEN {1} IS NULL THEN error('the comparison of array_sort gave NULL') ELSE {1} < 0 OR ({1} = 0 AND sh_j < sh_i) END";
  const rank = `len(list_filter({0}, lambda sh_y, sh_j: ${before}))`;
  const ranked = `list_transform({0}, lambda sh_x, sh_i: {{'r': ${rank}, 'v': sh_x})`;
  return raw(`list_transform(list_sort(${ranked}), lambda sh_p: sh_p.v)`, list, comparison);
}

/** A map's entries through a lambda (k, v). */
function mapFunction(make: (entries: string) => string) {
  return (call: LoweringCall): Expr => {
    const body = bodyWith(lambdaAt(call, 1, [2]), raw('sh_e.key'), raw('sh_e.value'));
    return raw(make('map_entries({0})'), argument(call.call, 0), body);
  };
}

function lowerMapZipWith(call: LoweringCall): Expr {
  const body = bodyWith(
    lambdaAt(call, 2, [3]),
    raw('sh_k'),
    raw('map_extract_value({0}, sh_k)', argument(call.call, 0)),
    raw('map_extract_value({0}, sh_k)', argument(call.call, 1)),
  );
  const keys = 'sh.array_distinct(list_concat(map_keys({0}), map_keys({1})))';
  return raw(
    `CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN MAP(${keys}, list_transform(${keys}, lambda sh_k: {2})) END`,
    argument(call.call, 0),
    argument(call.call, 1),
    body,
  );
}

const elementAndIndex = ([list]: readonly DataType[]) => [types.elementOf(list), types.INTEGER];
const entryOf = ([map]: readonly DataType[]) => [types.keyOf(map), types.mapValueOf(map)];
function aggregateLambda(args: readonly DataType[], index: number): readonly DataType[] {
  const accumulator = args[1] ?? types.UNKNOWN;
  return index === 2 ? [accumulator, types.elementOf(args[0])] : [accumulator];
}
const zipLambda = ([a, b]: readonly DataType[]) => [types.elementOf(a), types.elementOf(b)];
const mapZipLambda = ([a, b]: readonly DataType[]) => [types.keyOf(a), types.mapValueOf(a), types.mapValueOf(b)];
const lambdaList = (args: readonly DataType[]): DataType => types.listOf(args.at(-1) ?? types.UNKNOWN);
const sameElements = ([list]: readonly DataType[]) => [types.elementOf(list), types.elementOf(list)];

export const higherOrder: readonly FunctionDefinition[] = [
  define(
    'transform(list, lambda) -> unknown',
    listFunction('list_transform'),
    'Every element through a lambda; its index counts from 0.',
    [
      ['transform(array(1, 2), x -> x + 1)', '[2, 3]'],
      ['transform(array(5, 5), (x, i) -> x + i)', '[5, 6]'],
    ],
    { result: lambdaList, lambda: elementAndIndex },
  ),
  define(
    'filter(list, lambda) -> same',
    listFunction('list_filter'),
    'The elements for which the lambda is true.',
    [['filter(array(1, 2, 3), x -> x > 1)', '[2, 3]']],
    { lambda: elementAndIndex },
  ),
  define(
    'exists|any_match(list, lambda) -> boolean',
    quantifier('exists'),
    'True where the lambda is true for an element.',
    [
      ['exists(array(1, 2), x -> x > 1)', 'true'],
      ['exists(array(1, NULL), x -> x > 1)', 'NULL'],
    ],
    { lambda: elementAndIndex },
  ),
  beside(
    'forall|all_match(list, lambda) -> boolean',
    quantifier('forall'),
    'True where the lambda is true for every element.',
    [['forall(array(1, 2), x -> x > 0)', 'true']],
    { lambda: elementAndIndex },
  ),
  define(
    'aggregate|reduce(list, any, lambda, lambda?) -> unknown',
    lowerAggregate,
    'The elements folded into one value.',
    [
      ['aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)', '6'],
      ["aggregate(array(1, 2), '', (acc, x) -> concat(acc, x), acc -> concat(acc, '!'))", '12!'],
    ],
    {
      result: (args) => args[3] ?? accumulatorType(args),
      lambda: aggregateLambda,
    },
  ),
  define(
    'zip_with(list, list, lambda) -> unknown',
    lowerZipWith,
    'Two arrays element by element through a lambda.',
    [['zip_with(array(1, 2), array(10, 20), (x, y) -> x + y)', '[11, 22]']],
    { result: lambdaList, lambda: zipLambda },
  ),
  define(
    'array_sort(list, lambda?) -> same',
    lowerArraySort,
    'Sorted with NULLs last, or by a comparison.',
    [
      ['array_sort(array(3, NULL, 1))', '[1, 3, NULL]'],
      ['array_sort(array(1, 3, 2), (l, r) -> r - l)', '[3, 2, 1]'],
    ],
    { lambda: sameElements },
  ),
  beside(
    'map_filter(map, lambda) -> same',
    mapFunction((entries) => `map_from_entries(list_filter(${entries}, lambda sh_e: {1}))`),
    'The entries for which the lambda is true.',
    [["map_filter(map('a', 1, 'b', 2), (k, v) -> v > 1)", '{b -> 2}']],
    { lambda: entryOf },
  ),
  beside(
    'transform_values(map, lambda) -> unknown',
    mapFunction((entries) => `MAP(map_keys({0}), list_transform(${entries}, lambda sh_e: {1}))`),
    'The map with its values through a lambda.',
    [["transform_values(map('a', 1), (k, v) -> v + 1)", '{a -> 2}']],
    { result: ([map, value]) => types.mapOf(types.keyOf(map), value ?? types.UNKNOWN), lambda: entryOf },
  ),
  beside(
    'transform_keys(map, lambda) -> unknown',
    mapFunction((entries) => `MAP(list_transform(${entries}, lambda sh_e: {1}), map_values({0}))`),
    'The map with its keys through a lambda.',
    [["transform_keys(map('a', 1), (k, v) -> upper(k))", '{A -> 1}']],
    { result: ([map, key]) => types.mapOf(key ?? types.UNKNOWN, types.mapValueOf(map)), lambda: entryOf },
  ),
  beside(
    'map_zip_with(map, map, lambda) -> unknown',
    lowerMapZipWith,
    'Two maps key by key through a lambda.',
    [["map_zip_with(map('a', 1), map('a', 2), (k, x, y) -> x + y)", '{a -> 3}']],
    { result: (args) => types.mapOf(types.keyOf(args[0]), args[2] ?? types.UNKNOWN), lambda: mapZipLambda },
  ),
];
