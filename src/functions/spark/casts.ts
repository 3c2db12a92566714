import type { Expr } from '../../sql/ast.ts';
import type { DataType } from '../../types/data-type.ts';
import { castTo } from '../casts.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, LoweringCall } from '../definition.ts';
import { quote, raw } from '../sql-text.ts';
import * as types from '../type-rules.ts';
import { typedArguments } from './conditional.ts';

/** Types as functions: as CAST, with NULL for a value that has no meaning in the type. */

const define = defining({ section: '3.3', kind: 'scalar' });
const beside = defining({ section: 'spark', kind: 'scalar' });

function conversion(to: DataType) {
  return (call: LoweringCall): Expr =>
    castTo(typedArguments(call)[0] ?? { expr: raw('NULL'), type: types.UNKNOWN }, to, 'null');
}

function lowerTypeOf({ types: argTypes, call }: LoweringCall): Expr {
  const [type] = argTypes;
  if (type !== undefined && !types.isUnknown(type)) return raw(quote(types.sparkTypeName(type)));
  return call.args[0]?.kind === 'null' ? raw("'void'") : raw('lower(typeof({0}))', ...call.args);
}

export const casts: readonly FunctionDefinition[] = [
  define('bigint(any) -> bigint', conversion(types.BIGINT), 'The value as bigint.', [
    ["bigint('12')", '12'],
    ["bigint('x')", 'NULL'],
  ]),
  define('binary(any) -> binary', conversion(types.BLOB), 'The value as bytes.', [["hex(binary('a'))", '61']]),
  define('boolean(any) -> boolean', conversion(types.BOOLEAN), 'The value as boolean.', [["boolean('yes')", 'true']]),
  define('date(any) -> date', conversion(types.DATE), 'The value as date.', [
    ["date('2024-03-05')", '2024-03-05'],
    ["date('x')", 'NULL'],
  ]),
  define(
    'decimal(any) -> unknown',
    conversion(types.decimal(10, 0)),
    'The value as decimal(10,0).',
    [["decimal('12.5')", '13']],
    { result: () => types.decimal(10, 0) },
  ),
  define('double(any) -> double', conversion(types.DOUBLE), 'The value as double.', [["double('1.5')", '1.5']]),
  define('float(any) -> float', conversion(types.FLOAT), 'The value as float.', [["float('1.5')", '1.5']]),
  define('int|integer(any) -> int', conversion(types.INTEGER), 'The value as int; a fraction is cut off.', [
    ["int('12')", '12'],
    ['int(1.9)', '1'],
  ]),
  define('smallint(any) -> unknown', conversion(types.SMALLINT), 'The value as smallint.', [["smallint('12')", '12']], {
    result: () => types.SMALLINT,
  }),
  define('string(any) -> text', conversion(types.VARCHAR), 'The value as text.', [
    ['string(1.5)', '1.5'],
    ['string(array(1, 2))', '[1, 2]'],
  ]),
  define('tinyint(any) -> unknown', conversion(types.TINYINT), 'The value as tinyint.', [["tinyint('12')", '12']], {
    result: () => types.TINYINT,
  }),
  define('timestamp(any) -> timestamp', conversion(types.TIMESTAMP), 'The value as timestamp.', [
    ["timestamp('2024-03-05')", '2024-03-05 00:00:00'],
  ]),
  beside('typeof(any) -> text', lowerTypeOf, 'Name of the type.', [
    ['typeof(1)', 'int'],
    ['typeof(array(1))', 'array<int>'],
  ]),
];
