import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { Expr } from '../../sql/ast.ts';
import { aggregateCall, isNotNull } from '../aggregate-call.ts';
import { textOf } from '../casts.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { argument, literalBoolean, literalNumber, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';

/**
 * HyperLogLog sketches as text. Each value becomes one of 2^k buckets and a rank; the different pairs are few, so DISTINCT
 * keeps them small, and a JavaScript function packs them. The hash is MD5's, which no release of the engine changes. The
 * format is our own: sketches of other systems are not read.
 */

const aggregate = defining({ section: '3.2', kind: 'aggregate' });
const define = defining({ section: '3.2', kind: 'scalar' });
const DEFAULT_K = 12;

function lowerBuild({ call, source, types: argTypes }: LoweringCall): Expr {
  const k = source.args[1] === undefined ? DEFAULT_K : literalNumber(source.args[1]);
  if (k === undefined || k < 4 || k > 12 || !Number.isInteger(k)) {
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the size of a sketch must be a constant from 4 to 12');
  }
  const text = textOf({ expr: argument(call, 0), type: argTypes[0] ?? types.UNKNOWN });
  const pairs = aggregateCall(call, 'string_agg', {
    args: [raw(`sh.hll_code({0}, ${k})`, text), raw("','")],
    only: isNotNull(argument(call, 0)),
    distinct: true,
  });
  return raw(`sh_hll_pack(coalesce({0}, ''), ${k})`, pairs);
}

function lowerMerge({ call, source }: LoweringCall): Expr {
  const allow = source.args[1] === undefined ? false : literalBoolean(source.args[1]);
  if (allow === undefined)
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the second argument must be true or false');
  const all = aggregateCall(call, 'string_agg', { args: [argument(call, 0), raw("' '")], distinct: true });
  return raw(`sh_hll_merge({0}, ${allow ? 1 : 0})`, all);
}

const VALUES = '(VALUES (1), (2), (2), (3)) AS t(x)';

export const sketches: readonly FunctionDefinition[] = [
  aggregate('hll_build_agg(any, literal?) -> text', lowerBuild, 'A sketch of the different values.', [
    [`(SELECT hll_estimate(hll_build_agg(x)) FROM ${VALUES})`, '3.0'],
  ]),
  aggregate('hll_merge_agg(text, literal?) -> text', lowerMerge, 'The sketch of all that the sketches count.', [
    [`(SELECT hll_estimate(hll_merge_agg(s)) FROM (SELECT hll_build_agg(x) AS s FROM ${VALUES}))`, '3.0'],
  ]),
  aggregate(
    'hll_merge_count_agg(text, literal?) -> double',
    (call) => raw('sh_hll_estimate({0})', lowerMerge(call)),
    'The number of different values of all sketches, about.',
    [[`(SELECT hll_merge_count_agg(s) FROM (SELECT hll_build_agg(x) AS s FROM ${VALUES}))`, '3.0']],
  ),
  define(
    'hll_estimate(text) -> double',
    'sh_hll_estimate({0})',
    'The number of different values of a sketch, about.',
    [],
  ),
];
