import { randomUUID } from 'node:crypto';
import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';
import type { AlertType } from './events.ts';
import type { Job } from './executor.ts';
import { toQueryError } from './query-error.ts';
import type { QueryError, QueryRecord, RunRecord } from './records.ts';
import { MAX_RETRIES, retryDelay } from './retry.ts';
import type { Schedule } from './schedule.ts';
import type { SchedulerParts } from './scheduler.ts';

/** A run with the schedule as it was when the run began. */
export interface Work {
  readonly schedule: Schedule;
  readonly run: RunRecord;
}

/** Brings runs from their claim to their end: queries, retries, counting, alerts. */
export class RunWork {
  readonly #parts: SchedulerParts;
  /** By run and schedule. */
  readonly #current = new Map<string, Work>();
  /** Claimed, to be started by `proceed`. */
  #planned: Work[] = [];
  #retries: { readonly at: number; readonly work: Work }[] = [];
  readonly #warnedOfDelay = new Set<string>();

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  plan(work: readonly Work[]): void {
    this.#planned.push(...work.filter(({ run }) => run.state === 'IN_PROGRESS'));
  }

  /** Starts what is planned, and retries whose time has come; looks for runs that take too long. */
  proceed(now: number): void {
    const planned = this.#planned;
    this.#planned = [];
    const again = this.#retries.filter(({ at }) => at <= now).map(({ work }) => work);
    this.#retries = this.#retries.filter(({ at }) => at > now);
    this.begin([...planned, ...again]);
    this.#lookForDelay(now);
  }

  current(run: RunRecord): RunRecord {
    return this.#current.get(key(run))?.run ?? run;
  }

  /**
   * Makes the query of each run and hands it to the executor. The runs are durable already and name their queries, so a
   * query that a crash takes before it began is made again.
   */
  begin(works: readonly Work[]): void {
    const jobs = works.map((work) => {
      this.#current.set(key(work.run), work);
      const query = this.#query(work);
      this.#parts.log.put(query);
      return this.#job(work, query);
    });
    this.#parts.executor.submit(jobs);
  }

  async cancel(run: RunRecord): Promise<boolean> {
    const waiting = this.#retries.find(({ work }) => key(work.run) === key(run));
    if (waiting !== undefined) {
      this.#retries = this.#retries.filter((each) => each !== waiting);
      await this.#fail(waiting.work, toQueryError(canceled()));
      return true;
    }
    const { queryId } = this.current(run);
    return queryId !== undefined && this.#parts.executor.cancel(queryId);
  }

  /**
   * After a stop or a crash. A run whose query committed is done. Any other had no effect, since its end would have
   * committed with its writes: it is taken up again, up to three attempts in all; one whose text commits by itself fails
   * with 57P01, and so does one whose schedule is gone. Queries that no schedule started fail with 57P01 when they were in
   * progress, and wait in line again when they were not.
   */
  async recover(schedules: ReadonlyMap<string, Schedule>): Promise<void> {
    const { log, runs } = this.#parts;
    const left = new Map((await log.open()).map((query) => [query.id, query]));
    const done = await runs.committedQueries();
    for (const query of left.values()) {
      const ended = endOf(query, done.get(query.more.partOf ?? query.id), this.#parts.clock.now());
      if (ended !== undefined) {
        left.set(query.id, ended);
        log.put(ended);
      }
    }
    await log.flush();
    for (const run of await runs.open()) {
      const query = run.queryId === undefined ? undefined : (left.get(run.queryId) ?? (await log.get(run.queryId)));
      await this.#takeUp(run, query, schedules.get(run.scheduleId));
    }
    const waiting = [...left.values()].filter((query) => query.state === 'SUBMITTED' && query.runId === undefined);
    this.#parts.executor.submit(waiting.map((query) => ({ query, onEnd: (ended) => this.#tellOfQuery(ended) })));
  }

  /** Alerts for a query that no schedule started. */
  async #tellOfQuery(query: QueryRecord): Promise<void> {
    const type = query.state === 'SUCCESS' ? 'success' : 'failed';
    const { onEvent, clock } = this.#parts;
    onEvent({
      type,
      assetId: query.id,
      at: clock.now(),
      account: query.account,
      schedule: undefined,
      run: undefined,
      query,
    });
  }

