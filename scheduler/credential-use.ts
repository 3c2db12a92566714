import type { Oid, Role } from '../catalog/objects.ts';
import type { Clock } from '../src/core/clock.ts';
import type { Logger } from '../src/core/logger.ts';
import { time } from './literal.ts';
import type { Store } from './store.ts';

const DAY_MS = 86_400_000;

/**
 * When accounts were proved last, to the day: the credential of a service account that nobody uses for long is worth
 * nothing any more, until somebody changes the account. Source: API reference, sections 13 and 16.
 */
export class CredentialUse {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #unusedDays: number;
  /** UTC milliseconds. */
  readonly #usedAt = new Map<number, number>();

  /** `unusedDays`: 0 for ever. */
  constructor(store: Store, unusedDays: number, clock: Clock, logger: Logger) {
    this.#store = store;
    this.#unusedDays = unusedDays;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** What is of accounts that are gone goes. */
  async open(): Promise<void> {
    const rows = await this.#store.work(async (connection) => {
      await connection.execute(
        "DELETE FROM stillhouse.credential_use WHERE role NOT IN (SELECT oid FROM stillhouse.objects WHERE kind = 'role')",
      );
      return connection.rows('SELECT role, epoch_ms(used_at) FROM stillhouse.credential_use');
    });
    for (const [oid, usedAt] of rows) this.#usedAt.set(Number(oid), Number(usedAt));
  }

  /** An account was proved. Never waits; written once a day. */
  used({ oid }: Role): void {
    const now = this.#clock.now();
    if (now - (this.#usedAt.get(oid) ?? Number.NEGATIVE_INFINITY) < DAY_MS) return;
    this.#usedAt.set(oid, now);
    this.#write(oid, now).catch((error: unknown) =>
      this.#logger.error({ err: error, role: oid }, 'use of an account could not be recorded'),
    );
  }

  /** Only accounts that were made over HTTP: a person's account stays, and so does the first one. */
  expired({ oid, createdAt, updatedAt, createdBy }: Role): boolean {
    if (this.#unusedDays === 0 || createdBy === undefined) return false;
    const changed = Date.parse(updatedAt ?? createdAt);
    const last = Math.max(changed, this.#usedAt.get(oid) ?? Number.NEGATIVE_INFINITY);
    return this.#clock.now() - last > this.#unusedDays * DAY_MS;
  }

  async #write(oid: Oid, now: number): Promise<void> {
    await this.#store.work((connection) =>
      connection.execute(
        `INSERT INTO stillhouse.credential_use VALUES (${oid}, ${time(now)}) ` +
          'ON CONFLICT (role) DO UPDATE SET used_at = excluded.used_at',
      ),
    );
  }
}
