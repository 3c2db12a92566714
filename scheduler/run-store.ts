import { SqlError } from '../src/core/sql-error.ts';
import { SQLSTATE } from '../src/core/sql-state.ts';
import type { EngineConnection } from '../src/engine/connection.ts';
import { countEnd, countSince, type FailureCount, NO_FAILURES } from './failures.ts';
import { type ListRequest, listPage, type Page } from './list.ts';
import { text, time } from './literal.ts';
import { maybeNumber } from './query-rows.ts';
import type { RunRecord } from './records.ts';
import { addRuns, RUNS, runChange } from './run-rows.ts';
import type { Store } from './store.ts';

/** How far a schedule has come. */
export interface Progress {
  /** The last due time that is settled, UTC milliseconds; undefined before the first. */
  readonly lastDue: number | undefined;
  readonly failures: FailureCount;
  readonly failedAt: number | undefined;
}

export interface Claim {
  readonly scheduleId: string;
  readonly settledUntil: number;
  /** Those to run and those passed over. */
  readonly runs: readonly RunRecord[];
}

/** Runs that are kept; older ones go now and then, once `schedule_state` knows how far they went. */
const KEEP_RUNS = 100_000;
const TIDY_EVERY = 1_000;
const REMOVE_OLD = [
  `INSERT INTO stillhouse.schedule_state
   SELECT schedule_id, max(due), 0, NULL, NULL FROM stillhouse.runs WHERE NOT external GROUP BY schedule_id
   ON CONFLICT (schedule_id) DO UPDATE SET last_due = greatest(schedule_state.last_due, excluded.last_due)`,
  "DELETE FROM stillhouse.runs WHERE state <> 'IN_PROGRESS' AND created_at < " +
    `(SELECT created_at FROM stillhouse.runs ORDER BY created_at DESC LIMIT 1 OFFSET ${KEEP_RUNS - 1})`,
];
/** How far the schedules have come: by the ends that were counted, and by the due times that have a record. */
const STATES =
  'SELECT schedule_id, epoch_ms(greatest(s.last_due, r.last_due)), coalesce(failures, 0), epoch_ms(failed_at), epoch_ms(quarantined_at) ' +
  'FROM stillhouse.schedule_state s FULL JOIN ' +
  '(SELECT schedule_id, max(due) AS last_due FROM stillhouse.runs WHERE NOT external GROUP BY schedule_id) r USING (schedule_id)';

const NOTHING_YET: Progress = { lastDue: undefined, failures: NO_FAILURES, failedAt: undefined };

