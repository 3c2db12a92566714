import type { SqlError } from '../core/sql-error.ts';
import { decodeUtf8 } from '../types/utf8.ts';
import { protocolError } from './protocol-error.ts';

/**
 * Reads the fields of one message's body in order. Running past the end, a string without its zero byte and bytes left
 * over throw 08P01; bytes that are not UTF-8 throw 22021.
 */
export class BodyReader {
  private readonly body: Buffer;
  private at = 0;

  constructor(body: Buffer) {
    this.body = body;
  }

  get remaining(): number {
    return this.body.length - this.at;
  }

  byte(): number {
    this.require(1);
    return this.body.readUInt8(this.at++);
  }

  int16(): number {
    this.require(2);
    const value = this.body.readUInt16BE(this.at);
    this.at += 2;
    return value;
  }

  int32(): number {
    this.require(4);
    const value = this.body.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  /** An OID: unsigned. */
  oid(): number {
    return this.int32() >>> 0;
  }

  cstring(): string {
    const end = this.body.indexOf(0, this.at);
    if (end < 0) throw protocolError('invalid string in message');
    const text = decodeUtf8(this.body.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }

  bytes(length: number): Buffer {
    if (length < 0) throw insufficientData();
    this.require(length);
    const value = this.body.subarray(this.at, this.at + length);
    this.at += length;
    return value;
  }

  rest(): Buffer {
    return this.bytes(this.remaining);
  }

  end(): void {
    if (this.remaining !== 0) throw protocolError('invalid message format', `${this.remaining} bytes are left over.`);
  }

  private require(n: number): void {
    if (this.remaining < n) throw insufficientData();
  }
}

function insufficientData(): SqlError {
  return protocolError('insufficient data left in message');
}
