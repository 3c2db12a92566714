import type { EngineConnection } from '../src/engine/connection.ts';
import { countEnd, countSince, type FailureCount, NO_FAILURES } from './failures.ts';
import { JsonRows } from './json-rows.ts';
import { type ListRequest, listPage, type Page } from './list.ts';
import { text, time } from './literal.ts';
import { maybeNumber } from './query-rows.ts';
import type { RunRecord } from './records.ts';
import { RUN_ROWS, RUNS, runChange } from './run-rows.ts';
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

/** Runs that are kept; older ones go now and then. */
const KEEP_RUNS = 100_000;
const TIDY_EVERY = 1_000;
const REMOVE_OLD =
  "DELETE FROM stillhouse.runs WHERE state <> 'IN_PROGRESS' AND created_at < " +
  `(SELECT created_at FROM stillhouse.runs ORDER BY created_at DESC LIMIT 1 OFFSET ${KEEP_RUNS - 1})`;

/** Rows of `stillhouse.schedule_state` before any failure. */
const CLAIM_ROWS = new JsonRows<Claim>({
  schedule_id: ['VARCHAR', ({ scheduleId }) => scheduleId],
  last_due: ['TIMESTAMP', ({ settledUntil }) => settledUntil],
  failures: ['BIGINT', () => 0],
  failed_at: ['TIMESTAMP', () => undefined],
  quarantined_at: ['TIMESTAMP', () => undefined],
});
const CLAIM =
  `INSERT INTO stillhouse.schedule_state ${CLAIM_ROWS.select} ` +
  'ON CONFLICT (schedule_id) DO UPDATE SET last_due = excluded.last_due ' +
  'WHERE schedule_state.last_due < excluded.last_due RETURNING schedule_id';
const NEW_RUNS =
  `INSERT INTO stillhouse.runs ${RUN_ROWS.select} ON CONFLICT (schedule_id, id) DO NOTHING ` +
  "RETURNING schedule_id || ' ' || id";

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
      const states = await connection.rows(
        'SELECT schedule_id, epoch_ms(last_due), failures, epoch_ms(failed_at), epoch_ms(quarantined_at) FROM stillhouse.schedule_state',
      );
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
   * Takes due times: one conditional upsert for all, in one transaction with the records of their runs. A due time that was
   * settled before, by another loop or before the clock was set back, is not taken again: neither its schedule's row nor
   * the key of the records lets it pass. Answers the claims that were taken, each with the runs that are new.
   */
  async claim(claims: readonly Claim[]): Promise<readonly Claim[]> {
    if (claims.length === 0) return [];
    return this.#store.transaction(
      async (connection) => {
        const won = await write(connection, CLAIM, CLAIM_ROWS, claims);
        const taken = claims.filter(({ scheduleId }) => won.has(scheduleId));
        const fresh = await write(
          connection,
          NEW_RUNS,
          RUN_ROWS,
          taken.flatMap(({ runs }) => runs),
        );
        return taken.map((claim) => ({ ...claim, runs: claim.runs.filter((run) => fresh.has(keyOf(run))) }));
      },
      (taken) => {
        for (const { scheduleId, settledUntil, runs } of taken) {
          this.#progress.set(scheduleId, { ...this.progress(scheduleId), lastDue: settledUntil });
          for (const run of runs) this.#keep(run);
        }
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
        await RUN_ROWS.insert(connection, 'stillhouse.runs', [run]);
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
        if (tidy) await connection.execute(REMOVE_OLD);
        await connection.execute(runChange(run));
        if (progress !== before) {
          await connection.execute(
            `UPDATE stillhouse.schedule_state SET failures = ${progress.failures.consecutive}, ` +
              `failed_at = ${time(progress.failedAt)}, quarantined_at = ${time(progress.failures.quarantinedAt)} ` +
              `WHERE schedule_id = ${text(run.scheduleId)}`,
          );
        }
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

/** Runs an INSERT of many records that answers those it took by one column. */
async function write<T>(
  connection: EngineConnection,
  sql: string,
  rows: JsonRows<T>,
  records: readonly T[],
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for (const value of rows.arrays(records)) {
    for (const [key] of await connection.rows(sql, [{ value, type: { kind: 'varchar' } }])) taken.add(String(key));
  }
  return taken;
}

function keyOf({ scheduleId, id }: RunRecord): string {
  return `${scheduleId} ${id}`;
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
