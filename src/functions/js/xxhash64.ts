import type { JsFunction } from '../js-functions.ts';
import { BIGINT, BLOB, DOUBLE, INTEGER } from '../type-rules.ts';
import { doubleBits, floatBits } from './murmur3.ts';

/** xxHash64. Source: the xxHash specification; integers are hashed as their little-endian bytes, as Spark does. */

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const low = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, bits: bigint): bigint => low((value << bits) | (value >> (64n - bits)));
const round = (accumulator: bigint, input: bigint): bigint => low(rotate(low(accumulator + input * P2), 31n) * P1);
const merge = (hash: bigint, value: bigint): bigint => low((hash ^ round(0n, value)) * P1 + P4);

export function xxhash64(seed: bigint, bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  let hash: bigint;
  let at = 0;
  if (length >= 32) {
    let lanes: readonly [bigint, bigint, bigint, bigint] = [
      low(seed + P1 + P2),
      low(seed + P2),
      low(seed),
      low(seed - P1),
    ];
    for (; at <= length - 32; at += 32) {
      const word = (i: number): bigint => view.getBigUint64(at + 8 * i, true);
      lanes = [round(lanes[0], word(0)), round(lanes[1], word(1)), round(lanes[2], word(2)), round(lanes[3], word(3))];
    }
    hash = low(rotate(lanes[0], 1n) + rotate(lanes[1], 7n) + rotate(lanes[2], 12n) + rotate(lanes[3], 18n));
    for (const lane of lanes) hash = merge(hash, lane);
  } else hash = low(seed + P5);
  hash = low(hash + BigInt(length));
  for (; at <= length - 8; at += 8) hash = low(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4);
  if (at <= length - 4) {
    hash = low(rotate(hash ^ low(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < length; at++) hash = low(rotate(hash ^ low(BigInt(view.getUint8(at)) * P5), 11n) * P1);
  hash = low((hash ^ (hash >> 33n)) * P2);
  hash = low((hash ^ (hash >> 29n)) * P3);
  return BigInt.asIntN(64, hash ^ (hash >> 32n));
}

function ofInt(seed: bigint, value: number): bigint {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, true);
  return xxhash64(seed, bytes);
}
function ofLong(seed: bigint, value: bigint): bigint {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return xxhash64(seed, bytes);
}

export const xxhashFunctions: readonly JsFunction[] = [
  {
    name: 'sh_xxhash_int',
    parameters: [BIGINT, INTEGER],
    result: BIGINT,
    call: (seed, value) => ofInt(seed as bigint, Number(value)),
  },
  {
    name: 'sh_xxhash_long',
    parameters: [BIGINT, BIGINT],
    result: BIGINT,
    call: (seed, value) => ofLong(seed as bigint, value as bigint),
  },
  {
    name: 'sh_xxhash_float',
    parameters: [BIGINT, DOUBLE],
    result: BIGINT,
    call: (seed, value) => ofInt(seed as bigint, floatBits(Number(value))),
  },
  {
    name: 'sh_xxhash_double',
    parameters: [BIGINT, DOUBLE],
    result: BIGINT,
    call: (seed, value) => ofLong(seed as bigint, doubleBits(Number(value))),
  },
  {
    name: 'sh_xxhash_bytes',
    parameters: [BIGINT, BLOB],
    result: BIGINT,
    call: (seed, bytes) => xxhash64(seed as bigint, bytes as Uint8Array),
  },
];
