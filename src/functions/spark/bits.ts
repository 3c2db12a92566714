import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { shift } from '../operators.ts';
import { raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Bits of whole numbers. */

const beside = defining({ section: 'spark', kind: 'scalar' });

function shifting(op: '<<' | '>>' | '>>>') {
  return (call: LoweringCall): Expr => {
    const [value, count] = typedArguments(call);
    return value && count ? shift(op, value, count).expr : raw('NULL');
  };
}

/** Shifts of narrow integers are int. */
const sameBits = ([type]: readonly DataType[]): DataType => (type?.kind === 'bigint' ? types.BIGINT : types.INTEGER);

export const bits: readonly FunctionDefinition[] = [
  beside('shiftleft(any, any) -> same', shifting('<<'), 'Bits shifted left.', [['shiftleft(2, 1)', '4']], {
    result: sameBits,
  }),
  beside('shiftright(any, any) -> same', shifting('>>'), 'Bits shifted right.', [['shiftright(4, 1)', '2']], {
    result: sameBits,
  }),
  beside(
    'shiftrightunsigned(any, any) -> same',
    shifting('>>>'),
    'Bits shifted right, zeros coming in.',
    [['shiftrightunsigned(4, 1)', '2']],
    { result: sameBits },
  ),
  beside(
    'bit_count(bigint / boolean) -> int',
    'CAST(bit_count(CAST({0} AS BIGINT)) AS INTEGER)',
    'Number of bits that are set.',
    [['bit_count(5)', '2']],
  ),
  beside(
    'bitmap_bit_position(bigint) -> bigint',
    'CAST(CASE WHEN {0} > 0 THEN ({0} - 1) % 32768 ELSE -{0} % 32768 END AS BIGINT)',
    'The bit of a number in its bitmap.',
    [['bitmap_bit_position(123)', '122']],
  ),
  beside(
    'bitmap_bucket_number(bigint) -> bigint',
    'CAST(CASE WHEN {0} > 0 THEN 1 + ({0} - 1) // 32768 ELSE {0} // 32768 END AS BIGINT)',
    'The number of the bitmap a number is in.',
    [['bitmap_bucket_number(123)', '1']],
  ),
  beside(
    'bit_get|getbit(bigint, int) -> int',
    'CAST((CAST({0} AS BIGINT) >> {1}) & 1 AS TINYINT)',
    'The bit at a position.',
    [['bit_get(5, 2)', '1']],
    { result: () => types.TINYINT },
  ),
];
