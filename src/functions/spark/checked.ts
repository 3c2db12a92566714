import { RAISED_MARK } from '../../core/raised-error.ts';
import type { Expr } from '../../sql/ast.ts';
import { type DataType, duckdbTypeName } from '../../types/data-type.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { lowerBinary } from '../operators.ts';
import { raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Arithmetic that gives NULL where the result does not fit, and errors on demand. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

function operator(
  call: LoweringCall,
  op: '+' | '-' | '*' | '/' | '%',
): { readonly expr: Expr; readonly type: DataType } {
  const [left, right] = typedArguments(call);
  if (left === undefined || right === undefined) return { expr: raw('NULL'), type: types.UNKNOWN };
  const { span } = call.call;
  const [writtenLeft = left.expr, writtenRight = right.expr] = call.source.args;
  const node = { kind: 'binary', op, left: writtenLeft, right: writtenRight, span, opSpan: span } as const;
  const plain = lowerBinary(node, left, right);
  if (!types.isInteger(plain.type) || op === '/' || op === '%') return plain;
  const wide = raw(`(CAST({0} AS HUGEINT) ${op} {1})`, left.expr, right.expr);
  return { expr: raw(`TRY_CAST({0} AS ${duckdbTypeName(plain.type)})`, wide), type: plain.type };
}

const checked = (name: string, op: '+' | '-' | '*' | '/' | '%', summary: string, example: readonly [string, string]) =>
  beside(`${name}(any, any) -> unknown`, (call) => operator(call, op).expr, summary, [example], {
    result: (_, call) => operator(call, op).type,
  });

const message = (call: LoweringCall): Expr =>
  raw(`error('${RAISED_MARK}' || coalesce({0}, 'null'))`, call.call.args[0] ?? raw('NULL'));

export const checkedFunctions: readonly FunctionDefinition[] = [
  checked('try_add', '+', 'Sum; NULL when it is too large.', ['try_add(2147483647, 1)', 'NULL']),
  checked('try_subtract', '-', 'Difference; NULL when it is too large.', ['try_subtract(1, 2)', '-1']),
  checked('try_multiply', '*', 'Product; NULL when it is too large.', ['try_multiply(2, 3)', '6']),
  checked('try_divide', '/', 'Quotient; NULL for a zero divisor.', ['try_divide(1, 0)', 'NULL']),
  checked('try_mod', '%', 'Remainder; NULL for a zero divisor.', ['try_mod(5, 0)', 'NULL']),
  define(
    'assert_true(boolean, text?) -> unknown',
    {
      1: `CASE WHEN {0} THEN NULL ELSE error('${RAISED_MARK}assert_true: the condition is not true') END`,
      2: `CASE WHEN {0} THEN NULL ELSE error('${RAISED_MARK}' || coalesce({1}, 'null')) END`,
    },
    'NULL, or an error where the condition is not true.',
    [['assert_true(1 < 2)', 'NULL']],
  ),
  define('raise_error(text) -> unknown', message, 'An error with that text.', []),
  define('monotonically_increasing_id() -> bigint', '(row_number() OVER () - 1)', 'A number that no other row has.', [
    ['monotonically_increasing_id()', '0'],
  ]),
  beside('input_file_name() -> text', "''", 'Empty: rows come from no file.', [['input_file_name()', '']]),
  beside(
    'input_file_block_start|input_file_block_length() -> bigint',
    'CAST(-1 AS BIGINT)',
    'Always -1: rows come from no file.',
    [['input_file_block_start()', '-1']],
  ),
  beside('spark_partition_id() -> int', '0', 'Always 0.', [['spark_partition_id()', '0']]),
  beside('version() -> text', "'3.5.0'", 'The version of Spark whose meaning functions have.', [
    ['version()', '3.5.0'],
  ]),
];
