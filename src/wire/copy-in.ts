import { CLOSED, type ConnectionState, READY, type RunningCopy } from './connection-state.ts';
import type { Conversation } from './conversation.ts';
import { decode } from './decode.ts';
import type { Frame } from './frames.ts';
import { protocolError } from './protocol-error.ts';
import { sendResults } from './simple-query.ts';

type CopyInState = Extract<ConnectionState, { kind: 'copyIn' }>;

/**
 * One message while data is asked for. Flush and Sync are ignored; any other message than the copy's own is 08P01. An error
 * leaves the copy abandoned. Source: PostgreSQL manual, "COPY Operations".
 */
export async function copyInStep(
  state: CopyInState,
  frame: Frame,
  conversation: Conversation,
): Promise<ConnectionState> {
  const { copy } = state;
  const message = await orAbandon(copy, async () => decode(frame));
  switch (message.kind) {
    case 'CopyData':
      await orAbandon(copy, () => copy.input.write(message.data));
      return state;
    case 'CopyDone': {
      const tag = await orAbandon(copy, () => copy.input.finish());
      conversation.output.send({ kind: 'CommandComplete', tag });
      return copy.results === undefined ? READY : sendResults(copy.results, conversation);
    }
    case 'CopyFail':
      return orAbandon(copy, () => copy.input.fail(message.reason));
    case 'Flush':
    case 'Sync':
      return state;
    case 'Terminate':
      await abandonCopy(copy);
      return CLOSED;
    default:
      await abandonCopy(copy);
      throw protocolError(`unexpected message type 0x${frame.type.charCodeAt(0).toString(16)} during COPY from stdin`);
  }
}

/** Loads nothing, and rolls back the simple query around the copy. */
export async function abandonCopy(copy: RunningCopy): Promise<void> {
  await copy.input.abort();
  await copy.results?.return();
}

async function orAbandon<Value>(copy: RunningCopy, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await abandonCopy(copy);
    throw error;
  }
}
