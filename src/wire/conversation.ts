import type { Logger } from '../core/logger.ts';
import type { SqlError } from '../core/sql-error.ts';
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
  readonly logger: Logger;
  /** Messages of the extended protocol came since the last ReadyForQuery. */
  cycleOpen = false;
  /** Queries and executions so far. */
  statements = 0;
  /** Why the connection is to end as soon as it may. */
  termination: SqlError | undefined;

  constructor(parts: {
    readonly session: ClientSession;
    readonly input: SocketInput;
    readonly output: SocketOutput;
    readonly host: WireHost;
    readonly limit: FrameLimit;
    readonly logger: Logger;
  }) {
    this.session = parts.session;
    this.input = parts.input;
    this.output = parts.output;
    this.host = parts.host;
    this.limit = parts.limit;
    this.logger = parts.logger;
  }

  /** Ends the connection with a FATAL error: now when it is idle, else when what it does is done. */
  terminate(error: SqlError): void {
    this.termination ??= error;
    if (this.host.idle) this.input.interrupt(error);
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
