import { randomBytes } from 'node:crypto';
import type { Clock } from '../src/core/clock.ts';
import type { Logger } from '../src/core/logger.ts';
import type { EngineConnection } from '../src/engine/connection.ts';
import type { Engine } from '../src/engine/engine.ts';
import { Gate } from './gate.ts';
import { LockTable } from './locks.ts';
import { migrate } from './migrations/migrate.ts';
import { largestOid, type Numbers, readNumbers } from './numbers.ts';
import type { DatasetId, Oid, SnapshotId } from './objects.ts';
import { readObjects, readSecret, readSnapshots, writeSecret } from './store.ts';
import { CatalogTransaction } from './transaction.ts';
import { CatalogView } from './view.ts';

/** PostgreSQL gives objects of users this number and above. */
const FIRST_USER_OID = 16_384;

/**
 * The nouns of the product and their rules: datasets, containers, accounts, snapshots. The committed state is in memory as
 * one `CatalogView` and on disk in the engine's own file, so that a change and the rows it belongs to commit together.
 * `session` begins a `CatalogTransaction`; nothing else writes.
 */
export class Catalog {
  readonly locks = new LockTable();
  /** Commits, and the beginnings of transactions, pass one at a time. */
  readonly gate = new Gate();
  readonly #clock: Clock;
  readonly #logger: Logger;
  #view: CatalogView;
  #dataVersion = 0;
  #lastOid: number;
  #lastSnapshot: bigint;

  /** From which the salts of unknown users are made, and other things that must not be guessed. */
  readonly secret: Buffer;

  private constructor(clock: Clock, logger: Logger, view: CatalogView, last: Numbers, secret: Buffer) {
    this.#clock = clock;
    this.#logger = logger;
    this.#view = view;
    this.#lastOid = last.oid;
    this.#lastSnapshot = last.snapshot;
    this.secret = secret;
  }

  /** Migrates, then reads everything but rows into memory. */
  static async open(engine: Engine, clock: Clock, logger: Logger): Promise<Catalog> {
    const connection = await engine.connect();
    try {
      await migrate(connection, new Date(clock.now()));
      const objects = await readObjects(connection);
      const { chains, last } = await readSnapshots(connection);
      const secret =
        (await readSecret(connection, 'server')) ?? (await writeSecret(connection, 'server', randomBytes(32)));
      const dropped = await readNumbers(connection);
      const oid = objects.reduce(
        (largest, each) => Math.max(largest, largestOid(each)),
        Math.max(dropped.oid, FIRST_USER_OID - 1),
      );
      let { snapshot } = dropped;
      if (last > snapshot) snapshot = last;
      return new Catalog(clock, logger, CatalogView.of(objects, chains), { oid, snapshot }, secret);
    } finally {
      connection.close();
    }
  }

  /** The committed state. */
  get view(): CatalogView {
    return this.#view;
  }

  /** Grows with each commit that wrote anything, rows alone included: what was read at one value stays true at it. */
  get dataVersion(): number {
    return this.#dataVersion;
  }

  /** `base`: the state that the engine's transaction sees. */
  begin(base: CatalogView = this.#view): CatalogTransaction {
    return new CatalogTransaction(this, base);
  }

  now(): Date {
    return new Date(this.#clock.now());
  }

  nextOid(): Oid {
    this.#lastOid++;
    return this.#lastOid as Oid;
  }

  nextDatasetId(): DatasetId {
    return randomBytes(12).toString('hex') as DatasetId;
  }

  /** Larger than every id before it, in any dataset. Taken while the dataset's write lock is held. */
  nextSnapshotId(): SnapshotId {
    this.#lastSnapshot++;
    return this.#lastSnapshot as SnapshotId;
  }

  /** The numbers given last. */
  get last(): Numbers {
    return { oid: this.#lastOid, snapshot: this.#lastSnapshot };
  }

  /** Makes committed changes visible to all. Called by the transaction, right after its COMMIT. */
  publish(transaction: CatalogTransaction): void {
    this.#dataVersion++;
    this.#view = this.#view.apply(transaction.changes);
    this.#logger.debug({ changes: transaction.changes.length, version: this.#view.version }, 'catalog changed');
  }

  /** One change of the server's own, in a transaction of its own. Undone whole when it throws. */
  async change(connection: EngineConnection, make: (transaction: CatalogTransaction) => void): Promise<void> {
    // What the engine shows and what the view says are of the same moment.
    const transaction = await this.gate.run(async () => {
      await connection.run('BEGIN TRANSACTION');
      return this.begin();
    });
    try {
      make(transaction);
      await transaction.persist(connection);
      await this.gate.run(async () => {
        await connection.run('COMMIT');
        this.publish(transaction);
      });
    } catch (error) {
      // A COMMIT that failed has ended the transaction by itself.
      await connection.execute('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
