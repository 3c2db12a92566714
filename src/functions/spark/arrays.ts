import type { Expr } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { textsOf } from '../casts.ts';
import { toCommonType } from '../coerce.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { evaluatedOnce } from '../once.ts';
import { literalNumber, places, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Arrays. Positions count from 1 in `element_at` and `slice`, from 0 in subscripts. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

function lowerArray(call: LoweringCall): Expr {
  const { exprs, type } = toCommonType(typedArguments(call));
  if (exprs.length === 0) return raw('[]');
  const list = raw(`[${places(exprs.length)}]`, ...exprs);
  return types.isUnknown(type) || types.isNested(type) ? list : raw(`CAST({0} AS ${duckdbTypeName(type)}[])`, list);
}

/** Size of an array or map; -1 for NULL. */
function lowerSize({ call, types: argTypes }: LoweringCall): Expr {
  const name = argTypes[0]?.kind === 'map' ? 'cardinality' : 'len';
  return raw(`CAST(coalesce(${name}({0}), -1) AS INTEGER)`, ...call.args);
}

/** `element_at(list, i)` from 1, negative from the end; `element_at(map, key)`; NULL when absent. */
function lowerElementAt({ call, types: argTypes }: LoweringCall): Expr {
  if (argTypes[0]?.kind === 'map') return raw('map_extract_value({0}, {1})', ...call.args);
  const index = literalNumber(call.args[1]);
  return raw(index === undefined || index === 0 ? 'sh.element_at({0}, {1})' : '{0}[{1}]', ...call.args);
}
function elementAtType([container]: readonly DataType[]): DataType {
  return container?.kind === 'map' ? container.value : types.elementOf(container);
}

const elementType = ([list]: readonly DataType[]): DataType => types.elementOf(list);
const listOfArguments = (all: readonly DataType[]): DataType => types.listOf(types.commonTypeOf(all));
const listOfFirst = ([first]: readonly DataType[]): DataType => types.listOf(first ?? types.UNKNOWN);

function lowerJoin(call: LoweringCall): Expr {
  const [list, ...more] = call.call.args;
  const texts = textsOf({ expr: list ?? raw('NULL'), type: call.types[0] ?? types.UNKNOWN });
  return raw(`sh.array_join(${more.length === 1 ? '{0}, {1}' : '{0}, {1}, {2}'})`, texts, ...more);
}

/** Each argument is used in lambdas, which would compute what is no column anew for each element. */
function lowerSet(text: string): (call: LoweringCall) => Expr {
  return ({ call }) => {
    const isComputed = (index: number): boolean => call.args[index]?.kind !== 'column';
    return evaluatedOnce(call, isComputed, (once) => raw(text, ...once.args));
  };
}

export const arrays: readonly FunctionDefinition[] = [
  define(
    'array(any*) -> unknown',
    lowerArray,
    'An array of the arguments.',
    [
      ['array(1, 2)', '[1, 2]'],
      ["array(1, 'a')", '[1, a]'],
    ],
    { result: listOfArguments },
  ),
  define('size|cardinality(listOrMap) -> int', lowerSize, 'Number of elements; -1 for NULL.', [
    ['size(array(1, 2))', '2'],
    ['size(CAST(NULL AS array<int>))', '-1'],
  ]),
  beside('array_size(list) -> int', 'CAST(len({0}) AS INTEGER)', 'Number of elements; NULL for NULL.', [
    ['array_size(array(1, 2))', '2'],
  ]),
  define(
    'element_at(listOrMap, any) -> unknown',
    lowerElementAt,
    'Element by position from 1 (negative from the end), or value by key.',
    [
      ['element_at(array(1, 2, 3), -1)', '3'],
      ["element_at(map('a', 1), 'b')", 'NULL'],
    ],
    { result: elementAtType },
  ),
  beside(
    'try_element_at(listOrMap, any) -> unknown',
    lowerElementAt,
    'As element_at.',
    [['try_element_at(array(1, 2), 5)', 'NULL']],
    { result: elementAtType },
  ),
  beside(
    'get(list, int) -> element',
    'CASE WHEN {1} >= 0 THEN {0}[{1} + 1] END',
    'Element by position from 0; NULL beyond.',
    [
      ['get(array(1, 2), 0)', '1'],
      ['get(array(1, 2), -1)', 'NULL'],
    ],
  ),
  define(
    'array_contains(list, any) -> boolean',
    'sh.array_contains({0}, {1})',
    'True where the array has the value; NULL where only a NULL might be it.',
    [
      ['array_contains(array(1, 2), 2)', 'true'],
      ['array_contains(array(1, NULL), 2)', 'NULL'],
    ],
  ),
  define(
    'array_position(list, any) -> bigint',
    'CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN CAST(coalesce(list_position({0}, {1}), 0) AS BIGINT) END',
    'Place of the first equal element, from 1; 0 when absent.',
    [
      ['array_position(array(3, 2, 1), 1)', '3'],
      ['array_position(array(1), 5)', '0'],
    ],
  ),
  define(
    'array_distinct(list) -> same',
    lowerSet('sh.array_distinct({0})'),
    'The different elements, in order of appearance.',
    [['array_distinct(array(2, 1, 2, NULL, NULL))', '[2, 1, NULL]']],
  ),
  define(
    'array_union(list, list) -> common',
    lowerSet(
      'list_transform([CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN list_concat({0}, {1}) END], lambda sh_l: sh.array_distinct(sh_l))[1]',
    ),
    'The different elements of both.',
    [['array_union(array(1, 2), array(2, 3))', '[1, 2, 3]']],
  ),
  define(
    'array_intersect(list, list) -> common',
    lowerSet('sh.array_intersect({0}, {1})'),
    'The different elements that both have.',
    [['array_intersect(array(1, 2, 2), array(2, 3))', '[2]']],
  ),
  define(
    'array_except(list, list) -> common',
    lowerSet('sh.array_except({0}, {1})'),
    'The different elements of the first that the second has not.',
    [['array_except(array(1, 2, 2), array(2, 3))', '[1]']],
  ),
  define(
    'arrays_overlap(list, list) -> boolean',
    'sh.arrays_overlap({0}, {1})',
    'True where both have an element; NULL where only a NULL might be one.',
    [
      ['arrays_overlap(array(1, 2), array(2))', 'true'],
      ['arrays_overlap(array(1, NULL), array(2))', 'NULL'],
    ],
  ),
  define('array_join(list, text, text?) -> text', lowerJoin, 'The elements joined; NULLs are left out or replaced.', [
    ["array_join(array('a', NULL, 'b'), ',')", 'a,b'],
    ["array_join(array('a', NULL), ',', '?')", 'a,?'],
  ]),
  define('array_max(list) -> element', 'list_max({0})', 'Greatest element.', [['array_max(array(1, NULL, 3))', '3']]),
  define('array_min(list) -> element', 'list_min({0})', 'Least element.', [['array_min(array(1, NULL, 3))', '1']]),
  define(
    'array_remove(list, any) -> same',
    'CASE WHEN {1} IS NOT NULL THEN list_filter({0}, lambda sh_x: sh_x IS DISTINCT FROM {1}) END',
    'The array without the elements equal to the value.',
    [['array_remove(array(1, 2, NULL, 2), 2)', '[1, NULL]']],
  ),
  define(
    'array_repeat(any, int) -> unknown',
    'list_transform(range({1}), lambda sh_i: {0})',
    'The value n times.',
    [['array_repeat(1, 3)', '[1, 1, 1]']],
    { result: listOfFirst },
  ),
  define(
    'sort_array(list, boolean?) -> same',
    {
      1: "list_sort({0}, 'ASC', 'NULLS FIRST')",
      2: "CASE WHEN {1} THEN list_sort({0}, 'ASC', 'NULLS FIRST') ELSE list_sort({0}, 'DESC', 'NULLS LAST') END",
    },
    'Sorted: ascending with NULLs first, or descending with NULLs last.',
    [
      ['sort_array(array(3, NULL, 1))', '[NULL, 1, 3]'],
      ['sort_array(array(3, NULL, 1), false)', '[3, 1, NULL]'],
    ],
  ),
  define(
    'flatten(list) -> unknown',
    'sh.flatten({0})',
    'One level of nesting less; NULL when an inner array is NULL.',
    [['flatten(array(array(1), array(2, 3)))', '[1, 2, 3]']],
    { result: elementType },
  ),
  define(
    'slice(list, int, int) -> same',
    'sh.slice({0}, {1}, {2})',
    'Part of the array from a position (from 1, negative from the end), of a length.',
    [
      ['slice(array(1, 2, 3, 4), 2, 2)', '[2, 3]'],
      ['slice(array(1, 2, 3, 4), -2, 2)', '[3, 4]'],
    ],
  ),
  define(
    'shuffle(list) -> same',
    "list_transform(list_sort(list_transform({0}, lambda sh_x: {{'r': random(), 'v': sh_x})), lambda sh_x: sh_x.v)",
    'The elements in a random order.',
    [['size(shuffle(array(1, 2)))', '2']],
    { volatile: true },
  ),
  beside(
    'array_append(list, any) -> same',
    'CASE WHEN {0} IS NOT NULL THEN list_append({0}, {1}) END',
    'The array with one element more at its end.',
    [['array_append(array(1), 2)', '[1, 2]']],
  ),
  beside(
    'array_prepend(list, any) -> same',
    'CASE WHEN {0} IS NOT NULL THEN list_prepend({1}, {0}) END',
    'The array with one element more at its start.',
    [['array_prepend(array(1), 2)', '[2, 1]']],
  ),
  beside(
    'array_insert(list, int, any) -> same',
    'sh.array_insert({0}, {1}, {2})',
    'The array with an element inserted at a position, from 1.',
    [['array_insert(array(1, 3), 2, 2)', '[1, 2, 3]']],
  ),
  beside('array_compact(list) -> same', 'list_filter({0}, lambda sh_x: sh_x IS NOT NULL)', 'The array without NULLs.', [
    ['array_compact(array(1, NULL))', '[1]'],
  ]),
];
