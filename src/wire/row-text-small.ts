import type { Batch } from '../types/batch.ts';
import { columnMemory } from '../types/vectors.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

/** `t` and `f`. */
export class BooleanTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private bytes: Uint8Array = new Uint8Array(0);
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 1);
    this.bytes = data;
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return to - from;
  }

  put(_memory: Uint8Array, view: DataView, pos: number, row: number): number {
    view.setUint8(pos, this.bytes[row] === 0 ? 0x66 : 0x74);
    return pos + 1;
  }
}

/** Two lower-case hex digits as they lie in memory, the first in the low byte. */
const HEX = Uint16Array.from({ length: 256 }, (_, byte) => {
  const text = byte.toString(16).padStart(2, '0');
  return text.charCodeAt(0) | (text.charCodeAt(1) << 8);
});

/** The engine stores a UUID as a little-endian 128-bit integer with its highest bit flipped, so that it sorts. */
export class UuidTextWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private bytes: Uint8Array = new Uint8Array(0);
  private readonly column: number;

  constructor(column: number) {
    this.column = column;
  }

  attach(batch: Batch): void {
    const { data, valid } = columnMemory(batch, this.column, 16);
    this.bytes = data;
    this.valid = valid;
  }

  prepare(from: number, to: number): number {
    return (to - from) * 36;
  }

  put(_memory: Uint8Array, view: DataView, start: number, row: number): number {
    const last = row * 16 + 15;
    view.setUint16(start, HEX[(this.bytes[last] ?? 0) ^ 0x80] ?? 0, true);
    let pos = start + 2;
    for (let byte = 1; byte < 16; byte++) {
      if (byte === 4 || byte === 6 || byte === 8 || byte === 10) view.setUint8(pos++, 0x2d);
      view.setUint16(pos, HEX[this.bytes[last - byte] ?? 0] ?? 0, true);
      pos += 2;
    }
    return pos;
  }
}
