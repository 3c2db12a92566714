import { defining } from '../define.ts';
import type { FunctionDefinition } from '../definition.ts';

/** Functions that stand in FROM alone. */

const define = defining({ section: 'spark', kind: 'table' });

export const tables: readonly FunctionDefinition[] = [
  define(
    'range(bigint, bigint?, bigint?, int?) -> unknown',
    { 1: 'range({0})', 2: 'range({0}, {1})', 3: 'range({0}, {1}, {2})', 4: 'range({0}, {1}, {2})' },
    'Whole numbers from a start, or 0, up to and without an end; the column is id.',
    [],
  ),
  define(
    'generate_series(bigint, bigint, bigint?) -> unknown',
    { 2: 'generate_series({0}, {1})', 3: 'generate_series({0}, {1}, {2})' },
    'Whole numbers from a start up to and with an end, as in PostgreSQL.',
    [],
  ),
];
