import type { Expr } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { textOf } from '../casts.ts';
import { toCommonType } from '../coerce.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Choices from argument lists, and lists and maps made of texts or bounds. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });
function lowerElt(call: LoweringCall): Expr {
  const [index, ...choices] = typedArguments(call);
  const texts = choices.map((choice) => (choice.type.kind === 'blob' ? choice.expr : textOf(choice)));
  return raw(
    `CASE WHEN {0} > 0 THEN [${texts.map((_, i) => `{${i + 1}}`).join(', ')}][CAST({0} AS INTEGER)] END`,
    index?.expr ?? raw('NULL'),
    ...texts,
  );
}

function lowerField(call: LoweringCall): Expr {
  const { exprs } = toCommonType(typedArguments(call));
  return raw(
    `CASE WHEN {0} IS NULL THEN 0 ELSE coalesce(list_position([${exprs
      .slice(1)
      .map((_, i) => `{${i + 1}}`)
      .join(', ')}], {0}), 0) END`,
    ...exprs,
  );
}

/** Numbers step by 1 or -1, dates and times by a day. A step of the wrong sign is an error in Spark, and here. */
function lowerSequence(call: LoweringCall): Expr {
  const [start, stop, step] = typedArguments(call);
  if (start === undefined || stop === undefined) return raw('NULL');
  if (types.isDatetime(start.type) || types.isDatetime(stop.type)) {
    const type = sequenceType(call.types);
    const days = 'CASE WHEN {0} <= {1} THEN INTERVAL 1 DAY ELSE -INTERVAL 1 DAY END';
    const list = raw(
      `generate_series(CAST({0} AS TIMESTAMP), CAST({1} AS TIMESTAMP), ${step === undefined ? days : '{2}'})`,
      start.expr,
      stop.expr,
      ...(step ? [step.expr] : []),
    );
    return raw(`CAST({0} AS ${duckdbTypeName(type)})`, list);
  }
  const type = sequenceType(call.types);
  const list =
    step === undefined
      ? raw(
          'generate_series(CAST({0} AS BIGINT), CAST({1} AS BIGINT), CASE WHEN {0} <= {1} THEN 1 ELSE -1 END)',
          start.expr,
          stop.expr,
        )
      : raw('sh.number_sequence({0}, {1}, {2})', start.expr, stop.expr, step.expr);
  return raw(`CAST({0} AS ${duckdbTypeName(type)})`, list);
}
function sequenceType([start, stop]: readonly DataType[]): DataType {
  const common = types.commonTypeOf([start ?? types.UNKNOWN, stop ?? types.UNKNOWN]);
  return types.listOf(types.isUnknown(common) ? types.BIGINT : common);
}

export const lists: readonly FunctionDefinition[] = [
  beside('elt(int, any*) -> text', lowerElt, 'The n-th of the further arguments; NULL beyond.', [
    ["elt(2, 'a', 'b')", 'b'],
    ["elt(3, 'a')", 'NULL'],
  ]),
  beside('field(any, any*) -> int', lowerField, 'Place of the first among the further arguments; 0 when absent.', [
    ["field('b', 'a', 'b')", '2'],
  ]),
  define(
    'str_to_map(text, text?, text?) -> unknown',
    {
      1: "sh.str_to_map({0}, ',', ':')",
      2: "sh.str_to_map({0}, {1}, ':')",
      3: 'sh.str_to_map({0}, {1}, {2})',
    },
    'A map of a text of pairs.',
    [["str_to_map('a:1,b')", '{a -> 1, b -> NULL}']],
    { result: () => types.mapOf(types.VARCHAR, types.VARCHAR) },
  ),
  define(
    'sequence(any, any, any?) -> unknown',
    lowerSequence,
    'The values from start to stop, both included.',
    [
      ['sequence(1, 3)', '[1, 2, 3]'],
      ['sequence(3, 1)', '[3, 2, 1]'],
      ["sequence(date '2024-01-01', date '2024-03-01', interval 1 month)", '[2024-01-01, 2024-02-01, 2024-03-01]'],
    ],
    { result: sequenceType },
  ),
];
