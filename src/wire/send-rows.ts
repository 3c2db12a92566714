import type { StatementResult } from '../session/client-session.ts';
import type { Conversation } from './conversation.ts';
import { describeColumns } from './describe-columns.ts';
import { pumpRows } from './pump-rows.ts';
import { createRowEncoder } from './rows.ts';

type RowsResult = Extract<StatementResult, { kind: 'rows' }>;

/** RowDescription when asked for, DataRow per row, then CommandComplete or PortalSuspended. */
export async function sendRows(result: RowsResult, describe: boolean, conversation: Conversation): Promise<void> {
  const { columns, formats } = result;
  const { session, output } = conversation;
  const context = session.encodeContext;
  if (describe) output.send({ kind: 'RowDescription', fields: describeColumns(columns, formats, context) });
  const encoder = createRowEncoder(columns, formats, context);
  await pumpRows(result.rows, (slice, out) => encoder.encode(slice, out), output);
  const end = result.rows.end();
  if (end.kind === 'suspended') output.send({ kind: 'PortalSuspended' });
  else output.send({ kind: 'CommandComplete', tag: end.tag });
}
