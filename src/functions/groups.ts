import { attribution } from './adobe/attribution.ts';
import { catalog } from './adobe/catalog.ts';
import { neighbours } from './adobe/neighbours.ts';
import { sessions } from './adobe/sessions.ts';
import { sketches } from './adobe/sketches.ts';
import type { FunctionDefinition } from './definition.ts';
import { harmless } from './duckdb/harmless.ts';
import { moments } from './postgres/moments.ts';
import { aggregates } from './spark/aggregates.ts';
import { arrays } from './spark/arrays.ts';
import { bits } from './spark/bits.ts';
import { casts } from './spark/casts.ts';
import { checkedFunctions } from './spark/checked.ts';
import { conditional } from './spark/conditional.ts';
import { dateText } from './spark/date-text.ts';
import { dateUnits } from './spark/date-units.ts';
import { dates } from './spark/dates.ts';
import { encoding } from './spark/encoding.ts';
import { formatting } from './spark/formatting.ts';
import { generators } from './spark/generators.ts';
import { higherOrder } from './spark/higher-order.ts';
import { json } from './spark/json.ts';
import { lists } from './spark/lists.ts';
import { maps } from './spark/maps.ts';
import { math } from './spark/math.ts';
import { numberText } from './spark/number-text.ts';
import { patterns } from './spark/patterns.ts';
import { refusedFunctions } from './spark/refused.ts';
import { statistics } from './spark/statistics.ts';
import { strings } from './spark/strings.ts';
import { structs } from './spark/structs.ts';
import { tables } from './spark/tables.ts';
import { windows } from './spark/windows.ts';
import { xml } from './spark/xml.ts';

/** Every group of definitions. A name may stand in one group only. */
export const GROUPS: readonly (readonly FunctionDefinition[])[] = [
  aggregates,
  statistics,
  windows,
  conditional,
  math,
  bits,
  checkedFunctions,
  casts,
  strings,
  patterns,
  encoding,
  formatting,
  numberText,
  dates,
  dateText,
  dateUnits,
  arrays,
  maps,
  structs,
  lists,
  higherOrder,
  generators,
  json,
  xml,
  tables,
  sessions,
  neighbours,
  attribution,
  sketches,
  catalog,
  refusedFunctions,
  harmless,
  moments,
];
