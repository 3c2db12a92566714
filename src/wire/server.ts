import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { AccountDirectory, SessionFactory } from '../session/client-session.ts';
import type { AuthMethod } from './authenticate.ts';
import { CancelRegistry } from './cancel-registry.ts';
import { ClientSocket } from './client-socket.ts';
import { LoginThrottle } from './login-throttle.ts';
import { type ClientServices, ServedClient } from './serve-client.ts';
import type { PlainTextPolicy } from './startup.ts';
import type { WireTls } from './tls.ts';

export interface WireServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Without it there is no encryption to be had. */
  readonly tls?: WireTls | undefined;
  /** Default: `loopback`. */
  readonly plainText?: PlainTextPolicy | undefined;
  readonly auth: AuthMethod;
  readonly sessions: SessionFactory;
  readonly accounts: AccountDirectory;
  /** Whether clients of an address are served; default: all are. */
  readonly allows?: ((address: string) => boolean) | undefined;
  readonly logger: Logger;
  readonly limits?: Partial<WireLimits> | undefined;
  readonly clock?: Clock | undefined;
}

/** What clients may cost. */
export interface WireLimits {
  /** With a session, or about to get one. */
  readonly maxConnections: number;
  /** Not yet authenticated; the one that has been for longest makes room for a new one. */
  readonly maxUnauthenticated: number;
  /** Time from the first byte to ReadyForQuery. */
  readonly authenticationMs: number;
  /** Time between two queries; 0: no limit. */
  readonly idleSessionMs: number;
  /** Body of a Query, Parse, Bind or CopyData. */
  readonly maxMessageBytes: number;
  /** What is taken from a client's socket beyond the message at hand. */
  readonly readAheadBytes: number;
}

export interface WireServer {
  readonly address: AddressInfo;
  /**
   * Takes no new connections; idle ones end with 57P01 at once, busy ones when their statement or cycle is done, or has been
   * cancelled after `graceMs`. Resolves when all are closed.
   */
  close(options: { readonly graceMs: number }): Promise<void>;
}

const DEFAULT_LIMITS: WireLimits = {
  maxConnections: 200,
  maxUnauthenticated: 200,
  authenticationMs: 60_000,
  idleSessionMs: 0,
  maxMessageBytes: 64 * 1024 * 1024,
  readAheadBytes: 256 * 1024,
};

/** Connections that wait to be accepted. */
const BACKLOG = 511;
/** A statement has this long to end once cancelled by the server's closing; then its socket is cut. */
const CANCEL_MS = 2000;

/**
 * The PostgreSQL door: listens, and hands each client to `serve-client.ts`. Rejects when the address cannot be had.
 * The way of a message: `frames.ts`, `decode.ts`, `connection.ts`, the session, `encode.ts`, `socket-output.ts`.
 */
export async function createWireServer(options: WireServerOptions): Promise<WireServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const clients = new Clients(limits);
  const services: ClientServices = {
    tls: options.tls,
    endPointHash: options.tls?.endPointHash,
    plainText: options.plainText ?? 'loopback',
    method: options.auth,
    accounts: options.accounts,
    allows: options.allows ?? (() => true),
    sessions: options.sessions,
    logger: options.logger,
    throttle: new LoginThrottle(options.clock ?? systemClock),
    cancels: new CancelRegistry(),
    maxMessageBytes: limits.maxMessageBytes,
    authenticationMs: limits.authenticationMs,
    idleSessionMs: limits.idleSessionMs,
    admit: (client) => clients.admit(client),
  };
  const accept = (socket: Socket): void => {
    void clients.serve(new ServedClient(new ClientSocket(socket, limits.readAheadBytes), services));
  };
  // Half-open: a client that has said its last word still gets the answers to what it sent before.
  const server = createServer({ allowHalfOpen: true }, accept);
  await listen(server, options.host, options.port);
  server.on('error', (error) => options.logger.error({ err: error }, 'listener failed'));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  options.logger.info({ address: address.address, port: address.port }, 'listening for PostgreSQL clients');
  return {
    address,
    close: async ({ graceMs }) => {
      const listenerClosed = new Promise<void>((resolve) => server.close(() => resolve()));
      await clients.end(graceMs);
      await listenerClosed;
    },
  };
}

/** The clients of one server, and the bounds on their number. */
class Clients {
  private readonly limits: WireLimits;
  /** In the order of their coming. */
  private readonly strangers = new Set<ServedClient>();
  private readonly admitted = new Set<ServedClient>();
  private readonly served = new Set<Promise<void>>();
  private closing: SqlError | undefined;

  constructor(limits: WireLimits) {
    this.limits = limits;
  }

  async serve(client: ServedClient): Promise<void> {
    if (this.closing !== undefined) {
      client.destroy();
      return;
    }
    this.strangers.add(client);
    if (this.strangers.size > this.limits.maxUnauthenticated) this.dropOldestStranger();
    const done = client.serve();
    this.served.add(done);
    await done;
    this.served.delete(done);
    this.strangers.delete(client);
    this.admitted.delete(client);
  }

  admit(client: ServedClient): void {
    if (this.closing !== undefined) throw this.closing;
    if (this.admitted.size >= this.limits.maxConnections) {
      throw new SqlError(SQLSTATE.tooManyConnections, 'sorry, too many clients already', { fatal: true });
    }
    this.strangers.delete(client);
    this.admitted.add(client);
  }

  async end(graceMs: number): Promise<void> {
    const message = 'terminating connection due to administrator command';
    const reason = new SqlError(SQLSTATE.adminShutdown, message, { fatal: true });
    this.closing = reason;
    const remaining = (): ServedClient[] => [...this.strangers, ...this.admitted];
    for (const client of remaining()) client.terminate(reason);
    if (await this.allDoneWithin(graceMs)) return;
    for (const client of remaining()) client.hurry(reason);
    if (await this.allDoneWithin(CANCEL_MS)) return;
    for (const client of remaining()) client.destroy();
    await Promise.all(this.served);
  }

  private dropOldestStranger(): void {
    for (const client of this.strangers) {
      this.strangers.delete(client);
      client.destroy();
      return;
    }
  }

  private async allDoneWithin(ms: number): Promise<boolean> {
    const timer = new AbortController();
    const tooLate = sleep(ms, false, { signal: timer.signal }).catch(() => false);
    const inTime = await Promise.race([Promise.all(this.served).then(() => true), tooLate]);
    timer.abort();
    return inTime;
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
