import type { RowSource } from '../session/client-session.ts';
import type { BatchSlice } from '../types/batch.ts';
import type { OutputBuffer } from './output-buffer.ts';
import { FLUSH_BYTES, type SocketOutput } from './socket-output.ts';

/** Rows encoded without a look at how much they came to. */
const FIRST_STEP_ROWS = 32;
const MAX_STEP_ROWS = 256;

/**
 * Encodes the rows of a result as they come, and sends them no faster than the client takes them. The first rows of a result
 * with more of them go out at once: the client can begin before a whole piece is full.
 */
export async function pumpRows(
  rows: RowSource,
  encode: (slice: BatchSlice, out: OutputBuffer) => void,
  output: SocketOutput,
): Promise<void> {
  let stepRows = FIRST_STEP_ROWS;
  let first = true;
  for await (const { batch, from, to } of rows) {
    for (let start = from; start < to; ) {
      const end = Math.min(to, start + stepRows);
      const bytes = encodeWhole({ batch, from: start, to: end }, encode, output.buffer);
      rows.sent?.(bytes);
      stepRows = nextStep(stepRows, bytes / (end - start));
      start = end;
      if (output.full) await output.flush();
      else if (first && start < to) output.push();
      first = false;
    }
  }
}

/** A row that cannot be encoded takes back its half-written message, and those of the same step with it. */
function encodeWhole(
  slice: BatchSlice,
  encode: (slice: BatchSlice, out: OutputBuffer) => void,
  out: OutputBuffer,
): number {
  const start = out.position;
  try {
    encode(slice, out);
    return out.position - start;
  } catch (error) {
    out.truncate(start);
    throw error;
  }
}

function nextStep(rows: number, bytesPerRow: number): number {
  const fitting = Math.floor(FLUSH_BYTES / Math.max(1, bytesPerRow));
  return Math.max(1, Math.min(fitting, rows * 2, MAX_STEP_ROWS));
}
