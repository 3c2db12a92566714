import type { DataType } from '../../types/data-type.ts';
import { defining } from '../define.ts';
import type { FunctionDefinition, GeneratorColumn, LoweringCall } from '../definition.ts';
import { argument, raw } from '../sql-text.ts';
import { BIGINT, isTimestamp, TIMESTAMP } from '../type-rules.ts';

/** Series: `range` stands in FROM alone, `generate_series` also where a generator may, as PostgreSQL's clients write it. */

const define = defining({ section: 'spark', kind: 'table' });
const defineGenerator = defining({ section: 'spark', kind: 'generator' });

export const tables: readonly FunctionDefinition[] = [
  define(
    'range(bigint, bigint?, bigint?, int?) -> unknown',
    { 1: 'range({0})', 2: 'range({0}, {1})', 3: 'range({0}, {1}, {2})', 4: 'range({0}, {1}, {2})' },
    'Whole numbers from a start, or 0, up to and without an end; the column is id.',
    [],
  ),
  defineGenerator(
    'generate_series(any, any, any?) -> unknown',
    undefined,
    'Whole numbers, or times, from a start up to and with an end, as in PostgreSQL.',
    [],
    { generate: series, result: ([first]) => elementType(first) },
  ),
];

function series({ call, types }: LoweringCall): readonly GeneratorColumn[] {
  const type = elementType(types[0]);
  const bounds = [0, 1].map((i) => raw(`CAST({0} AS ${type.kind.toUpperCase()})`, argument(call, i)));
  const operands = call.args.length > 2 ? [...bounds, argument(call, 2)] : bounds;
  const places = operands.map((_, i) => `{${i}}`).join(', ');
  return [{ name: 'generate_series', type, expr: raw(`unnest(generate_series(${places}))`, ...operands) }];
}

function elementType(type: DataType | undefined): DataType {
  return type !== undefined && (type.kind === 'date' || isTimestamp(type)) ? TIMESTAMP : BIGINT;
}
