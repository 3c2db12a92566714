import type { StatementResult } from '../session/client-session.ts';
import type { ConnectionState, StatementResults } from './connection-state.ts';
import type { Conversation } from './conversation.ts';

type CopyInResult = Extract<StatementResult, { kind: 'copyIn' }>;

/** CopyInResponse: the client's turn. `results`: the rest of the simple query that holds the COPY. */
export async function startCopyIn(
  result: CopyInResult,
  results: StatementResults | undefined,
  { output }: Conversation,
): Promise<ConnectionState> {
  const { columnCount, options, input } = result;
  output.send({ kind: 'CopyInResponse', format: options.format === 'binary' ? 1 : 0, columnCount });
  await output.flush();
  return { kind: 'copyIn', copy: { input, results } };
}
