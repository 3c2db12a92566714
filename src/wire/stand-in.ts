import type { CopyOptions, Format } from '../session/client-session.ts';
import type { BatchSlice } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { OutputBuffer } from './output-buffer.ts';

// Until the encoders are there.

export function writeRowDescription(columns: readonly Column[], formats: readonly Format[], out: OutputBuffer): void {
  out.startMessage('T');
  out.int16(columns.length);
  columns.forEach((column, i) => {
    out.cstring(column.name);
    out.int32(0);
    out.int16(0);
    out.int32(column.type.kind === 'integer' ? 23 : 25);
    out.int16(column.type.kind === 'integer' ? 4 : -1);
    out.int32(-1);
    out.int16(formats[i] ?? 0);
  });
  out.endMessage();
}

export function createRowEncoder(columns: readonly Column[], _formats: readonly Format[]) {
  return {
    encode(slice: BatchSlice, out: OutputBuffer): void {
      for (let row = slice.from; row < slice.to; row++) {
        out.startMessage('D');
        out.int16(columns.length);
        for (const value of slice.batch.getRowValues(row)) {
          if (value === null) {
            out.int32(-1);
            continue;
          }
          const text = Buffer.from(String(value));
          out.int32(text.length);
          out.bytes(text);
        }
        out.endMessage();
      }
    },
  };
}

export function createCopyEncoder(_columns: readonly Column[], options: CopyOptions) {
  return {
    start(_out: OutputBuffer): void {},
    encode(slice: BatchSlice, out: OutputBuffer): void {
      for (let row = slice.from; row < slice.to; row++) {
        out.startMessage('d');
        const values = slice.batch.getRowValues(row);
        out.utf8(`${values.map((value) => value ?? options.nullText).join(options.delimiter)}\n`);
        out.endMessage();
      }
    },
    end(_out: OutputBuffer): void {},
  };
}
