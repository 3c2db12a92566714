import type { Format } from '../session/client-session.ts';
import type { Batch, BatchSlice } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import type { OutputBuffer } from './output-buffer.ts';
import type { RowEncoder } from './row-encoder.ts';
import { type RowFrame, type RowLoop, rowLoop } from './row-loop.ts';
import { physicalColumns } from './row-types.ts';
import type { ColumnWriter } from './row-writer.ts';
import { columnWriter } from './row-writers.ts';

/**
 * Rows to the socket: `rows.ts` writes DataRow messages, `copy-rows.ts` the rows of COPY. Both read the engine's memory
 * (`types/vectors.ts`) by a writer per column (`row-writers.ts`) in a generated loop (`row-loop.ts`); `row-plain.ts` is the
 * same result by the slow and simple way.
 */
export function createRowEncoder(
  columns: readonly Column[],
  formats: readonly Format[],
  context: EncodeContext,
): RowEncoder {
  const frame = dataRowFrame(columns.length);
  return new WriterEncoder(frame, `DataRow ${columns.length}`, (batch) =>
    physicalColumns(columns, formats, batch, context).map((column, index) =>
      columnWriter(column, index, formats[index] ?? 0, context),
    ),
  );
}

/** Makes its writers at the first batch, which alone says for certain what the engine's memory holds. */
export class WriterEncoder implements RowEncoder {
  private readonly frame: RowFrame;
  private readonly frameName: string;
  private readonly makeWriters: (batch: Batch) => readonly ColumnWriter[];
  private writers: readonly ColumnWriter[] = [];
  private loop: RowLoop | undefined;
  private attached: Batch | undefined;

  constructor(frame: RowFrame, frameName: string, makeWriters: (batch: Batch) => readonly ColumnWriter[]) {
    this.frame = frame;
    this.frameName = frameName;
    this.makeWriters = makeWriters;
  }

  encode({ batch, from, to }: BatchSlice, out: OutputBuffer): void {
    if (from >= to) return;
    if (this.loop === undefined) {
      this.writers = this.makeWriters(batch);
      this.loop = rowLoop(this.writers, this.frame, this.frameName);
    }
    const { writers, frame } = this;
    if (this.attached !== batch) {
      for (const writer of writers) writer.attach(batch);
      this.attached = batch;
    }
    let room = (to - from) * (frame.rowBytes + writers.length * frame.valueBytes) + SLACK_BYTES;
    for (const writer of writers) room += writer.prepare(from, to);
    out.ensure(room);
    out.position = this.loop(out.memory, out.view, out.position, from, to, writers);
  }
}

/** Short strings are copied by words, past their end. */
const SLACK_BYTES = 16;

/** 'D', int32 length, int16 count, then per column int32 length or -1, and the value. */
function dataRowFrame(columnCount: number): RowFrame {
  return {
    rowBytes: 7,
    valueBytes: 4,
    begin: `view.setUint8(pos, 0x44); view.setInt16(pos + 5, ${columnCount}); pos += 7;`,
    value: (_index, put) => `end = ${put('pos + 4')}; view.setInt32(pos, end - pos - 4); pos = end;`,
    null: () => 'view.setInt32(pos, -1); pos += 4;',
    end: 'view.setInt32(start + 1, pos - start - 1);',
  };
}
