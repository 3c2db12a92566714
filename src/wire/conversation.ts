import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { ClientSession } from '../session/client-session.ts';
import type { FrameLimit } from './frames.ts';
import type { SocketInput } from './socket-input.ts';
import type { SocketOutput } from './socket-output.ts';
import type { WireHost } from './wire-host.ts';

/** One client with its session: what every step of the protocol works on. */
export class Conversation {
  readonly session: ClientSession;
  readonly input: SocketInput;
  readonly output: SocketOutput;
  readonly host: WireHost;
  readonly limit: FrameLimit;
  /** How long in ms the client may say nothing between two queries; 0: as long as it likes. */
  readonly idleTimeoutMs: number;
  readonly logger: Logger;
  /** Messages of the extended protocol came since the last ReadyForQuery. */
  cycleOpen = false;
  /** A COPY FROM STDIN waits for data: the session has nothing that could be interrupted. */
  awaitingCopyData = false;
  /** Queries and executions so far. */
  statements = 0;

  constructor(parts: {
    readonly session: ClientSession;
    readonly input: SocketInput;
    readonly output: SocketOutput;
    readonly host: WireHost;
    readonly limit: FrameLimit;
    readonly idleTimeoutMs: number;
    readonly logger: Logger;
  }) {
    this.session = parts.session;
    this.input = parts.input;
    this.output = parts.output;
    this.host = parts.host;
    this.limit = parts.limit;
    this.idleTimeoutMs = parts.idleTimeoutMs;
    this.logger = parts.logger;
  }

  /** Interrupts what the client asked for last, at another connection's request. */
  cancel(): void {
    const error = new SqlError(SQLSTATE.queryCanceled, 'canceling statement due to user request');
    if (!this.awaitingCopyData || !this.input.interruptWait(error)) this.session.cancel();
  }

  /** Ends what a simple query or a cycle began: changed parameters, ReadyForQuery, and everything goes out. */
  async readyForQuery(): Promise<void> {
    const status = this.session.transactionStatus;
    this.host.sendParameters();
    if (status === 'I') this.host.sendNotifications();
    this.output.send({ kind: 'ReadyForQuery', status });
    this.cycleOpen = false;
    await this.output.flush();
  }
}
