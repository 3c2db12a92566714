import type { Catalog } from '../catalog/catalog.ts';
import type { Schedule as StoredSchedule } from '../catalog/objects.ts';
import type { CatalogView } from '../catalog/view.ts';
import { AlertLog } from '../scheduler/alerts/alert-log.ts';
import { Alerts } from '../scheduler/alerts/alerts.ts';
import { Deliverer, type MailOptions } from '../scheduler/alerts/deliver.ts';
import { Subscriptions } from '../scheduler/alerts/subscriptions.ts';
import { CredentialUse } from '../scheduler/credential-use.ts';
import { Executor } from '../scheduler/executor.ts';
import { QueryLog } from '../scheduler/query-log.ts';
import type { QueryRecord } from '../scheduler/records.ts';
import { RunStore } from '../scheduler/run-store.ts';
import type { PreparedQuery, Schedule } from '../scheduler/schedule.ts';
import { Scheduler } from '../scheduler/scheduler.ts';
import { Store } from '../scheduler/store.ts';
import { Tokens } from '../scheduler/tokens.ts';
import type { Clock } from './core/clock.ts';
import type { Logger } from './core/logger.ts';
import type { Engine } from './engine/engine.ts';
import { runBatch } from './session/batch.ts';
import type { SessionFactory } from './session/client-session.ts';
import { checkText, relationNamed, type StoredText } from './session/stored-sql.ts';
import { StatementLog } from './statement-log.ts';

export interface StoredWorkLimits {
  readonly batchConcurrency: number;
  readonly batchTimeLimitMs: number;
  readonly keepQueries: number;
  /** Days after which the credential of a service account that nobody uses is worth nothing; 0: none. */
  readonly unusedCredentialDays: number;
  /** Where mail goes out; without it alerts cannot ask for mail. */
  readonly mail: MailOptions | undefined;
}

const MAX_QUEUED = 10_000;

/** The scheduler with what it stands on, put together: sessions run its SQL, the catalog keeps its schedules. */
export class StoredWork {
  readonly log: QueryLog;
  readonly runs: RunStore;
  readonly executor: Executor;
  readonly scheduler: Scheduler;
  readonly tokens: Tokens;
  readonly credentials: CredentialUse;
  readonly alerts: Alerts;
  /** Shown to it, the statements of connections are in the log as well. */
  readonly statements: StatementLog;
  readonly #store: Store;
  readonly #schedules: ScheduleView;

  private constructor(
    parts: Pick<
      StoredWork,
      'log' | 'runs' | 'executor' | 'scheduler' | 'tokens' | 'credentials' | 'statements' | 'alerts'
    >,
    store: Store,
    schedules: ScheduleView,
  ) {
    this.log = parts.log;
    this.runs = parts.runs;
    this.executor = parts.executor;
    this.scheduler = parts.scheduler;
    this.tokens = parts.tokens;
    this.credentials = parts.credentials;
    this.alerts = parts.alerts;
    this.statements = parts.statements;
    this.#store = store;
    this.#schedules = schedules;
  }

  /** Takes up what was left, and begins to look at the clock. */
  static async open(
    engine: Engine,
    catalog: Catalog,
    sessions: SessionFactory,
    limits: StoredWorkLimits,
    clock: Clock,
    logger: Logger,
  ): Promise<StoredWork> {
    const store = new Store(await engine.connect());
    const log = new QueryLog(store, { keep: limits.keepQueries }, logger);
    const runs = new RunStore(store);
    const tokens = new Tokens(store, clock);
    await tokens.open();
    const credentials = new CredentialUse(store, limits.unusedCredentialDays, clock, logger);
    await credentials.open();
    const executor = new Executor(
      log,
      (request, control) => runBatch(sessions, request, control),
      { concurrency: limits.batchConcurrency, timeLimitMs: limits.batchTimeLimitMs, maxQueued: MAX_QUEUED },
      clock,
      logger,
    );
    const parts = {
      subscriptions: new Subscriptions(store),
      log: new AlertLog(store),
      deliverer: new Deliverer(catalog.secret, limits.mail),
    };
    const addresses = (account: string): readonly string[] => addressesOf(catalog.view, account);
    const alerts = new Alerts(parts, addresses, clock, logger);
    await alerts.open();
    const schedules = new ScheduleView(catalog);
    const scheduler = new Scheduler({
      schedules: () => schedules.all(),
      prepare: (schedule) => schedules.prepare(schedule),
      executor,
      log,
      runs,
      clock,
      logger,
      onEvent: (event) => alerts.tell(event),
    });
    await scheduler.start();
    return new StoredWork(
      { log, runs, executor, scheduler, tokens, credentials, alerts, statements: new StatementLog(log, clock) },
      store,
      schedules,
    );
  }

