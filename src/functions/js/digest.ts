import { createHash } from 'node:crypto';
import type { JsFunction } from '../js-functions.ts';
import { BIGINT, BLOB, INTEGER, VARCHAR } from '../type-rules.ts';

const ALGORITHMS: Readonly<Record<number, string>> = {
  0: 'sha256',
  224: 'sha224',
  256: 'sha256',
  384: 'sha384',
  512: 'sha512',
};

const CRC_TABLE: readonly number[] = Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** The CRC-32 of zip and gzip, unsigned. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

export const digestFunctions: readonly JsFunction[] = [
  {
    name: 'sh_sha2',
    parameters: [BLOB, INTEGER],
    result: VARCHAR,
    call: (bytes, bits) => {
      const algorithm = ALGORITHMS[Number(bits)];
      return algorithm === undefined
        ? null
        : createHash(algorithm)
            .update(bytes as Uint8Array)
            .digest('hex');
    },
  },
  { name: 'sh_crc32', parameters: [BLOB], result: BIGINT, call: (bytes) => BigInt(crc32(bytes as Uint8Array)) },
];
