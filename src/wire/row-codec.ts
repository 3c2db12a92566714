import { columnCodec } from '../types/announced.ts';
import type { Batch } from '../types/batch.ts';
import type { Codec } from '../types/codec.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import { type ItemReader, itemReader } from '../types/vector-items.ts';
import { OutputBuffer } from './output-buffer.ts';
import { putBytes } from './row-bytes.ts';
import { type ColumnWriter, NOTHING_VALID } from './row-writer.ts';

/**
 * Any type, by its codec, a slice ahead: for what has no writer of its own. `change` is applied to texts, for COPY's
 * escapes.
 */
export class CodecWriter implements ColumnWriter {
  valid = NOTHING_VALID;
  private batch: Batch | undefined;
  private starts: Int32Array = new Int32Array(0);
  private readonly encoded = new OutputBuffer();
  private readonly column: Column;
  private readonly index: number;
  private readonly codec: Codec;
  private readonly read: ItemReader;
  private readonly context: EncodeContext;
  private readonly change: ((text: string) => string) | 'binary';

  constructor(column: Column, index: number, context: EncodeContext, change: ((text: string) => string) | 'binary') {
    this.column = column;
    this.index = index;
    this.context = context;
    this.change = change;
    this.codec = columnCodec(column);
    this.read = itemReader(column.type);
  }

  attach(batch: Batch): void {
    this.batch = batch;
    this.valid = new Uint8Array((batch.rowCount >> 3) + 1);
    this.starts = new Int32Array(batch.rowCount + 1);
  }

  prepare(from: number, to: number): number {
    const { encoded, starts, valid, codec, change } = this;
    const vector = this.batch?.getColumnVector(this.index);
    encoded.truncate(0);
    for (let row = from; row < to; row++) {
      const value = vector === undefined ? null : this.read(vector, row);
      starts[row] = encoded.position;
      if (value === null) continue;
      valid[row >> 3] = (valid[row >> 3] ?? 0) | (1 << (row & 7));
      if (change === 'binary') encoded.bytes(codec.encodeBinary(value, this.column.type, this.context));
      else encoded.utf8(change(codec.encodeText(value, this.column.type, this.context)));
    }
    starts[to] = encoded.position;
    return encoded.position;
  }

  put(memory: Uint8Array, view: DataView, pos: number, row: number): number {
    const start = this.starts[row] ?? 0;
    const { encoded } = this;
    return putBytes(memory, view, pos, encoded.memory, encoded.view, start, (this.starts[row + 1] ?? 0) - start);
  }
}