  /** The schedule of an id, as the scheduler takes it. */
  schedule(id: string): Schedule | undefined {
    return this.#schedules.all().find((schedule) => schedule.id === id);
  }

  /** A query that a client submitted has ended. */
  tellOfQuery(query: QueryRecord): void {
    const type = query.state === 'SUCCESS' ? 'success' : 'failed';
    const { id: assetId, account, updated: at } = query;
    this.alerts.tell({ type, assetId, at, account, schedule: undefined, run: undefined, query });
  }

  /** Runs that are under way are interrupted and taken up at the next start. */
  async close(): Promise<void> {
    await this.scheduler.close();
    await this.executor.close();
    await this.alerts.close();
    await this.log.close();
    await this.#store.close();
  }
}

/** The catalog's schedules as the scheduler takes them; what has not changed, the names it shows included, stays the same object. */
class ScheduleView {
  readonly #catalog: Catalog;
  readonly #known = new WeakMap<StoredSchedule, Schedule>();
  #view: CatalogView | undefined;
  #all: readonly Schedule[] = [];

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  all(): readonly Schedule[] {
    const { view } = this.#catalog;
    if (view === this.#view) return this.#all;
    this.#view = view;
    const all: Schedule[] = [];
    const templates = templateNames(view);
    for (const object of view.objects())
      if (object.kind === 'schedule') all.push(this.#schedule(object, view, templates));
    const same = all.length === this.#all.length && all.every((schedule, index) => schedule === this.#all[index]);
    if (!same) this.#all = all;
    return this.#all;
  }

  /** Throws SqlError for a text that cannot run as it stands now. */
  prepare(schedule: Schedule): PreparedQuery {
    const { view } = this.#catalog;
    const text: StoredText = {
      sql: schedule.sql,
      queryParameters: schedule.queryParameters,
      dbName: schedule.dbName,
      output: this.#output(schedule, view),
    };
    const checked = checkText(text, view);
    return {
      sql: checked.sql,
      ownCommit: checked.ownCommit,
      more: {
        request: { dbName: schedule.dbName, sql: schedule.sql, queryParameters: schedule.queryParameters },
        effectiveSql: checked.sql === schedule.sql ? undefined : checked.sql,
        isCtas: checked.isCtas,
        isInsertInto: checked.isInsertInto,
        referenced: checked.relations.map(({ id, name }) => ({ id, name })),
      },
    };
  }

  /** A dataset that the schedule makes is made by the first run; later ones append to it. */
  #output({ id, dbName }: Schedule, view: CatalogView): StoredText['output'] {
    const stored = this.#stored(id, view)?.output;
    if (stored === undefined) return undefined;
    const { kind, datasetName, description } = stored;
    const span = { start: 0, end: 0 };
    const parts = datasetName.split('.').map((name) => ({ kind: 'ident' as const, span, name, quoted: true }));
    const exists = relationNamed({ kind: 'qname', span, parts }, dbName, view) !== undefined;
    return kind === 'insert' || exists ? { kind: 'insert', datasetName } : { kind: 'ctas', datasetName, description };
  }

  #stored(id: string, view: CatalogView): StoredSchedule | undefined {
    for (const object of view.objects()) if (object.kind === 'schedule' && object.id === id) return object;
    return undefined;
  }

  #schedule(stored: StoredSchedule, view: CatalogView, templates: ReadonlyMap<string, string>): Schedule {
    const known = this.#known.get(stored);
    const { templateId } = stored;
    const template = templateId === undefined ? undefined : { id: templateId, name: templates.get(templateId) ?? '' };
    const account = view.get(stored.owner)?.name ?? '';
    if (known !== undefined && known.account === account && known.template?.name === template?.name) return known;
    const schedule: Schedule = {
      id: stored.id,
      name: stored.name,
      account,
      dbName: stored.dbName,
      sql: stored.sql,
      queryParameters: stored.queryParameters,
      cron: stored.cron,
      timeZone: stored.timeZone,
      startsAt: Date.parse(stored.startsAt),
      endsAt: stored.endsAt === undefined ? undefined : Date.parse(stored.endsAt),
      maxActiveRuns: stored.maxActiveRuns,
      catchUp: stored.catchUp,
      quarantine: stored.quarantine,
      delayThresholdMinutes: stored.delayThresholdMinutes,
      enabled: stored.enabled,
      activeSince: Date.parse(stored.activeSince),
      template,
    };
    this.#known.set(stored, schedule);
    return schedule;
  }
}

/** What an account has registered. */
function addressesOf(view: CatalogView, account: string): readonly string[] {
  const addresses = view.role(account)?.email?.split(',') ?? [];
  return addresses.map((each) => each.trim()).filter((each) => each !== '');
}

function templateNames(view: CatalogView): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const object of view.objects()) if (object.kind === 'template') names.set(object.id, object.name);
  return names;
}
