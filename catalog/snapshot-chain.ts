import type { SnapshotId } from './objects.ts';

/**
 * The snapshot ids of one dataset in the order of their commits, which is also ascending order. The first of them may have
 * expired: they are known, but cannot be addressed. Chains share one growing array: a chain sees only its own length of it.
 */
export class SnapshotChain {
  static readonly empty = new SnapshotChain(new BigInt64Array(0), 0, 0);
  /** All that there ever were, the expired among them. */
  readonly length: number;
  readonly #ids: BigInt64Array;
  readonly #expired: number;

  private constructor(ids: BigInt64Array, length: number, expired: number) {
    this.#ids = ids;
    this.length = length;
    this.#expired = expired;
  }

  /** `expired`: how many of the first have. */
  static of(ids: readonly SnapshotId[], expired = 0): SnapshotChain {
    return ids.length === 0 ? SnapshotChain.empty : new SnapshotChain(BigInt64Array.from(ids), ids.length, expired);
  }

  append(id: SnapshotId): SnapshotChain {
    // The slot behind this chain may hold this very id already, from the view of the transaction that now commits; or
    // another, from one that was rolled back.
    const slot = this.#ids[this.length];
    const free = slot === 0n || slot === id;
    const ids = free ? this.#ids : new BigInt64Array(Math.max(8, this.length * 2));
    if (!free) ids.set(this.#ids.subarray(0, this.length));
    ids[this.length] = id;
    return new SnapshotChain(ids, this.length + 1, this.#expired);
  }

  /** The newest snapshot never expires: it is the dataset as it is. */
  expire(upTo: SnapshotId): SnapshotChain {
    let expired = this.#expired;
    while (expired < this.length - 1 && (this.#ids[expired] ?? 0n) <= upTo) expired++;
    return new SnapshotChain(this.#ids, this.length, expired);
  }

  /** Whether the id can be addressed. */
  has(id: bigint): boolean {
    const place = this.#place(id);
    return place >= 0 && place >= this.#expired;
  }

  hasExpired(id: bigint): boolean {
    const place = this.#place(id);
    return place >= 0 && place < this.#expired;
  }

  /** The newest that has expired. */
  get expiredUpTo(): SnapshotId | undefined {
    return this.#expired === 0 ? undefined : (this.#ids[this.#expired - 1] as SnapshotId);
  }

  /** The earliest that can be addressed. */
  get first(): SnapshotId | undefined {
    return this.length === 0 ? undefined : (this.#ids[this.#expired] as SnapshotId);
  }

  get last(): SnapshotId | undefined {
    return this.length === 0 ? undefined : (this.#ids[this.length - 1] as SnapshotId);
  }

  /** -1 for an id that is not in the chain. */
  #place(id: bigint): number {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#ids[middle] ?? 0n;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
