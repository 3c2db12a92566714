import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { castTo } from '../casts.ts';
import { toCommonType } from '../coerce.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall, Typed } from '../definition.ts';
import { comparison } from '../operators.ts';
import { places, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';

/** Choices between values, and tests. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

export function typedArguments({ call, types: argTypes }: LoweringCall): readonly Typed[] {
  return call.args.map((expr, i) => ({ expr, type: argTypes[i] ?? types.UNKNOWN }));
}

/** Branches brought to one type first: in Spark text wins, DuckDB would read the text as a number. */
function unified(text: (count: number) => string, from = 0): (call: LoweringCall) => Expr {
  return (call) => {
    const args = typedArguments(call);
    const { exprs } = toCommonType(args.slice(from));
    return raw(text(args.length), ...args.slice(0, from).map((arg) => arg.expr), ...exprs);
  };
}

function lowerNullIf(call: LoweringCall): Expr {
  const [left, right] = typedArguments(call);
  if (left === undefined || right === undefined) return raw('NULL');
  return raw('CASE WHEN {0} THEN NULL ELSE {1} END', comparison('=', left, right), left.expr);
}

/** `decode(x, search, result, …, default)`: NULL equals NULL here. With two arguments it reads bytes. */
function lowerDecode(call: LoweringCall): Expr {
  const args = typedArguments(call);
  const [subject, second] = args;
  if (subject === undefined || second === undefined) return raw('NULL');
  if (args.length === 2) return raw('sh.decode_bytes({0}, {1})', castTo(subject, types.BLOB, 'null'), second.expr);
  const pairs = args.slice(1);
  const results = pairs.filter((_, i) => i % 2 === 1 || i === pairs.length - 1);
  const common = toCommonType(results);
  const branches: Expr[] = [];
  let text = 'CASE';
  let result = 0;
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const search = pairs[i];
    const value = common.exprs[result++];
    if (search === undefined || value === undefined) continue;
    branches.push(comparison('<=>', subject, search), value);
    text += ` WHEN {${branches.length - 2}} THEN {${branches.length - 1}}`;
  }
  const otherwise = pairs.length % 2 === 1 ? common.exprs[result] : undefined;
  return otherwise === undefined
    ? raw(`${text} END`, ...branches)
    : raw(`${text} ELSE {${branches.length}} END`, ...branches, otherwise);
}

const branchType = (from: number) => (args: readonly DataType[]) => types.commonTypeOf(args.slice(from));

export const conditional: readonly FunctionDefinition[] = [
  define(
    'coalesce(any, any*) -> common',
    unified((n) => `coalesce(${places(n)})`),
    'The first value that is present.',
    [
      ['coalesce(NULL, 2, 3)', '2'],
      ['coalesce(NULL, NULL)', 'NULL'],
    ],
  ),
  define(
    'ifnull|nvl(any, any) -> common',
    unified(() => 'coalesce({0}, {1})'),
    'The second value where the first is NULL.',
    [["nvl(NULL, 'x')", 'x']],
  ),
  define(
    'nvl2(any, any, any) -> unknown',
    unified(() => 'CASE WHEN {0} IS NOT NULL THEN {1} ELSE {2} END', 1),
    'The second value where the first is present, else the third.',
    [['nvl2(NULL, 1, 2)', '2']],
    { result: branchType(1) },
  ),
  define('nullif(any, any) -> same', lowerNullIf, 'NULL where the two are equal, else the first.', [
    ['nullif(2, 2)', 'NULL'],
  ]),
  define(
    'if|iff(boolean, any, any) -> unknown',
    unified(() => 'CASE WHEN {0} THEN {1} ELSE {2} END', 1),
    'One of two values by a condition.',
    [
      ['if(1 < 2, 10, 20)', '10'],
      ['if(NULL, 10, 20)', '20'],
    ],
    { result: branchType(1) },
  ),
  define(
    'greatest(any, any, any*) -> common',
    unified((n) => `greatest(${places(n)})`),
    'Greatest value; NULLs are left out.',
    [['greatest(1, NULL, 3)', '3']],
  ),
  define(
    'least(any, any, any*) -> common',
    unified((n) => `least(${places(n)})`),
    'Least value; NULLs are left out.',
    [['least(4, NULL, 3)', '3']],
  ),
  define('isnull(any) -> boolean', '({0} IS NULL)', 'True for NULL.', [['isnull(NULL)', 'true']]),
  define('isnotnull(any) -> boolean', '({0} IS NOT NULL)', 'True for a value.', [['isnotnull(1)', 'true']]),
  define('isnan(double) -> boolean', 'coalesce(isnan({0}), false)', 'True for NaN, false for NULL.', [
    ["isnan(double('NaN'))", 'true'],
    ['isnan(NULL)', 'false'],
  ]),
  define(
    'nanvl(double, double) -> double',
    'CASE WHEN isnan({0}) THEN {1} ELSE {0} END',
    'The second where the first is NaN.',
    [["nanvl(double('NaN'), 1.5)", '1.5']],
  ),
  beside(
    'equal_null(any, any) -> boolean',
    (call) => {
      const [left, right] = typedArguments(call);
      return left && right ? comparison('<=>', left, right) : raw('NULL');
    },
    'True where both are equal or both NULL.',
    [['equal_null(NULL, NULL)', 'true']],
  ),
  define(
    'decode(any, any, any*) -> unknown',
    lowerDecode,
    'Bytes as text; or the result for the first equal search value.',
    [
      ["decode(2, 1, 'a', 2, 'b', 'c')", 'b'],
      ["decode(encode('ab', 'utf-8'), 'utf-8')", 'ab'],
    ],
    {
      result: (args) =>
        args.length === 2
          ? types.VARCHAR
          : types.commonTypeOf(
              args.filter((_, i) => i > 1 && (i % 2 === 0 || (i === args.length - 1 && args.length % 2 === 0))),
            ),
    },
  ),
];
