import { randomUUID } from 'node:crypto';
import type { Clock } from '../src/core/clock.ts';
import type { Logger } from '../src/core/logger.ts';
import { decideDue, MISSED_AFTER_MS } from './due.ts';
import type { EventListener } from './events.ts';
import type { Executor } from './executor.ts';
import type { QueryLog } from './query-log.ts';
import { type RunRecord, runId } from './records.ts';
import type { Claim, RunStore } from './run-store.ts';
import { RunWork } from './run-work.ts';
import type { Prepare, Schedule } from './schedule.ts';
import { StartDelays } from './start-delays.ts';
import { Timetables } from './timetables.ts';

export interface SchedulerParts {
  /** The schedules of now; the same array as long as none has changed. */
  readonly schedules: () => readonly Schedule[];
  readonly prepare: Prepare;
  readonly executor: Executor;
  readonly log: QueryLog;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onEvent: EventListener;
}

/** The longest sleep: a changed schedule, a RUN SCHEDULE or a moved clock is seen after it at the latest. */
const MAX_SLEEP_MS = 1_000;

/**
 * The room scheduler runs stored SQL by the clock. Pure arithmetic says what is due (`cron/`, `due.ts`, `failures.ts`,
 * `retry.ts`); `run-store.ts` claims a due time in the engine's own file before it runs; `executor.ts` runs queries through
 * the `RunSql` that `main.ts` supplies; `query-log.ts` keeps what ran. This loop looks at the clock and starts the rest.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #timetables: Timetables;
  readonly #work: RunWork;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #closed = false;
  readonly #delays = new StartDelays();

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.#timetables = new Timetables(parts.logger);
    this.#work = new RunWork(parts);
  }

  get startDelays(): StartDelays['histogram'] {
    return this.#delays.histogram;
  }

  /** Takes up what a server before this one left, then looks at the clock until `close`. */
  async start(): Promise<void> {
    await this.#work.recover(this.#byId());
    await this.tick();
    this.#sleep();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#ticking;
  }

  /** One look at the clock: claims what is due, and starts it. */
  async tick(): Promise<void> {
    while (this.#ticking !== undefined) await this.#ticking;
    this.#ticking = this.#tick().finally(() => {
      this.#ticking = undefined;
    });
    await this.#ticking;
  }

  /** Looks at the clock now rather than after the sleep: a schedule has changed. */
  wake(): void {
    if (this.#timer === undefined || this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), 0);
  }

  /** Starts a run by hand. Answers undefined when the schedule has as many active runs as it may. */
  async trigger(schedule: Schedule): Promise<RunRecord | undefined> {
    const now = this.#parts.clock.now();
    const run = newRun(schedule.id, runId('manual', now, `.${randomUUID().slice(0, 8)}`), now, now, true);
    if (!(await this.#parts.runs.add(run, { mostActive: schedule.maxActiveRuns }))) return undefined;
    this.#work.begin([{ schedule, run }]);
    return run;
  }

  /** Cancels a run; it ends FAILED. Answers false when it has ended. */
  cancel(run: RunRecord): Promise<boolean> {
    return this.#work.cancel(run);
  }

  /** The run as it stands at this moment, with what only memory knows. */
  current(run: RunRecord): RunRecord {
    return this.#work.current(run);
  }

  isQuarantined(schedule: Schedule): boolean {
    return this.#parts.runs.failures(schedule.id, schedule.activeSince).quarantinedAt !== undefined;
  }

  async #tick(): Promise<void> {
    const { clock, runs } = this.#parts;
    const now = clock.now();
    this.#timetables.update(this.#parts.schedules(), (schedule) => this.#settled(schedule));
    const claims: Claim[] = [];
    const idOf = scheduledIds();
    const schedules = new Map<string, Schedule>();
    for (const { schedule, table } of this.#timetables.due(now)) {
      if (this.isQuarantined(schedule)) continue;
      const activeRuns = runs.active(schedule.id).length;
      const decision = decideDue(table, this.#settled(schedule), now, { ...schedule, activeRuns });
      if (decision.settledUntil === undefined) continue;
      claims.push({
        scheduleId: schedule.id,
        settledUntil: decision.settledUntil,
        runs: runsOf(schedule, decision, now, idOf),
      });
      schedules.set(schedule.id, schedule);
    }
    const claimed = await runs.claim(claims);
    for (const claim of claimed) {
      const schedule = schedules.get(claim.scheduleId);
      if (schedule !== undefined) this.#work.plan(claim.runs.map((run) => ({ schedule, run })));
    }
    this.#work.proceed(now);
    this.#measure(claimed.flatMap((claim) => claim.runs));
    for (const { scheduleId, settledUntil } of claims) this.#timetables.settle(scheduleId, settledUntil);
    await this.#takeRequests(now);
    this.#work.proceed(now);
  }

  /** What was missed while nobody could run it is no delay of the scheduler. */
  #measure(runs: readonly RunRecord[]): void {
    const now = this.#parts.clock.now();
    for (const { state, due } of runs) {
      if (state === 'IN_PROGRESS' && now - due < MISSED_AFTER_MS) this.#delays.add(Math.max(0, now - due) / 1000);
    }
  }

  /** RUN SCHEDULE left a row when its transaction committed. */
  async #takeRequests(now: number): Promise<void> {
    const { runs, logger } = this.#parts;
    const requests = await runs.requests();
    if (requests.length === 0) return;
    const byId = this.#byId();
    for (const { id, scheduleId, at } of requests) {
      const schedule = byId.get(scheduleId);
      const run = newRun(scheduleId, id, at, now, true);
      const message = this.#whyNot(schedule);
      if (schedule === undefined || message !== undefined) {
        await runs.add({ ...run, state: 'SKIPPED', ended: now, queryId: undefined, message }, { request: id });
      } else {
        await runs.add(run, { request: id });
        this.#work.plan([{ schedule, run }]);
      }
      logger.debug({ scheduleId, runId: id }, 'run by hand');
    }
  }

  /** Why a run by hand cannot begin. */
  #whyNot(schedule: Schedule | undefined): string | undefined {
    if (schedule === undefined) return 'the schedule was dropped';
    if (this.isQuarantined(schedule)) return 'skipped: the schedule is in quarantine until it is enabled';
    const full = this.#parts.runs.active(schedule.id).length >= schedule.maxActiveRuns;
    return full ? 'skipped: as many runs as the schedule allows are active' : undefined;
  }

  #settled(schedule: Schedule): number {
    return this.#parts.runs.progress(schedule.id).lastDue ?? Number.NEGATIVE_INFINITY;
  }

  #byId(): ReadonlyMap<string, Schedule> {
    return new Map(this.#parts.schedules().map((schedule) => [schedule.id, schedule]));
  }

  #sleep(): void {
    if (this.#closed) return;
    // A `wake` during the look has set one already.
    clearTimeout(this.#timer);
    const until = (this.#timetables.next ?? Number.POSITIVE_INFINITY) - this.#parts.clock.now();
    this.#timer = setTimeout(() => this.#look(), Math.max(5, Math.min(MAX_SLEEP_MS, until)));
  }

  #look(): void {
    this.tick()
      .catch((error: unknown) => this.#parts.logger.error({ err: error }, 'scheduler could not look for due runs'))
      .finally(() => this.#sleep());
  }
}

/** Ids of due times; most of those of one moment are the same. */
function scheduledIds(): (due: number) => string {
  const known = new Map<number, string>();
  return (due) => {
    const id = known.get(due) ?? runId('scheduled', due);
    known.set(due, id);
    return id;
  };
}

function runsOf(
  schedule: Schedule,
  decision: ReturnType<typeof decideDue>,
  now: number,
  idOf: (due: number) => string,
): readonly RunRecord[] {
  const skipped = decision.skip.map(({ due, reason }, index) => {
    const more = index === 0 && decision.skippedMore > 0 ? ` (and ${decision.skippedMore} due times before it)` : '';
    const run = newRun(schedule.id, idOf(due), due, now, false);
    return { ...run, state: 'SKIPPED', ended: now, queryId: undefined, message: reason + more } as const;
  });
  return [...skipped, ...decision.run.map((due) => newRun(schedule.id, idOf(due), due, now, false))];
}

function newRun(scheduleId: string, id: string, due: number, now: number, external: boolean): RunRecord {
  return {
    id,
    scheduleId,
    due,
    external,
    state: 'IN_PROGRESS',
    taskState: 'QUEUED',
    created: now,
    updated: now,
    started: undefined,
    ended: undefined,
    attempt: 1,
    queryId: randomUUID(),
    message: undefined,
    sqlState: undefined,
  };
}
