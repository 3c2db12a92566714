import { type ConnectionState, READY, type StatementResults } from './connection-state.ts';
import type { Conversation } from './conversation.ts';
import { startCopyIn } from './copy-in-response.ts';
import { respond } from './respond.ts';

/** Sends the results of a simple query, from where it stands, and ReadyForQuery; or stops at a COPY FROM STDIN. */
export async function sendResults(results: StatementResults, conversation: Conversation): Promise<ConnectionState> {
  let finished = false;
  try {
    for (;;) {
      const { value: result, done } = await results.next();
      if (done) break;
      if (result.kind === 'copyIn') {
        const state = await startCopyIn(result, results, conversation);
        finished = true;
        return state;
      }
      await respond(result, true, conversation);
    }
    finished = true;
  } finally {
    if (!finished) await results.return();
  }
  await conversation.readyForQuery();
  return READY;
}
