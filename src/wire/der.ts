/** The little of DER (ITU-T X.690) that a self-signed certificate is written in, and read by. */

const CONSTRUCTED_CONTEXT = 0xa0;
const PRIMITIVE_CONTEXT = 0x80;

export function sequence(...items: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(items));
}

export function set(...items: readonly Buffer[]): Buffer {
  return element(0x31, Buffer.concat(items));
}

/** From dotted numbers: `1.2.840.10045.2.1`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A positive number, big-endian. */
export function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.from([0]) : bytes.subarray(first);
  const negative = digits.readUInt8(0) >= 0x80;
  return element(0x02, negative ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

export function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.from([value ? 0xff : 0]));
}

export function utf8String(text: string): Buffer {
  return element(0x0c, Buffer.from(text));
}

export function octetString(bytes: Buffer): Buffer {
  return element(0x04, bytes);
}

/** `unusedBits`: how many of the last byte do not count. */
export function bitString(bytes: Buffer, unusedBits = 0): Buffer {
  return element(0x03, Buffer.concat([Buffer.from([unusedBits]), bytes]));
}

/** UTCTime until 2049, as RFC 5280 wants it, GeneralizedTime from then on. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`;
  return date.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(digits.slice(2)))
    : element(0x18, Buffer.from(digits));
}

/** `[tag]` around other elements. */
export function explicit(tag: number, ...items: readonly Buffer[]): Buffer {
  return element(CONSTRUCTED_CONTEXT | tag, Buffer.concat(items));
}

/** `[tag]` in place of a primitive type's own. */
export function implicit(tag: number, bytes: Buffer): Buffer {
  return element(PRIMITIVE_CONTEXT | tag, bytes);
}

export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** The bytes behind the element. */
  readonly rest: Buffer;
}

/** The element at the start of `bytes`. Throws RangeError when it is cut off. */
export function readElement(bytes: Buffer): DerElement {
  const tag = bytes.readUInt8(0);
  const short = bytes.readUInt8(1);
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
  if (lengthBytes > 4) throw new RangeError('DER length of more than four bytes');
  const length = lengthBytes === 0 ? short & 0x7f : bytes.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  if (bytes.length < start + length) throw new RangeError('DER element is cut off');
  return { tag, content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), encodedLength(content.length), content]);
}

function encodedLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  return Buffer.from([0x82, length >>> 8, length & 0xff]);
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
