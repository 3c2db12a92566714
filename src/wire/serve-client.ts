import { assertNever } from '../core/assert-never.ts';
import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { SessionFactory } from '../session/client-session.ts';
import { type Authentication, authenticate } from './authenticate.ts';
import type { CancelRegistry } from './cancel-registry.ts';
import type { ClientSocket } from './client-socket.ts';
import { converse } from './connection.ts';
import { ConnectionLost } from './connection-lost.ts';
import { Conversation } from './conversation.ts';
import { frameLimits } from './decode.ts';
import { errorFields } from './error-fields.ts';
import { presentable } from './report-error.ts';
import { type StartupOptions, startUp } from './startup.ts';
import type { StartupRequest } from './startup-request.ts';
import { WireHost } from './wire-host.ts';

/** What all clients of a server share. */
export interface ClientServices extends Authentication, StartupOptions {
  readonly sessions: SessionFactory;
  /** Whether clients of an address are served. */
  readonly allows: (address: string) => boolean;
  readonly cancels: CancelRegistry;
  readonly maxMessageBytes: number;
  /** Time from the first byte to ReadyForQuery. */
  readonly authenticationMs: number;
  /** Time between two queries; 0: no limit. */
  readonly idleSessionMs: number;
  /** Takes a place among the clients that proved who they are. Throws FATAL 53300 when there is none. */
  readonly admit: (client: ServedClient) => void;
}

/** After the server's last message a client has this long to close its side. */
const LINGER_MS = 2000;

/** One client from its first byte to its last. */
export class ServedClient {
  private readonly client: ClientSocket;
  private readonly services: ClientServices;
  private readonly startedAt = performance.now();
  private logger: Logger;
  private request: StartupRequest | undefined;
  private conversation: Conversation | undefined;

  constructor(client: ClientSocket, services: ClientServices) {
    this.client = client;
    this.services = services;
    this.logger = services.logger.child({ address: client.address, port: client.port });
  }

  /** Resolves when the connection is closed and its session freed. Never rejects. */
  async serve(): Promise<void> {
    const timer = setTimeout(() => this.tooSlow(), this.services.authenticationMs);
    this.client.onEnd = () => this.conversation?.session.cancel();
    let end = 'closed by the client';
    try {
      await this.startAndConverse(() => clearTimeout(timer));
    } catch (error) {
      end = this.sendFatal(error);
    } finally {
      clearTimeout(timer);
    }
    this.client.end(LINGER_MS);
    await this.freeSession();
    await this.client.closed();
    this.logEnd(end);
  }

  /** Ends the connection with a FATAL error: now when it is idle or not yet in, else when what it does is done. */
  terminate(error: SqlError): void {
    if (this.conversation === undefined) this.client.input.interrupt(error);
    else this.conversation.host.terminate(error);
  }

  /** Does not wait any longer for what it does: the second half of `terminate`. */
  hurry(error: SqlError): void {
    this.terminate(error);
    this.conversation?.session.cancel();
    this.client.input.interrupt(error);
  }

  destroy(): void {
    this.client.destroy();
  }

  private async startAndConverse(started: () => void): Promise<void> {
    const outcome = await startUp(this.client, this.services);
    switch (outcome.kind) {
      case 'left':
        return;
      case 'cancel': {
        const found = this.services.cancels.cancel(outcome.processId, outcome.key);
        return this.logger.debug({ processId: outcome.processId, found }, 'cancel request');
      }
      case 'start':
        this.request = outcome.request;
        this.requireAllowed();
        this.conversation = await this.openSession(outcome.request);
        started();
        return converse(this.conversation);
      default:
        return assertNever(outcome);
    }
  }

  /** Before a password is asked for. Throws FATAL 28000. */
  private requireAllowed(): void {
    const { address } = this.client;
    if (this.services.allows(address)) return;
    const message = `connections from host "${address}" are not allowed`;
    throw new SqlError(SQLSTATE.invalidAuthorizationSpecification, message, {
      hint: 'An administrator keeps the list of allowed addresses by /security/ip-access of the REST API.',
      fatal: true,
    });
  }

  /** Authentication, the session, and everything up to the first ReadyForQuery. */
  private async openSession(request: StartupRequest): Promise<Conversation> {
    const { client, services } = this;
    if (request.negotiation !== undefined) {
      client.output.send({ kind: 'NegotiateProtocolVersion', ...request.negotiation });
    }
    await authenticate(client, request.user, services);
    services.admit(this);
    client.output.send({ kind: 'AuthenticationOk' });

    const application = request.settings.get('application_name');
    this.logger = this.logger.child({ user: request.user, database: request.database, application });
    const host = new WireHost(client.input, client.output, this.logger);
    const session = await services.sessions.open(
      {
        user: request.user,
        database: request.database,
        door: 'wire',
        settings: request.settings,
        client: { address: client.address, port: client.port },
      },
      host,
    );
    const conversation = new Conversation({
      session,
      input: client.input,
      output: client.output,
      host,
      limit: frameLimits(services.maxMessageBytes),
      idleTimeoutMs: services.idleSessionMs,
      logger: this.logger,
    });
    const { processId } = session;
    const key = services.cancels.add(processId, request.minor, () => conversation.cancel());
    for (const [name, value] of session.reportedParameters()) host.parameterStatus(name, value);
    host.sendParameters();
    client.output.send({ kind: 'BackendKeyData', processId, key });
    this.logger.info({ processId, tls: client.encrypted, protocol: `3.${request.minor}` }, 'connection opened');
    await conversation.readyForQuery();
    return conversation;
  }

  private async freeSession(): Promise<void> {
    const session = this.conversation?.session;
    if (session === undefined) return;
    this.services.cancels.remove(session.processId);
    try {
      await session.close();
    } catch (error) {
      this.logger.error({ err: error }, 'session did not close');
    }
  }

  private tooSlow(): void {
    // Who has not said yet which protocol it speaks is not told anything in it.
    if (this.request === undefined) {
      this.client.destroy();
      return;
    }
    const message = 'canceling authentication due to timeout';
    this.client.input.interrupt(new SqlError(SQLSTATE.queryCanceled, message, { fatal: true }));
  }

  /** Answers how the connection ended, for the log. */
  private sendFatal(error: unknown): string {
    if (error instanceof ConnectionLost) return 'lost';
    const shown = presentable(error, this.logger).with({ fatal: true });
    this.client.output.send({ kind: 'ErrorResponse', fields: errorFields(shown) });
    return `${shown.sqlState}: ${shown.message}`;
  }

  private logEnd(end: string): void {
    const durationMs = Math.round(performance.now() - this.startedAt);
    const { conversation, request } = this;
    if (conversation === undefined) {
      const user = request?.user;
      // Health checks and cancel requests come and go without a user.
      if (user === undefined) this.logger.debug({ durationMs, end }, 'connection without session closed');
      else this.logger.info({ user, database: request?.database, durationMs, end }, 'connection refused');
      return;
    }
    const { statements, input, output } = conversation;
    const counts = { statements, bytesRead: input.bytesRead, bytesWritten: output.bytesWritten };
    this.logger.info({ processId: conversation.session.processId, durationMs, ...counts, end }, 'connection closed');
  }
}
