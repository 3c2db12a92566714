import type { Format } from '../session/client-session.ts';
import { columnCodec } from '../types/announced.ts';
import type { BatchSlice } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import { itemReader } from '../types/vector-items.ts';
import type { OutputBuffer } from './output-buffer.ts';
import type { RowEncoder } from './row-encoder.ts';

/**
 * The row encoder without any trick: values by the binding's getItem, bytes by the codecs. It is what the generated
 * encoder is tested against, and what serves when reading the engine's memory directly is switched off. The binding strips a byte-order mark at the start of a text.
 */
export function createPlainRowEncoder(
  columns: readonly Column[],
  formats: readonly Format[],
  context: EncodeContext,
): RowEncoder {
  const writers = columns.map((column, index) => {
    const codec = columnCodec(column);
    const read = itemReader(column.type);
    const valueAt = ({ batch }: BatchSlice, row: number) => read(batch.getColumnVector(index), row);
    return { column, codec, valueAt, binary: formats[index] === 1 };
  });
  return {
    encode(slice: BatchSlice, out: OutputBuffer): void {
      for (let row = slice.from; row < slice.to; row++) {
        out.startMessage('D');
        out.int16(writers.length);
        for (const { column, codec, valueAt, binary } of writers) {
          const value = valueAt(slice, row);
          if (value === null) out.int32(-1);
          else if (binary) writeBytes(codec.encodeBinary(value, column.type, context), out);
          else writeText(codec.encodeText(value, column.type, context), out);
        }
        out.endMessage();
      }
    },
  };
}

function writeBytes(bytes: Uint8Array, out: OutputBuffer): void {
  out.int32(bytes.length);
  out.bytes(bytes);
}

function writeText(text: string, out: OutputBuffer): void {
  const lengthAt = out.position;
  out.int32(0);
  out.utf8(text);
  out.setInt32(lengthAt, out.position - lengthAt - 4);
}
