import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import { ConnectionLost } from './connection-lost.ts';
import { CLOSED, type ConnectionState, READY, SKIPPING_TO_SYNC } from './connection-state.ts';
import type { Conversation } from './conversation.ts';
import { abandonCopy, copyInStep } from './copy-in.ts';
import { decode } from './decode.ts';
import { errorFields } from './error-fields.ts';
import { extendedStep } from './extended-query.ts';
import type { Frame } from './frames.ts';
import { presentable } from './report-error.ts';
import { sendResults } from './simple-query.ts';

/**
 * The protocol from the first ReadyForQuery to the end: one message at a time, each answered before the next is looked at,
 * so that pipelined messages cannot overtake. A step answers the next state; an error is sent and decides it too.
 * Neighbours: `serve-client.ts` comes before and cleans up behind; `simple-query.ts`, `extended-query.ts` and `copy-in.ts`
 * do the steps. Source: PostgreSQL manual, "Message Flow".
 */
export async function converse(conversation: Conversation): Promise<void> {
  let state: ConnectionState = READY;
  while (state.kind !== 'closed') {
    state = state.kind === 'copyIn' ? await stepOfCopy(state, conversation) : await stepOfCommand(state, conversation);
  }
}

type CopyInState = Extract<ConnectionState, { kind: 'copyIn' }>;
type CommandState = Exclude<ConnectionState, CopyInState>;

async function stepOfCommand(state: CommandState, conversation: Conversation): Promise<ConnectionState> {
  const frame = await nextFrame(state, conversation);
  if (frame === undefined) return CLOSED;
  try {
    return state.kind === 'skippingToSync'
      ? await skippingStep(frame, conversation)
      : await readyStep(frame, conversation);
  } catch (error) {
    const cycleEnds = frame.type === 'Q' || frame.type === 'F' || frame.type === 'S';
    return recover(error, cycleEnds, conversation);
  }
}

/** Whatever ends the copy but its own messages leaves it abandoned: a cancel request, the client's leaving, lost framing. */
async function stepOfCopy(state: CopyInState, conversation: Conversation): Promise<ConnectionState> {
  try {
    const frame = await nextCopyFrame(state, conversation);
    return frame === undefined ? CLOSED : await copyInStep(state, frame, conversation);
  } catch (error) {
    return recover(error, state.copy.results !== undefined, conversation);
  }
}

async function nextCopyFrame({ copy }: CopyInState, conversation: Conversation): Promise<Frame | undefined> {
  const { input, limit } = conversation;
  conversation.awaitingCopyData = true;
  let frame: Frame | undefined;
  try {
    frame = await input.next(limit);
    return frame;
  } finally {
    conversation.awaitingCopyData = false;
    if (frame === undefined) await abandonCopy(copy);
  }
}

/** Undefined when the client left. Before waiting, everything that is to be said is sent. */
async function nextFrame(state: CommandState, conversation: Conversation): Promise<Frame | undefined> {
  const { input, output, host, limit } = conversation;
  const idle = state.kind === 'ready' && !conversation.cycleOpen;
  if (idle && host.termination !== undefined) throw host.termination;
  const ready = input.poll(limit);
  if (ready !== undefined) return ready;
  await output.flush();
  return idle ? idleUntilNext(conversation) : input.next(limit);
}

async function idleUntilNext({ input, host, session, limit, idleTimeoutMs }: Conversation): Promise<Frame | undefined> {
  if (host.termination !== undefined) throw host.termination;
  const timeout = (): void => host.terminate(idleTooLong(session.transactionStatus));
  const limits = [idleTimeoutMs, session.idleTimeoutMs].filter((each) => each > 0);
  const timer = limits.length > 0 ? setTimeout(timeout, Math.min(...limits)) : undefined;
  host.idle = true;
  try {
    return await input.next(limit);
  } finally {
    host.idle = false;
    clearTimeout(timer);
  }
}

function idleTooLong(status: 'I' | 'T' | 'E'): SqlError {
  return status === 'I'
    ? new SqlError(SQLSTATE.idleSessionTimeout, 'terminating connection due to idle-session timeout', { fatal: true })
    : new SqlError(
        SQLSTATE.idleInTransactionSessionTimeout,
        'terminating connection due to idle-in-transaction timeout',
        { fatal: true },
      );
}

async function readyStep(frame: Frame, conversation: Conversation): Promise<ConnectionState> {
  const message = decode(frame);
  switch (message.kind) {
    case 'Query':
      conversation.statements++;
      return sendResults(conversation.session.simpleQuery(message.sql), conversation);
    case 'Sync':
      await conversation.session.sync();
      await conversation.readyForQuery();
      return READY;
    case 'FunctionCall':
      throw new SqlError(SQLSTATE.featureNotSupported, 'function calls by the fastpath protocol are not supported', {
        hint: 'Call the function in a SELECT.',
      });
    // What a client still sends after its copy failed.
    case 'CopyData':
    case 'CopyDone':
    case 'CopyFail':
      return READY;
    case 'Terminate':
      return CLOSED;
    default:
      return extendedStep(message, conversation);
  }
}

/** Nothing but Sync and Terminate is looked at. */
async function skippingStep(frame: Frame, conversation: Conversation): Promise<ConnectionState> {
  if (frame.type === 'X') return CLOSED;
  return frame.type === 'S' ? readyStep(frame, conversation) : SKIPPING_TO_SYNC;
}

async function recover(error: unknown, cycleEnds: boolean, conversation: Conversation): Promise<ConnectionState> {
  if (error instanceof ConnectionLost) return CLOSED;
  const shown = presentable(error, conversation.logger);
  const { host, session, output } = conversation;
  if (host.termination !== undefined && shown.sqlState === SQLSTATE.queryCanceled) throw host.termination;
  if (shown.fatal) throw shown;
  output.send({ kind: 'ErrorResponse', fields: errorFields(shown) });
  await session.fail();
  if (!cycleEnds) {
    await output.flush();
    return SKIPPING_TO_SYNC;
  }
  await session.sync();
  await conversation.readyForQuery();
  return READY;
}
