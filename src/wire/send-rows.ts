import type { StatementResult } from '../session/client-session.ts';
import type { Conversation } from './conversation.ts';
import { createRowEncoder } from './stand-in.ts';

type RowsResult = Extract<StatementResult, { kind: 'rows' }>;

/** RowDescription when asked for, DataRow per row, then CommandComplete or PortalSuspended. */
export async function sendRows(result: RowsResult, describe: boolean, { output }: Conversation): Promise<void> {
  const { columns, formats } = result;
  if (describe) output.send({ kind: 'RowDescription', columns, formats });
  const encoder = createRowEncoder(columns, formats);
  for await (const slice of result.rows) {
    encoder.encode(slice, output.buffer);
    if (output.full) await output.flush();
  }
  const end = result.rows.end();
  if (end.kind === 'suspended') output.send({ kind: 'PortalSuspended' });
  else output.send({ kind: 'CommandComplete', tag: end.tag });
}
