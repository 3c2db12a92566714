import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { JsFunction, JsValue } from '../js-functions.ts';
import { DOUBLE, INTEGER, listOf } from '../type-rules.ts';

/** Each value beyond the bins looks at all of them, on the thread that serves everybody: about half a second. */
const MOST_STEPS = 300_000_000;

/**
 * At most `most` bins of values, as middle, weight, middle, weight …, in ascending order. A value of a bin's middle goes to it,
 * any other makes a bin of its own; where that is one too many, the two nearest become one, at the middle of their weights.
 * Source: Ben-Haim and Tom-Tov, "A Streaming Parallel Decision Tree Algorithm", which Spark follows; of equal distances Spark
 * takes any, this the first.
 */
export function histogram(values: readonly number[], most: number): number[] {
  const middles = new Float64Array(most + 1);
  const weights = new Float64Array(most + 1);
  let used = 0;
  for (const value of values) {
    const at = placeOf(middles, used, value);
    if (at < used && middles[at] === value) {
      weights[at] = (weights[at] ?? 0) + 1;
      continue;
    }
    middles.copyWithin(at + 1, at, used);
    weights.copyWithin(at + 1, at, used);
    middles[at] = value;
    weights[at] = 1;
    used++;
    if (used > most) {
      joinNearest(middles, weights, used);
      used--;
    }
  }
  return Array.from({ length: 2 * used }, (_, i) => (i % 2 === 0 ? middles : weights)[i >> 1] ?? 0);
}

/** The first of the ascending middles that is not below the value. */
function placeOf(middles: Float64Array, used: number, value: number): number {
  let low = 0;
  let high = used;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((middles[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joinNearest(middles: Float64Array, weights: Float64Array, used: number): void {
  let at = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < used; i++) {
    const distance = (middles[i + 1] ?? 0) - (middles[i] ?? 0);
    if (distance < least) [at, least] = [i, distance];
  }
  const [a, b] = [weights[at] ?? 0, weights[at + 1] ?? 0];
  middles[at] = (middles[at] ?? 0) * (a / (a + b)) + (middles[at + 1] ?? 0) * (b / (a + b));
  weights[at] = a + b;
  middles.copyWithin(at + 1, at + 2, used);
  weights.copyWithin(at + 1, at + 2, used);
}

export const histogramFunctions: readonly JsFunction[] = [
  {
    name: 'sh_histogram',
    parameters: [listOf(DOUBLE), INTEGER],
    result: listOf(DOUBLE),
    call: (values, most) => {
      const list = values as readonly JsValue[] as readonly number[];
      if (list.length * Number(most) > MOST_STEPS) {
        throw new SqlError(
          SQLSTATE.programLimitExceeded,
          `the product of rows and bins exceeds the limit of ${MOST_STEPS} for histogram_numeric`,
        );
      }
      return histogram(list, Number(most));
    },
  },
];