/** Runs and how far each schedule has come: in memory what is active, in the engine's file everything. */
export class RunStore {
  readonly #store: Store;
  readonly #progress = new Map<string, Progress>();
  readonly #active = new Map<string, Map<string, RunRecord>>();
  #updates = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Answers the runs that a server before this one left active. */
  async open(): Promise<readonly RunRecord[]> {
    return this.#store.work(async (connection) => {
      const states = await connection.rows(STATES);
      for (const [id, lastDue, failures, failedAt, quarantinedAt] of states) {
        this.#progress.set(String(id), {
          lastDue: Number(lastDue),
          failures: { consecutive: Number(failures), quarantinedAt: maybeNumber(quarantinedAt) },
          failedAt: maybeNumber(failedAt),
        });
      }
      const left = await connection.rows(
        `SELECT ${RUNS.select} FROM stillhouse.runs WHERE state = 'IN_PROGRESS' ORDER BY created_at, id`,
      );
      const runs = left.map((row) => RUNS.read(row));
      for (const run of runs) this.#keep(run);
      return runs;
    });
  }

  progress(scheduleId: string): Progress {
    return this.#progress.get(scheduleId) ?? NOTHING_YET;
  }

  /** Failures since the schedule was last enabled. */
  failures(scheduleId: string, activeSince: number): FailureCount {
    const { failures, failedAt } = this.progress(scheduleId);
    return countSince(failures, failedAt, activeSince);
  }

  active(scheduleId: string): readonly RunRecord[] {
    return [...(this.#active.get(scheduleId)?.values() ?? [])];
  }

  *allActive(): IterableIterator<RunRecord> {
    for (const runs of this.#active.values()) yield* runs.values();
  }

  /**
   * Takes due times: the record of a run is the claim. Its key names the due time, so that one that was taken before, by
   * another loop or before the clock was set back, is not taken again. Answers the claims, each with the runs that are new.
   */
  async claim(claims: readonly Claim[]): Promise<readonly Claim[]> {
    if (claims.length === 0) return [];
    try {
      return await this.#take(claims, async () => claims);
    } catch (error) {
      if (!(error instanceof SqlError) || error.sqlState !== SQLSTATE.uniqueViolation) throw error;
      return this.#take(claims, (connection) => withoutKnown(claims, connection));
    }
  }

  #take(
    claims: readonly Claim[],
    choose: (connection: EngineConnection) => Promise<readonly Claim[]>,
  ): Promise<readonly Claim[]> {
    return this.#store.transaction(
      async (connection) => {
        const taken = await choose(connection);
        await addRuns(
          connection,
          taken.flatMap(({ runs }) => runs),
        );
        return taken;
      },
      (taken) => {
        for (const { scheduleId, settledUntil } of claims) {
          this.#progress.set(scheduleId, { ...this.progress(scheduleId), lastDue: settledUntil });
        }
        for (const run of taken.flatMap(({ runs }) => runs)) this.#keep(run);
      },
    );
  }

  /**
   * Records a run by hand. `request`: the row of `run_requests` that asked for it, which goes in the same transaction.
   * Answers false, and records nothing, when as many runs as `mostActive` are active by the time that its turn has come.
   */
  add(
    run: RunRecord,
    { request, mostActive }: { readonly request?: string; readonly mostActive?: number },
  ): Promise<boolean> {
    return this.#store.transaction(
      async (connection) => {
        if (mostActive !== undefined && this.active(run.scheduleId).length >= mostActive) return false;
        await addRuns(connection, [run]);
        if (request !== undefined) {
          await connection.execute(`DELETE FROM stillhouse.run_requests WHERE id = ${text(request)}`);
        }
        return true;
      },
      (added) => {
        if (added) this.#keep(run);
      },
    );
  }

  /**
   * Changes the record of an active run; `counted` also counts its end. Answers the count after it. The count that it starts
   * from is read when its turn has come, since claims and other ends may be before it in the line.
   */
  async update(
    run: RunRecord,
    counted?: { readonly enrolled: boolean; readonly activeSince: number },
  ): Promise<FailureCount> {
    const ended = run.state === 'SUCCESS' || run.state === 'FAILED' ? run.state : undefined;
    this.#updates++;
    const tidy = this.#updates % TIDY_EVERY === 0;
    const after = await this.#store.transaction(
      async (connection) => {
        const before = this.progress(run.scheduleId);
        const progress =
          counted === undefined || ended === undefined
            ? before
            : afterEnd(
                before,
                this.failures(run.scheduleId, counted.activeSince),
                ended,
                counted.enrolled,
                run.updated,
              );
        if (tidy) for (const statement of REMOVE_OLD) await connection.execute(statement);
        await connection.execute(runChange(run));
        if (progress !== before) await connection.execute(failuresRow(run.scheduleId, progress));
        return progress;
      },
      (progress) => {
        this.#progress.set(run.scheduleId, progress);
        this.#keep(run);
      },
    );
    return after.failures;
  }

  async get(scheduleId: string, id: string): Promise<RunRecord | undefined> {
    const active = this.#active.get(scheduleId)?.get(id);
    if (active !== undefined) return active;
    const rows = await this.#store.work((connection) =>
      connection.rows(
        `SELECT ${RUNS.select} FROM stillhouse.runs WHERE schedule_id = ${text(scheduleId)} AND id = ${text(id)}`,
      ),
    );
    return rows[0] === undefined ? undefined : RUNS.read(rows[0]);
  }

  list(request: ListRequest): Promise<Page<RunRecord>> {
    return this.#store.work((connection) => listPage(connection, RUNS, request));
  }

  /** What RUN SCHEDULE asked for, oldest first. */
  async requests(): Promise<readonly { readonly id: string; readonly scheduleId: string; readonly at: number }[]> {
    const rows = await this.#store.work((connection) =>
      connection.rows(
        'SELECT id, schedule_id, epoch_ms(requested_at) FROM stillhouse.run_requests ORDER BY requested_at, id',
      ),
    );
    return rows.map(([id, scheduleId, at]) => ({ id: String(id), scheduleId: String(scheduleId), at: Number(at) }));
  }

  /** Queries whose end committed with their data, and when; their records may not know it yet. */
  async committedQueries(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#store.work((connection) =>
      connection.rows('SELECT query_id, epoch_ms(ended_at) FROM stillhouse.query_ends'),
    );
    return new Map(rows.map(([id, at]) => [String(id), Number(at)]));
  }

  #keep(run: RunRecord): void {
    const runs = this.#active.get(run.scheduleId);
    if (run.state === 'IN_PROGRESS') {
      if (runs === undefined) this.#active.set(run.scheduleId, new Map([[run.id, run]]));
      else runs.set(run.id, run);
      return;
    }
    runs?.delete(run.id);
    if (runs?.size === 0) this.#active.delete(run.scheduleId);
  }
}

/** Without the runs whose due times have a record. */
async function withoutKnown(claims: readonly Claim[], connection: EngineConnection): Promise<readonly Claim[]> {
  const ids = claims.map(({ scheduleId }) => text(scheduleId)).join(', ');
  const earliest = Math.min(...claims.flatMap(({ runs }) => runs.map(({ due }) => due)));
  const rows = await connection.rows(
    `SELECT schedule_id, id FROM stillhouse.runs WHERE due >= ${time(earliest)} AND schedule_id IN (${ids})`,
  );
  const known = new Set(rows.map(([scheduleId, id]) => `${scheduleId} ${id}`));
  return claims.map((claim) => ({
    ...claim,
    runs: claim.runs.filter(({ scheduleId, id }) => !known.has(`${scheduleId} ${id}`)),
  }));
}

/** Puts the count of failures into the schedule's row, and makes it when it is the first. */
function failuresRow(scheduleId: string, { lastDue, failures, failedAt }: Progress): string {
  const { consecutive, quarantinedAt } = failures;
  const values = [text(scheduleId), time(lastDue ?? 0), String(consecutive), time(failedAt), time(quarantinedAt)];
  return (
    `INSERT INTO stillhouse.schedule_state VALUES (${values.join(', ')}) ON CONFLICT (schedule_id) DO UPDATE SET ` +
    'last_due = greatest(schedule_state.last_due, excluded.last_due), failures = excluded.failures, ' +
    'failed_at = excluded.failed_at, quarantined_at = excluded.quarantined_at'
  );
}

function afterEnd(
  before: Progress,
  failures: FailureCount,
  ended: 'SUCCESS' | 'FAILED',
  enrolled: boolean,
  now: number,
): Progress {
  return {
    ...before,
    failures: countEnd(failures, ended, enrolled, now),
    failedAt: ended === 'FAILED' ? now : before.failedAt,
  };
}
