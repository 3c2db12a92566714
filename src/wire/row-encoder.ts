import type { BatchSlice } from '../types/batch.ts';
import type { OutputBuffer } from './output-buffer.ts';

/** Writes rows as whole messages. One encoder serves one result: it may keep views of the batch it was given last. */
export interface RowEncoder {
  /** Appends a message per row. The caller looks at `out.length` to decide when to send. */
  encode(slice: BatchSlice, out: OutputBuffer): void;
}
