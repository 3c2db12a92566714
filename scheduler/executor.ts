import type { Clock } from '../src/core/clock.ts';
import type { Logger } from '../src/core/logger.ts';
import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';
import { FairQueue } from './fair-queue.ts';
import { text, time } from './literal.ts';
import { toQueryError } from './query-error.ts';
import type { QueryLog } from './query-log.ts';
import { QueryParts } from './query-parts.ts';
import type { QueryError, QueryRecord } from './records.ts';
import type { RunSql } from './run-sql.ts';
import type { PreparedQuery } from './schedule.ts';

export interface ExecutorLimits {
  /** Batch queries at once, apart from the interactive ones. */
  readonly concurrency: number;
  /** 0: none. */
  readonly timeLimitMs: number;
  /** Queries that may wait; more are refused. */
  readonly maxQueued: number;
}

/** A batch query on its way. `onEnd` is called once, with the record in its final state; not when the server stops. */
export interface Job {
  readonly query: QueryRecord;
  /** Makes the text ready, when its turn has come. Throws SqlError for one that cannot run as it stands. */
  readonly prepare?: (() => PreparedQuery) | undefined;
  readonly onEnd?: ((ended: QueryRecord) => Promise<void>) | undefined;
  readonly onStart?: ((started: QueryRecord) => void) | undefined;
}

interface Running {
  readonly job: Job;
  readonly controller: AbortController;
  cancelled: boolean;
  progress: (() => Promise<number>) | undefined;
  readonly record: QueryRecord;
}

/**
 * Runs batch queries, a bounded number at once, in turn between accounts. Each passes SUBMITTED, IN_PROGRESS and a final
 * state, durable before the next step; success is durable in the same engine transaction as the data (`query_ends`).
 */
export class Executor {
  readonly #log: QueryLog;
  readonly #runSql: RunSql;
  readonly #limits: ExecutorLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #queue = new FairQueue<Job>();
  readonly #running = new Map<string, Running>();
  readonly #ends = new Set<Promise<void>>();
  #stopping = false;
  #longestWaitMs = 0;

  constructor(log: QueryLog, runSql: RunSql, limits: ExecutorLimits, clock: Clock, logger: Logger) {
    this.#log = log;
    this.#runSql = runSql;
    this.#limits = limits;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Waiting and running queries, and the longest time that one has waited so far, in milliseconds. */
  get load(): { readonly queued: number; readonly running: number; readonly longestWaitMs: number } {
    return { queued: this.#queue.size, running: this.#running.size, longestWaitMs: this.#longestWaitMs };
  }

  get full(): boolean {
    return this.#queue.size >= this.#limits.maxQueued;
  }

  /** Takes queries that are durable as SUBMITTED. */
  submit(jobs: readonly Job[]): void {
    for (const job of jobs) this.#queue.add(job.query.account, job);
    this.#startMore();
  }

  /** Asks a query to stop. Answers false when it has ended, or is none of this executor's. */
  async cancel(queryId: string): Promise<boolean> {
    const running = this.#running.get(queryId);
    if (running !== undefined) {
      running.cancelled = true;
      running.controller.abort(cancelError());
      return true;
    }
    for (const job of this.#queue.items()) {
      if (job.query.id !== queryId) continue;
      this.#queue.remove(job.query.account, job);
      await this.#end(job, { ...job.query, ...this.#final('KILLED', toQueryError(cancelError())) });
      return true;
    }
    return false;
  }

  /** Percent done, where the engine can say. */
  async progress(queryId: string): Promise<number | undefined> {
    const percent = await this.#running.get(queryId)?.progress?.();
    return percent === undefined || percent < 0 ? undefined : Math.min(100, Math.round(percent * 10) / 10);
  }

  /** Takes no more, interrupts what runs, and waits for it. What waits stays SUBMITTED for the next start. */
  async close(): Promise<void> {
    this.#stopping = true;
    const reason = new SqlError(SQLSTATE.adminShutdown, 'the server was stopped');
    for (const { controller } of this.#running.values()) controller.abort(reason);
    await Promise.all(this.#ends);
  }

  #startMore(): void {
    while (!this.#stopping && this.#running.size < this.#limits.concurrency) {
      const job = this.#queue.take();
      if (job === undefined) return;
      const now = this.#clock.now();
      this.#longestWaitMs = Math.max(this.#longestWaitMs, now - job.query.created);
      const running: Running = {
        job,
        controller: new AbortController(),
        cancelled: false,
        progress: undefined,
        record: { ...job.query, state: 'IN_PROGRESS', started: now, updated: now },
      };
      this.#running.set(job.query.id, running);
      const end = this.#perform(running).catch((error: unknown) => {
        this.#logger.error({ err: error, queryId: job.query.id }, 'batch query could not be ended');
      });
      this.#ends.add(end);
      void end.finally(() => {
        this.#ends.delete(end);
        this.#running.delete(job.query.id);
        this.#startMore();
      });
    }
  }

  async #perform(running: Running): Promise<void> {
    const { job, controller } = running;
    let { record } = running;
    let ended: QueryRecord;
    let parts: QueryParts | undefined;
    try {
      const prepared = job.prepare?.();
      if (prepared !== undefined) record = { ...record, sql: prepared.sql, more: { ...record.more, ...prepared.more } };
      this.#log.put(record);
      await this.#log.flush();
      job.onStart?.(record);
      controller.signal.throwIfAborted();
      parts = new QueryParts(record, this.#log, this.#clock);
      const { rowCount, copyUri, warning } = await this.#runSql(
        {
          account: record.account,
          dbName: record.dbName,
          sql: record.sql,
          door: record.door === 'scheduler' ? 'scheduler' : 'http',
          client: record.client,
          timeLimitMs: this.#limits.timeLimitMs,
          commitWith: [this.#endStatement(record)],
        },
        {
          signal: controller.signal,
          onStart: (progress) => {
            running.progress = progress;
          },
          onTouched: (datasets) => {
            record = { ...record, more: { ...record.more, ...datasets } };
          },
          parts,
        },
      );
      ended = { ...record, ...this.#final('SUCCESS'), rowCount, more: { ...record.more, copyUri, warning } };
    } catch (error) {
      const queryError = toQueryError(error);
      if (queryError.code === SQLSTATE.internalError) {
        this.#logger.error({ err: error, queryId: record.id }, 'batch query failed inside the server');
      }
      const timedOut = queryError.code === SQLSTATE.queryCanceled;
      const state = running.cancelled ? 'KILLED' : timedOut ? 'TIMEOUT' : 'FAILED';
      ended = { ...record, ...this.#final(state, queryError) };
    }
    parts?.end(ended);
    await this.#end(job, ended);
  }

  async #end(job: Job, ended: QueryRecord): Promise<void> {
    this.#log.put(ended);
    await this.#log.flush();
    // The run of a schedule that was stopped with the server is taken up again at the next start.
    if (this.#stopping && ended.error?.code === SQLSTATE.adminShutdown) return;
    await job.onEnd?.(ended);
  }

  #final(state: QueryRecord['state'], error?: QueryError): Pick<QueryRecord, 'state' | 'error' | 'ended' | 'updated'> {
    const now = this.#clock.now();
    return { state, error, ended: now, updated: now };
  }

  #endStatement({ id, scheduleId, runId }: QueryRecord): string {
    const values = [text(id), text(scheduleId), text(runId), time(this.#clock.now())];
    return `INSERT INTO stillhouse.query_ends VALUES (${values.join(', ')})`;
  }
}

function cancelError(): SqlError {
  return new SqlError(SQLSTATE.queryCanceled, 'canceling statement due to user request');
}
