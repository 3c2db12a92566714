import { assertNever } from '../core/assert-never.ts';
import type { StatementResult } from '../session/client-session.ts';
import type { Conversation } from './conversation.ts';
import { sendCopyOut } from './copy-out.ts';
import { sendRows } from './send-rows.ts';

/** A result that is sent, not asked of the client. */
export type AnswerResult = Exclude<StatementResult, { kind: 'copyIn' }>;

/** Sends the messages of one statement's result. `describe`: RowDescription goes first, as in a simple query. */
export async function respond(result: AnswerResult, describe: boolean, conversation: Conversation): Promise<void> {
  const { output } = conversation;
  switch (result.kind) {
    case 'empty':
      output.send({ kind: 'EmptyQueryResponse' });
      break;
    case 'complete':
      output.send({ kind: 'CommandComplete', tag: result.tag });
      break;
    case 'rows':
      await sendRows(result, describe, conversation);
      break;
    case 'copyOut':
      await sendCopyOut(result, conversation);
      break;
    default:
      assertNever(result);
  }
  if (output.full) await output.flush();
}
