import type { CopyOptions } from '../session/client-session.ts';
import type { BatchSlice } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { OutputBuffer } from './output-buffer.ts';

// Until the encoders are there.

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
