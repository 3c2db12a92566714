import type { Logger } from '../core/logger.ts';
import type { Notice } from '../core/notice.ts';
import type { SqlError } from '../core/sql-error.ts';
import type { SessionHost } from '../session/client-session.ts';
import { noticeFields } from './error-fields.ts';
import type { SocketInput } from './socket-input.ts';
import type { SocketOutput } from './socket-output.ts';

interface Notification {
  readonly processId: number;
  readonly channel: string;
  readonly payload: string;
}

/** Of a client that does not read, or stays in a transaction. */
const MAX_PENDING_NOTIFICATIONS = 10_000;
const MAX_IDLE_BYTES = 1024 * 1024;
/** Of a statement that says more than its client reads. */
const MAX_BUSY_BYTES = 16 * 1024 * 1024;

/**
 * What a session tells its client beside results. Notices go out in their place among the messages; parameter changes before
 * the next ReadyForQuery, and only when the client does not know the value; notifications outside of transactions, at once
 * when the client is idle. Source: PostgreSQL manual, "Asynchronous Operations".
 */
export class WireHost implements SessionHost {
  /** True while the connection waits for its client between two queries. */
  idle = false;
  /** Why the connection is to end as soon as it may. */
  termination: SqlError | undefined;
  private readonly input: SocketInput;
  private readonly output: SocketOutput;
  private readonly logger: Logger;
  private readonly reported = new Map<string, string>();
  private readonly changed = new Map<string, string>();
  private notifications: Notification[] = [];
  private dropped = 0;

  constructor(input: SocketInput, output: SocketOutput, logger: Logger) {
    this.input = input;
    this.output = output;
    this.logger = logger;
  }

  notice(notice: Notice): void {
    if (this.clogged) return;
    this.output.send({ kind: 'NoticeResponse', fields: noticeFields(notice) });
    if (this.idle) this.output.push();
  }

  parameterStatus(name: string, value: string): void {
    this.changed.set(name, value);
  }

  notification(processId: number, channel: string, payload: string): void {
    if (this.notifications.length >= MAX_PENDING_NOTIFICATIONS || this.clogged) {
      if (this.dropped++ === 0) this.logger.warn({ channel }, 'notifications dropped: the client does not take them');
      return;
    }
    this.notifications.push({ processId, channel, payload });
    if (!this.idle) return;
    this.sendNotifications();
    this.output.push();
  }

  /** Ends the connection with a FATAL error: now when it is idle, else when what it does is done. */
  terminate(error: SqlError): void {
    this.termination ??= error;
    if (this.idle) this.input.interrupt(error);
  }

  /** Sends what changed since the client was last told. */
  sendParameters(): void {
    for (const [name, value] of this.changed) {
      if (this.reported.get(name) === value) continue;
      this.reported.set(name, value);
      this.output.send({ kind: 'ParameterStatus', name, value });
    }
    this.changed.clear();
  }

  sendNotifications(): void {
    if (this.notifications.length === 0) return;
    for (const notification of this.notifications) this.output.send({ kind: 'NotificationResponse', ...notification });
    this.notifications = [];
  }

  /** The client leaves so much unread that nothing may be added unasked. */
  private get clogged(): boolean {
    return this.output.pendingBytes > (this.idle ? MAX_IDLE_BYTES : MAX_BUSY_BYTES);
  }
}
