import type { Format } from '../session/client-session.ts';
import type { Column } from '../types/column.ts';
import { type ConnectionState, READY } from './connection-state.ts';
import type { Conversation } from './conversation.ts';
import { startCopyIn } from './copy-in-response.ts';
import { describeColumns } from './describe-columns.ts';
import type { FrontendMessage } from './frontend-message.ts';
import { respond } from './respond.ts';

/** The messages between two Syncs. */
export type ExtendedMessage = Extract<
  FrontendMessage,
  {
    kind:
      | 'Parse'
      | 'Bind'
      | 'DescribeStatement'
      | 'DescribePortal'
      | 'Execute'
      | 'CloseStatement'
      | 'ClosePortal'
      | 'Flush';
  }
>;

/** One message of the extended protocol. Source: PostgreSQL manual, "Extended Query". */
export async function extendedStep(message: ExtendedMessage, conversation: Conversation): Promise<ConnectionState> {
  const { session, output } = conversation;
  conversation.cycleOpen = true;
  switch (message.kind) {
    case 'Parse':
      await session.parse(message.statement, message.sql, message.parameterOids);
      output.send({ kind: 'ParseComplete' });
      return READY;
    case 'Bind':
      await session.bind(message);
      output.send({ kind: 'BindComplete' });
      return READY;
    case 'DescribeStatement': {
      const { parameterOids, columns } = await session.describeStatement(message.statement);
      output.send({ kind: 'ParameterDescription', oids: parameterOids });
      sendDescription(columns, [], conversation);
      return READY;
    }
    case 'DescribePortal': {
      const { columns, formats } = await session.describePortal(message.portal);
      sendDescription(columns, formats, conversation);
      return READY;
    }
    case 'Execute':
      return execute(message.portal, message.maxRows, conversation);
    case 'CloseStatement':
      await session.closeStatement(message.statement);
      output.send({ kind: 'CloseComplete' });
      return READY;
    case 'ClosePortal':
      await session.closePortal(message.portal);
      output.send({ kind: 'CloseComplete' });
      return READY;
    case 'Flush':
      await output.flush();
      return READY;
  }
}

/** `formats`: one per column, or none while they are not known. */
function sendDescription(
  columns: readonly Column[] | undefined,
  formats: readonly Format[],
  { session, output }: Conversation,
): void {
  if (columns === undefined) output.send({ kind: 'NoData' });
  else output.send({ kind: 'RowDescription', fields: describeColumns(columns, formats, session.encodeContext) });
}

async function execute(portal: string, maxRows: number, conversation: Conversation): Promise<ConnectionState> {
  conversation.statements++;
  const result = await conversation.session.execute(portal, maxRows, conversation.input.syncIsNext);
  if (result.kind === 'copyIn') return startCopyIn(result, undefined, conversation);
  await respond(result, false, conversation);
  return READY;
}
