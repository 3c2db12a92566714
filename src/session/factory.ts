import type { Catalog } from '../../catalog/catalog.ts';
import type { Oid, Role } from '../../catalog/objects.ts';
import type { Logger } from '../core/logger.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { EngineConnection } from '../engine/connection.ts';
import type { Engine } from '../engine/engine.ts';
import type { CatalogSession } from '../pgcatalog/catalog-session.ts';
import type { PgCatalog } from '../pgcatalog/pg-catalog.ts';
import type { LiveActivity } from '../pgcatalog/relations/definition.ts';
import { catalogHost, type ServerFacts, type SessionRegistry } from './catalog-host.ts';
import { NotificationHub, SessionChannels } from './channels.ts';
import type { ClientSession, SessionFactory, SessionHost, SessionRequest } from './client-session.ts';
import { resolveDatabase } from './database-name.ts';
import { filteredHost } from './notices.ts';
import type { StatementObserver } from './observe.ts';
import { PlanCache } from './plan-cache.ts';
import { RelationSizes } from './relation-sizes.ts';
import { type PlanSettings, planSettings, type Runtime } from './runtime.ts';
import { Savepoints } from './savepoints.ts';
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
export class Sessions implements SessionFactory, SessionRegistry {
  readonly #engine: Engine;
  readonly #catalog: Catalog;
  readonly #limits: SessionLimits;
  readonly #logger: Logger;
  readonly #hub = new NotificationHub();
  readonly #plans = new PlanCache();
  readonly #live = new Map<number, LiveSession>();
  readonly #pgCatalog: PgCatalog;
  readonly #server: ServerFacts;
  readonly #sizes: RelationSizes;
  #observer: StatementObserver | undefined;
  #lastProcessId = 1000;
  #closing = false;

  constructor(
    engine: Engine,
    catalog: Catalog,
    pgCatalog: PgCatalog,
    limits: SessionLimits,
    server: ServerFacts,
    logger: Logger,
  ) {
    this.#engine = engine;
    this.#catalog = catalog;
    this.#pgCatalog = pgCatalog;
    this.#limits = limits;
    this.#server = server;
    this.#sizes = new RelationSizes(engine);
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
    const live = this.#build(request, host, processId, role, database.oid, flatten);
    this.#live.set(processId, live);
    return live.session;
  }

  /** From now on every statement is shown to `observer`. */
  observe(observer: StatementObserver): void {
    this.#observer = observer;
  }

  /** No new sessions; those that live are cancelled and closed. */
  async closeAll(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#live.values()].map(({ session }) => session.close()));
  }

  /** Every live session, as pg_stat_activity shows it. */
  *activities(): IterableIterator<LiveActivity> {
    for (const { session, runtime, request } of this.#live.values()) {
      const database = runtime.catalog.view.get(runtime.database);
      yield {
        ...session.activity(),
        processId: runtime.processId,
        database: { oid: runtime.database, name: database?.name ?? '' },
        role: { oid: runtime.role, name: runtime.user },
        applicationName: runtime.settings.get('application_name'),
        clientAddress: request.client.address,
        clientPort: request.client.port,
      };
    }
  }

  signal(processId: number, what: 'cancel' | 'terminate'): boolean {
    const found = this.#live.get(processId);
    if (found === undefined) return false;
    if (what === 'terminate') found.runtime.host.terminate(shutdownError());
    found.session.cancel();
    return true;
  }

  #build(
    request: SessionRequest,
    host: SessionHost,
    processId: number,
    role: Role,
    database: Oid,
    flatten: boolean,
  ): LiveSession {
    const fixed = new Map([
      ['is_superuser', role.superuser ? 'on' : 'off'],
      ['session_authorization', role.name],
      ['max_connections', String(this.#limits.maxSessions)],
    ]);
    const settings = new Settings(fixed, request.settings, (name, value) => host.parameterStatus(name, value));
    const temporary = new TemporaryTables();
    const channels = new SessionChannels(this.#hub, host, processId);
    const connection = new LazyConnection(this.#engine);
    // Savepoints and the store follow the transaction and need it, or the runtime that holds it: they join the list later.
    const followers: TransactionFollower[] = [settings, temporary, channels];
    const owner = { label: `session ${processId}` };
    let catalogSession: CatalogSession | undefined;
    const transaction = new SessionTransaction(
      this.#catalog,
      () => connection.open(),
      owner,
      followers,
      () => settings.flag('default_transaction_read_only'),
      () => ['repeatable read', 'serializable'].includes(settings.get('transaction_isolation')),
    );
    const savepoints = new Savepoints(transaction);
    followers.push(savepoints);
    transaction.commitWith(request.commitWith ?? []);
    const ownPlanSettings = (current: Settings): PlanSettings => planSettings(current, role.name, flatten);
    const runtime: Runtime = {
      engine: this.#engine,
      catalog: this.#catalog,
      host: filteredHost(host, () => settings.get('client_min_messages')),
      logger: this.#logger.child({ pid: processId }),
      processId,
      plans: this.#plans,
      settings,
      transaction,
      savepoints,
      temporary,
      channels,
      role: role.oid,
      user: role.name,
      database,
      planSettings: () => settings.derive(ownPlanSettings),
      variables: new Map(),
      catalogSession: () => {
        const facts = catalogHost(runtime, store, this, this.#sizes, this.#server, request.client);
        catalogSession ??= this.#pgCatalog.session(facts);
        return catalogSession;
      },
      connect: () => connection.open(),
      started: (statement) =>
        (request.observer ?? this.#observer)?.started({
          ...statement,
          processId,
          account: role.name,
          database: request.database,
          door: request.door,
        }),
      interrupt: () => {
        connection.interrupt();
        catalogSession?.interrupt();
      },
    };
    const store = new StatementStore(runtime);
    followers.push(store);
    const session = new Session(runtime, store, request.statementTimeoutMs ?? this.#limits.statementTimeoutMs, () => {
      this.#live.delete(processId);
      channels.close();
      catalogSession?.close();
      connection.close();
    });
    return { session, runtime, request };
  }
}

interface LiveSession {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly request: SessionRequest;
}

/** A connection to the engine that is made when it is first needed. */
class LazyConnection {
  readonly #engine: Engine;
  #opening: Promise<EngineConnection> | undefined;
  #opened: EngineConnection | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  open(): Promise<EngineConnection> {
    this.#opening ??= this.#engine.connect().then((connection) => {
      this.#opened = connection;
      return connection;
    });
    return this.#opening;
  }

  interrupt(): void {
    this.#opened?.interrupt();
  }

  close(): void {
    void this.#opening?.then((connection) => connection.close());
  }
}

function shutdownError(): SqlError {
  return new SqlError(SQLSTATE.adminShutdown, 'terminating connection due to administrator command', { fatal: true });
}
