import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { SessionHost } from './client-session.ts';
import type { TransactionFollower } from './transaction.ts';

/** PostgreSQL's bound on a payload, in bytes. */
const PAYLOAD_BYTES = 8000;
/** Channels that one session may listen to. */
const CHANNEL_LIMIT = 10_000;

/** Who listens to what, among the sessions of this server. */
export class NotificationHub {
  readonly #listeners = new Map<string, Set<SessionHost>>();

  listen(channel: string, host: SessionHost): void {
    const hosts = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, hosts.add(host));
  }

  unlisten(channel: string, host: SessionHost): void {
    const hosts = this.#listeners.get(channel);
    hosts?.delete(host);
    if (hosts?.size === 0) this.#listeners.delete(channel);
  }

  notify(processId: number, channel: string, payload: string): void {
    for (const host of this.#listeners.get(channel) ?? []) host.notification(processId, channel, payload);
  }
}

type Action =
  | { readonly kind: 'listen' | 'unlisten'; readonly channel: string }
  | { readonly kind: 'unlistenAll' }
  | { readonly kind: 'notify'; readonly channel: string; readonly payload: string };

/**
 * LISTEN, UNLISTEN and NOTIFY of one session. They take effect at commit, in order; equal notifications of one transaction
 * are sent once. Source: PostgreSQL manual, "NOTIFY".
 */
export class SessionChannels implements TransactionFollower {
  readonly #hub: NotificationHub;
  readonly #host: SessionHost;
  readonly #processId: number;
  readonly #channels = new Set<string>();
  #pending: Action[] = [];

  constructor(hub: NotificationHub, host: SessionHost, processId: number) {
    this.#hub = hub;
    this.#host = host;
    this.#processId = processId;
  }

  get channels(): ReadonlySet<string> {
    return this.#channels;
  }

  listen(channel: string): void {
    if (this.#channels.size + this.#pending.length >= CHANNEL_LIMIT) {
      throw new SqlError(SQLSTATE.programLimitExceeded, 'too many channels are listened to in one session');
    }
    this.#pending.push({ kind: 'listen', channel });
  }

  unlisten(channel: string): void {
    this.#pending.push(channel === '*' ? { kind: 'unlistenAll' } : { kind: 'unlisten', channel });
  }

  /** Throws 22023 for a payload of 8000 bytes and more. */
  notify(channel: string, payload: string): void {
    if (Buffer.byteLength(payload) >= PAYLOAD_BYTES) {
      throw new SqlError(SQLSTATE.invalidParameterValue, 'payload string too long');
    }
    const repeated = this.#pending.some(
      (each) => each.kind === 'notify' && each.channel === channel && each.payload === payload,
    );
    if (!repeated) this.#pending.push({ kind: 'notify', channel, payload });
  }

  commit(): void {
    const actions = this.#pending;
    this.#pending = [];
    for (const action of actions) this.#apply(action);
  }

  rollback(): void {
    this.#pending = [];
  }

  mark(): () => void {
    const { length } = this.#pending;
    return () => {
      this.#pending = this.#pending.slice(0, length);
    };
  }

  close(): void {
    this.rollback();
    this.#apply({ kind: 'unlistenAll' });
  }

  #apply(action: Action): void {
    switch (action.kind) {
      case 'listen':
        this.#channels.add(action.channel);
        this.#hub.listen(action.channel, this.#host);
        break;
      case 'unlisten':
        this.#channels.delete(action.channel);
        this.#hub.unlisten(action.channel, this.#host);
        break;
      case 'unlistenAll':
        for (const channel of this.#channels) this.#hub.unlisten(channel, this.#host);
        this.#channels.clear();
        break;
      case 'notify':
        this.#hub.notify(this.#processId, action.channel, action.payload);
        break;
    }
  }
}
