import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { toCommonType } from '../coerce.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { places, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Maps. A key that comes twice is an error, as in Spark 3. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

function lowerMap(call: LoweringCall): Expr {
  const args = typedArguments(call);
  const keys = toCommonType(args.filter((_, i) => i % 2 === 0));
  const values = toCommonType(args.filter((_, i) => i % 2 === 1));
  const count = keys.exprs.length;
  if (count === 0) return raw('MAP {{}');
  return raw(`MAP([${places(count)}], [${places(2 * count, count)}])`, ...keys.exprs, ...values.exprs);
}
function mapType(args: readonly DataType[]): DataType {
  const keys = types.commonTypeOf(args.filter((_, i) => i % 2 === 0));
  return types.mapOf(keys, types.commonTypeOf(args.filter((_, i) => i % 2 === 1)));
}

function lowerConcat({ call }: LoweringCall): Expr {
  const { args } = call;
  if (args.length === 0) return raw('CAST(MAP {{} AS MAP(VARCHAR, VARCHAR))');
  const entries = args.map((_, i) => `map_entries({${i}})`).join(', ');
  const present = args.map((_, i) => `{${i}} IS NOT NULL`).join(' AND ');
  return raw(`CASE WHEN ${present} THEN map_from_entries(list_concat(${entries}, [])) END`, ...args);
}

const fromArraysType = ([keys, values]: readonly DataType[]): DataType =>
  types.mapOf(types.elementOf(keys), types.elementOf(values));
const keysType = ([map]: readonly DataType[]): DataType => types.listOf(types.keyOf(map));
const valuesType = ([map]: readonly DataType[]): DataType => types.listOf(types.mapValueOf(map));
const entriesType = ([map]: readonly DataType[]): DataType =>
  types.listOf(
    types.structOf([
      { name: 'key', type: types.keyOf(map) },
      { name: 'value', type: types.mapValueOf(map) },
    ]),
  );
function fromEntriesType([list]: readonly DataType[]): DataType {
  const entry = types.elementOf(list);
  const fields = entry.kind === 'struct' ? entry.fields : [];
  return types.mapOf(fields[0]?.type ?? types.UNKNOWN, fields[1]?.type ?? types.UNKNOWN);
}

export const maps: readonly FunctionDefinition[] = [
  define(
    'map(any*) -> unknown',
    lowerMap,
    'A map of keys and values in turn.',
    [["map('a', 1, 'b', 2)", '{a -> 1, b -> 2}']],
    { result: mapType },
  ),
  define(
    'map_from_arrays(list, list) -> unknown',
    'sh.map_from_arrays({0}, {1})',
    'A map of an array of keys and an array of values.',
    [["map_from_arrays(array('a', 'b'), array(1, 2))", '{a -> 1, b -> 2}']],
    { result: fromArraysType },
  ),
  define(
    'map_from_entries(list) -> unknown',
    'map_from_entries({0})',
    'A map of an array of pairs.',
    [["map_from_entries(array(struct(1 AS k, 'x' AS v)))", '{1 -> x}']],
    { result: fromEntriesType },
  ),
  define(
    'map_concat(map*) -> common',
    lowerConcat,
    'The entries of all maps; a key that comes twice is an error.',
    [["map_concat(map(1, 'a'), map(2, 'b'))", '{1 -> a, 2 -> b}']],
    { result: (args) => (args.length === 0 ? types.mapOf(types.VARCHAR, types.VARCHAR) : types.commonTypeOf(args)) },
  ),
  define('map_keys(map) -> unknown', 'map_keys({0})', 'The keys.', [["map_keys(map('a', 1))", '[a]']], {
    result: keysType,
  }),
  define('map_values(map) -> unknown', 'map_values({0})', 'The values.', [["map_values(map('a', 1))", '[1]']], {
    result: valuesType,
  }),
  beside(
    'map_entries(map) -> unknown',
    'map_entries({0})',
    'The entries as an array of pairs.',
    [["map_entries(map('a', 1))", '[{a, 1}]']],
    { result: entriesType },
  ),
  beside('map_contains_key(map, any) -> boolean', 'map_contains({0}, {1})', 'True where the map has the key.', [
    ["map_contains_key(map('a', 1), 'a')", 'true'],
  ]),
];
