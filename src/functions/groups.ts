import type { FunctionDefinition } from './definition.ts';
import { aggregates } from './spark/aggregates.ts';
import { arrays } from './spark/arrays.ts';
import { conditional } from './spark/conditional.ts';
import { dates } from './spark/dates.ts';
import { maps } from './spark/maps.ts';
import { math } from './spark/math.ts';
import { strings } from './spark/strings.ts';
import { windows } from './spark/windows.ts';

/** Every group of definitions. A name may stand in one group only. */
export const GROUPS: readonly (readonly FunctionDefinition[])[] = [
  aggregates,
  windows,
  conditional,
  math,
  strings,
  dates,
  arrays,
  maps,
];
