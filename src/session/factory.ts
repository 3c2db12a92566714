import type { Catalog } from '../../catalog/catalog.ts';
import type { Oid } from '../../catalog/objects.ts';
import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { EngineConnection } from '../engine/connection.ts';
import type { Engine } from '../engine/engine.ts';
import { NotificationHub, SessionChannels } from './channels.ts';
import type { ClientSession, SessionFactory, SessionHost, SessionRequest } from './client-session.ts';
import { resolveDatabase } from './database-name.ts';
import { filteredHost } from './notices.ts';
import type { Runtime } from './runtime.ts';
import { Session } from './session.ts';
import { Settings } from './settings.ts';
import { StatementStore } from './statement-store.ts';
import { TemporaryTables } from './temporary-tables.ts';
import { SessionTransaction, type TransactionFollower } from './transaction.ts';

export interface SessionLimits {
  readonly maxSessions: number;
  /** 0: none. */
  readonly statementTimeoutMs: number;
}

/** Opens sessions, keeps count of them, and closes them all when the server stops. */
export class Sessions implements SessionFactory {
  readonly #engine: Engine;
  readonly #catalog: Catalog;
  readonly #limits: SessionLimits;
  readonly #logger: Logger;
  readonly #hub = new NotificationHub();
  readonly #live = new Map<number, ClientSession>();
  #lastProcessId = 1000;
  #closing = false;

  constructor(engine: Engine, catalog: Catalog, limits: SessionLimits, logger: Logger) {
    this.#engine = engine;
    this.#catalog = catalog;
    this.#limits = limits;
    this.#logger = logger;
  }

  get count(): number {
    return this.#live.size;
  }

  async open(request: SessionRequest, host: SessionHost): Promise<ClientSession> {
    if (this.#closing)
      throw new SqlError(SQLSTATE.cannotConnectNow, 'the database system is shutting down', { fatal: true });
    if (this.#live.size >= this.#limits.maxSessions) {
      throw new SqlError(SQLSTATE.tooManyConnections, 'sorry, too many clients already', { fatal: true });
    }
    const view = this.#catalog.view;
    const role = view.role(request.user);
    if (role === undefined) {
      throw new SqlError(SQLSTATE.invalidAuthorizationSpecification, `role "${request.user}" does not exist`, {
        fatal: true,
      });
    }
    const { database, flatten } = resolveDatabase(request.database, view);
    this.#lastProcessId++;
    const processId = this.#lastProcessId;
    const session = this.#build(request, host, processId, role.oid, role.superuser, database.oid, flatten);
    this.#live.set(processId, session);
    return session;
  }

  /** No new sessions; those that live are cancelled and closed. */
  async closeAll(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#live.values()].map((session) => session.close()));
  }

  #build(
    request: SessionRequest,
    host: SessionHost,
    processId: number,
    role: Oid,
    superuser: boolean,
    database: Oid,
    flatten: boolean,
  ): Session {
    const fixed = new Map([
      ['is_superuser', superuser ? 'on' : 'off'],
      ['session_authorization', request.user],
    ]);
    const settings = new Settings(fixed, request.settings, (name, value) => host.parameterStatus(name, value));
    const temporary = new TemporaryTables();
    const channels = new SessionChannels(this.#hub, host, processId);
    let opening: Promise<EngineConnection> | undefined;
    const connect = (): Promise<EngineConnection> => {
      opening ??= this.#engine.connect();
      return opening;
    };
    // The store follows the transaction and needs the runtime, which holds the transaction: it joins the list last.
    const followers: TransactionFollower[] = [settings, temporary, channels];
    const owner = { label: `session ${processId}` };
    const transaction = new SessionTransaction(this.#catalog, connect, owner, followers);
    transaction.commitWith(request.commitWith ?? []);
    const runtime: Runtime = {
      engine: this.#engine,
      catalog: this.#catalog,
      host: filteredHost(host, () => settings.get('client_min_messages')),
      logger: this.#logger.child({ pid: processId }),
      processId,
      settings,
      transaction,
      temporary,
      channels,
      role,
      user: request.user,
      database,
      flatten,
      variables: new Map(),
      connect,
    };
    const store = new StatementStore(runtime);
    followers.push(store);
    const timeoutMs = request.statementTimeoutMs ?? this.#limits.statementTimeoutMs;
    return new Session(runtime, store, timeoutMs, () => {
      this.#live.delete(processId);
      channels.close();
      void opening?.then((connection) => connection.close());
    });
  }
}
