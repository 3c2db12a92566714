import type { StatementResult } from '../session/client-session.ts';
import type { Conversation } from './conversation.ts';
import { pumpRows } from './pump-rows.ts';
import { createCopyEncoder } from './row-copy.ts';

type CopyOutResult = Extract<StatementResult, { kind: 'copyOut' }>;

/** CopyOutResponse, CopyData per row, CopyDone, CommandComplete. Source: PostgreSQL manual, "COPY Operations". */
export async function sendCopyOut(result: CopyOutResult, { session, output }: Conversation): Promise<void> {
  const { columns, options } = result;
  const format = options.format === 'binary' ? 1 : 0;
  output.send({ kind: 'CopyOutResponse', format, columnCount: columns.length });
  const encoder = createCopyEncoder(columns, options, session.encodeContext);
  encoder.start(output.buffer);
  await pumpRows(result.rows, (slice, out) => encoder.encode(slice, out), output);
  encoder.end(output.buffer);
  output.send({ kind: 'CopyDone' });
  const end = result.rows.end();
  if (end.kind === 'suspended') throw new Error('a copy was suspended');
  output.send({ kind: 'CommandComplete', tag: end.tag });
}
