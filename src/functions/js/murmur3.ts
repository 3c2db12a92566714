import type { JsFunction } from '../js-functions.ts';
import { BIGINT, BLOB, DOUBLE, INTEGER } from '../type-rules.ts';

/** Murmur3 of 32 bits as Spark's `hash` has it: the bytes that fill no word are mixed in one by one. */

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

function mixK(k: number): number {
  const mixed = Math.imul(k, C1);
  return Math.imul((mixed << 15) | (mixed >>> 17), C2);
}
function mixH(hash: number, k: number): number {
  const mixed = hash ^ k;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
function finish(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

export function murmurInt(seed: number, value: number): number {
  return finish(mixH(seed, mixK(value)), 4);
}
export function murmurLong(seed: number, value: bigint): number {
  const low = Number(BigInt.asIntN(32, value));
  const high = Number(BigInt.asIntN(32, value >> 32n));
  return finish(mixH(mixH(seed, mixK(low)), mixK(high)), 8);
}
export function murmurBytes(seed: number, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const aligned = bytes.length - (bytes.length % 4);
  let hash = seed;
  for (let i = 0; i < aligned; i += 4) hash = mixH(hash, mixK(view.getInt32(i, true)));
  for (let i = aligned; i < bytes.length; i++) hash = mixH(hash, mixK(view.getInt8(i)));
  return finish(hash, bytes.length);
}

/** The bits of a double as Java's doubleToLongBits; -0.0 counts as 0.0. */
export function doubleBits(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Object.is(value, -0) ? 0 : value);
  return view.getBigInt64(0);
}
/** The bits of a float; -0.0 counts as 0.0. */
export function floatBits(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, Object.is(value, -0) ? 0 : value);
  return view.getInt32(0);
}

export const murmurFunctions: readonly JsFunction[] = [
  {
    name: 'sh_murmur_int',
    parameters: [INTEGER, INTEGER],
    result: INTEGER,
    call: (seed, value) => murmurInt(Number(seed), Number(value)),
  },
  {
    name: 'sh_murmur_long',
    parameters: [INTEGER, BIGINT],
    result: INTEGER,
    call: (seed, value) => murmurLong(Number(seed), value as bigint),
  },
  {
    name: 'sh_murmur_float',
    parameters: [INTEGER, DOUBLE],
    result: INTEGER,
    call: (seed, value) => murmurInt(Number(seed), floatBits(Number(value))),
  },
  {
    name: 'sh_murmur_double',
    parameters: [INTEGER, DOUBLE],
    result: INTEGER,
    call: (seed, value) => murmurLong(Number(seed), doubleBits(Number(value))),
  },
  {
    name: 'sh_murmur_bytes',
    parameters: [INTEGER, BLOB],
    result: INTEGER,
    call: (seed, bytes) => murmurBytes(Number(seed), bytes as Uint8Array),
  },
];