  async #takeUp(run: RunRecord, query: QueryRecord | undefined, schedule: Schedule | undefined): Promise<void> {
    const stopped = toQueryError(new SqlError(SQLSTATE.adminShutdown, 'the server was stopped during the run'));
    if (schedule === undefined) {
      await this.#parts.runs.update(ended(run, 'FAILED', this.#parts.clock.now(), stopped));
      return;
    }
    const work = { schedule, run };
    if (query === undefined || query.state === 'SUBMITTED') {
      this.plan([work]);
    } else if (query.error?.code === SQLSTATE.adminShutdown) {
      const again = run.attempt <= MAX_RETRIES && !commitsByItself(this.#parts, schedule);
      if (again) this.plan([await this.#nextAttempt(work, 'QUEUED_FOR_RETRY', stopped)]);
      else await this.#fail(work, stopped);
    } else {
      await this.#end(work, query);
    }
  }

  #query({ schedule, run }: Work): QueryRecord {
    const now = this.#parts.clock.now();
    return {
      id: run.queryId ?? randomUUID(),
      created: now,
      updated: now,
      started: undefined,
      ended: undefined,
      state: 'SUBMITTED',
      sql: schedule.sql,
      error: undefined,
      account: schedule.account,
      client: 'Scheduler',
      door: 'scheduler',
      dbName: schedule.dbName,
      hidden: false,
      softDeleted: false,
      rowCount: undefined,
      bytes: undefined,
      template: schedule.template,
      scheduleId: schedule.id,
      runId: run.id,
      more: { name: schedule.name },
    };
  }

  #job(work: Work, query: QueryRecord): Job {
    return {
      query,
      prepare: () => this.#parts.prepare(work.schedule),
      onStart: (started) => {
        const run: RunRecord = { ...work.run, taskState: 'IN_PROGRESS', started: work.run.started ?? started.started };
        this.#current.set(key(run), { ...work, run });
        if (run.attempt === 1) this.#tell('start', { ...work, run }, started);
      },
      onEnd: (end) => this.#end(this.#current.get(key(work.run)) ?? work, end),
    };
  }

  async #end(work: Work, query: QueryRecord): Promise<void> {
    if (query.state === 'SUCCESS') {
      const run = { ...ended(work.run, 'SUCCESS', this.#parts.clock.now()), message: query.more.warning };
      await this.#finish({ ...work, run }, query);
      return;
    }
    const error = query.error ?? toQueryError(undefined);
    const delay = query.state === 'FAILED' ? retryDelay(error.code, work.run.attempt) : undefined;
    if (delay === undefined) {
      await this.#fail(work, error, query);
      return;
    }
    const next = await this.#nextAttempt(work, 'QUEUED_FOR_RETRY', error);
    this.#retries.push({ at: this.#parts.clock.now() + delay, work: next });
  }

  async #nextAttempt(work: Work, taskState: RunRecord['taskState'], error: QueryError): Promise<Work> {
    const run: RunRecord = {
      ...work.run,
      taskState,
      attempt: work.run.attempt + 1,
      queryId: randomUUID(),
      updated: this.#parts.clock.now(),
      message: error.message,
      sqlState: error.code,
    };
    await this.#parts.runs.update(run);
    this.#current.set(key(run), { ...work, run });
    return { ...work, run };
  }

  #fail(work: Work, error: QueryError, query?: QueryRecord): Promise<void> {
    return this.#finish({ ...work, run: ended(work.run, 'FAILED', this.#parts.clock.now(), error) }, query);
  }

  async #finish(work: Work, query: QueryRecord | undefined): Promise<void> {
    const { schedule, run } = work;
    const counted = run.external ? undefined : { enrolled: schedule.quarantine, activeSince: schedule.activeSince };
    const wasQuarantined = this.#parts.runs.failures(schedule.id, schedule.activeSince).quarantinedAt !== undefined;
    const failures = await this.#parts.runs.update(run, counted);
    this.#current.delete(key(run));
    this.#warnedOfDelay.delete(key(run));
    this.#tell(run.state === 'SUCCESS' ? 'success' : 'failed', work, query);
    if (!wasQuarantined && counted !== undefined && failures.quarantinedAt !== undefined) {
      this.#tell('quarantine', work, query);
    }
  }

  #lookForDelay(now: number): void {
    for (const work of this.#current.values()) {
      const { schedule, run } = work;
      const late = run.started !== undefined && now - run.started > schedule.delayThresholdMinutes * 60_000;
      if (!late || this.#warnedOfDelay.has(key(run))) continue;
      this.#warnedOfDelay.add(key(run));
      this.#tell('delay', work, undefined);
    }
  }

  #tell(type: AlertType, { schedule, run }: Work, query: QueryRecord | undefined): void {
    const { onEvent, clock } = this.#parts;
    onEvent({ type, assetId: schedule.id, at: clock.now(), account: schedule.account, schedule, run, query });
  }
}

function ended(run: RunRecord, state: 'SUCCESS' | 'FAILED', now: number, error?: QueryError): RunRecord {
  return { ...run, state, taskState: state, ended: now, updated: now, message: error?.message, sqlState: error?.code };
}

/** What became of a query that the last server left; undefined for one that did not begin. */
function endOf(query: QueryRecord, committedAt: number | undefined, now: number): QueryRecord | undefined {
  if (committedAt !== undefined) {
    return { ...query, state: 'SUCCESS', error: undefined, ended: committedAt, updated: committedAt };
  }
  if (query.state === 'SUBMITTED') return undefined;
  const error = toQueryError(new SqlError(SQLSTATE.adminShutdown, 'the server was stopped while the query ran'));
  return { ...query, state: 'FAILED', error, ended: now, updated: now };
}

function commitsByItself({ prepare }: SchedulerParts, schedule: Schedule): boolean {
  try {
    return prepare(schedule).ownCommit;
  } catch {
    return false;
  }
}

function canceled(): SqlError {
  return new SqlError(SQLSTATE.queryCanceled, 'the run was cancelled');
}

function key(run: RunRecord): string {
  return `${run.scheduleId} ${run.id}`;
}
