import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';
import type { JsFunction } from '../js-functions.ts';
import { DOUBLE, INTEGER, VARCHAR } from '../type-rules.ts';

/** A sketch is base64 of a mark, k, and 2^k ranks of a byte each. */
const MARK = 0x48;
const HEADER_BYTES = 2;

/** `codes` are `bucket * 64 + rank`, separated by commas. */
export function packSketch(codes: string, k: number): string {
  const sketch = Buffer.alloc(HEADER_BYTES + 2 ** k);
  sketch[0] = MARK;
  sketch[1] = k;
  for (const code of codes === '' ? [] : codes.split(',')) {
    const at = HEADER_BYTES + Math.floor(Number(code) / 64);
    sketch[at] = Math.max(sketch[at] ?? 0, Number(code) % 64);
  }
  return sketch.toString('base64');
}

function readSketch(text: string): { readonly k: number; readonly ranks: Uint8Array } {
  const bytes = Buffer.from(text, 'base64');
  const k = bytes[1] ?? 0;
  if (bytes[0] !== MARK || bytes.length !== HEADER_BYTES + 2 ** k) {
    throw new SqlError(SQLSTATE.invalidParameterValue, 'the text is not a sketch of hll_build_agg');
  }
  return { k, ranks: bytes.subarray(HEADER_BYTES) };
}

/** Sketches of different sizes are refused, or with `allowDifferent` folded to the smallest. */
export function mergeSketches(texts: string, allowDifferent: boolean): string {
  const sketches = texts.split(' ').map(readSketch);
  const k = Math.min(...sketches.map((sketch) => sketch.k));
  if (!allowDifferent && sketches.some((sketch) => sketch.k !== k)) {
    throw new SqlError(SQLSTATE.featureNotSupported, 'sketches of different sizes are not merged', {
      hint: 'Pass true as the second argument to merge them at the smallest size.',
    });
  }
  const ranks = new Uint8Array(2 ** k);
  for (const sketch of sketches) {
    const drop = sketch.k - k;
    sketch.ranks.forEach((rank, bucket) => {
      if (rank === 0) return;
      const low = bucket & (2 ** drop - 1);
      // The bits a bucket loses come first in the rank of the smaller sketch.
      const folded = drop === 0 ? rank : low === 0 ? rank + drop : drop - Math.floor(Math.log2(low));
      const at = bucket >> drop;
      ranks[at] = Math.max(ranks[at] ?? 0, folded);
    });
  }
  return Buffer.concat([Buffer.from([MARK, k]), ranks]).toString('base64');
}

/** HyperLogLog's estimate, by linear counting while buckets are empty; two decimals. Source: Flajolet et al., 2007. */
export function estimate(text: string): number {
  const { ranks } = readSketch(text);
  const m = ranks.length;
  const alpha = m === 16 ? 0.673 : m === 32 ? 0.697 : m === 64 ? 0.709 : 0.7213 / (1 + 1.079 / m);
  let sum = 0;
  let empty = 0;
  for (const rank of ranks) {
    sum += 2 ** -rank;
    if (rank === 0) empty++;
  }
  const plain = (alpha * m * m) / sum;
  const result = plain <= 2.5 * m && empty > 0 ? m * Math.log(m / empty) : plain;
  return Math.round(result * 100) / 100;
}

export const hllFunctions: readonly JsFunction[] = [
  {
    name: 'sh_hll_pack',
    parameters: [VARCHAR, INTEGER],
    result: VARCHAR,
    call: (codes, k) => packSketch(String(codes), Number(k)),
  },
  {
    name: 'sh_hll_merge',
    parameters: [VARCHAR, INTEGER],
    result: VARCHAR,
    call: (texts, allow) => mergeSketches(String(texts), Number(allow) === 1),
  },
  { name: 'sh_hll_estimate', parameters: [VARCHAR], result: DOUBLE, call: (text) => estimate(String(text)) },
];
