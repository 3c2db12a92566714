import type { Clock } from '../src/core/clock.ts';
import type { Logger } from '../src/core/logger.ts';
import type { EngineConnection } from '../src/engine/connection.ts';
import type { Catalog } from './catalog.ts';
import type { Oid, SnapshotId } from './objects.ts';
import { objectKey } from './writer.ts';

const DAY_MS = 86_400_000;
const SWEEP_EVERY_MS = 3_600_000;
/** Snapshots that one transaction lets expire. */
const SWEEP_ROWS = 10_000;

/**
 * Lets snapshots expire that are older than the operator keeps them. What is kept in any case: the newest of each dataset,
 * and all from the one on that a checkpoint stands at, so that no incremental load loses its place. Rows are never touched.
 * Source: reference, sections 2.5 and 10 (18).
 */
export class SnapshotRetention {
  readonly #catalog: Catalog;
  readonly #connection: EngineConnection;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #days: number;
  readonly #owner = { label: 'retention' };
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(catalog: Catalog, connection: EngineConnection, days: number, clock: Clock, logger: Logger) {
    this.#catalog = catalog;
    this.#connection = connection;
    this.#days = days;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Sweeps now and then. A failed sweep is logged; the next one does its work. */
  start(): void {
    this.#running = this.sweep().then(
      (expired) => {
        if (expired > 0) this.#logger.info({ expired }, 'snapshots expired');
      },
      (error: unknown) => this.#logger.warn({ error: String(error) }, 'snapshots could not expire'),
    );
    this.#timer = setTimeout(() => this.start(), SWEEP_EVERY_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    this.#connection.close();
  }

  /** Answers how many snapshots expired. Throws what the engine throws; what was done before stays done. */
  async sweep(): Promise<number> {
    let expired = 0;
    for (;;) {
      const found = await this.#old();
      const done = await this.#expire(found);
      expired += done;
      if (found.length < SWEEP_ROWS || done === 0) return expired;
    }
  }

  /** The oldest snapshots that may go, in the order of their ids. */
  async #old(): Promise<readonly (readonly [Oid, SnapshotId])[]> {
    const before = new Date(this.#clock.now() - this.#days * DAY_MS).toISOString().replace('T', ' ').replace('Z', '');
    const held = [...this.#heldByCheckpoints()].map(([dataset, id]) => `(${dataset}, ${id})`);
    const rows = await this.#connection.rows(
      `WITH held(dataset, snapshot_id) AS (VALUES ${['(-1, 0)', ...held].join(', ')}),
            newest AS (SELECT dataset, max(snapshot_id) AS id FROM stillhouse.snapshots GROUP BY dataset)
       SELECT s.dataset, s.snapshot_id
       FROM stillhouse.snapshots s JOIN newest n ON n.dataset = s.dataset LEFT JOIN held h ON h.dataset = s.dataset
       WHERE s.expired IS NOT TRUE AND s.made_at < TIMESTAMP '${before}' AND s.snapshot_id < n.id
         AND (h.snapshot_id IS NULL OR s.snapshot_id < h.snapshot_id)
       ORDER BY s.snapshot_id LIMIT ${SWEEP_ROWS}`,
    );
    return rows.map(([dataset, id]) => [Number(dataset) as Oid, id as SnapshotId]);
  }

  #heldByCheckpoints(): ReadonlyMap<Oid, bigint> {
    const earliest = new Map<Oid, bigint>();
    for (const object of this.#catalog.view.objects()) {
      if (object.kind !== 'checkpoint') continue;
      const id = BigInt(object.snapshot);
      const known = earliest.get(object.dataset);
      if (known === undefined || id < known) earliest.set(object.dataset, id);
    }
    return earliest;
  }

  /** Answers how many expired: not those of datasets that a transaction is writing or dropping, which the next sweep finds. */
  async #expire(found: readonly (readonly [Oid, SnapshotId])[]): Promise<number> {
    const { locks } = this.#catalog;
    try {
      const free = found.filter(([dataset]) => locks.take(objectKey(dataset), this.#owner));
      if (free.length === 0) return 0;
      await this.#catalog.change(this.#connection, (changes) => {
        for (const [dataset, upTo] of new Map(free)) changes.expire(dataset, upTo);
      });
      return free.length;
    } finally {
      locks.releaseAll(this.#owner);
    }
  }
}
