import type { Clock } from '../core/clock.ts';
import { HttpError } from './http-error.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Accounts that are remembered; beyond that all begin anew. */
const MOST_ACCOUNTS = 10_000;

/** Requests of one account: so many a second, with as many saved up. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  /** `perSecond` 0: no limit. */
  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /** Throws 429 with Retry-After when the account has to wait. */
  take(account: string): void {
    if (this.#perSecond === 0) return;
    const now = this.#clock.now();
    const bucket = this.#bucket(account, now);
    // A clock that was set back takes nothing away.
    const passed = Math.max(0, now - bucket.filledAt) / 1000;
    bucket.tokens = Math.min(this.#perSecond, bucket.tokens + passed * this.#perSecond);
    bucket.filledAt = now;
    if (bucket.tokens < 1) {
      const seconds = Math.max(1, Math.ceil((1 - bucket.tokens) / this.#perSecond));
      const detail = `The account may send ${this.#perSecond} requests a second; wait ${seconds} s.`;
      throw new HttpError(429, 'TOO_MANY_REQUESTS', 'Too many requests', detail, {
        headers: { 'retry-after': String(seconds) },
      });
    }
    bucket.tokens--;
  }

  #bucket(account: string, now: number): Bucket {
    const known = this.#buckets.get(account);
    if (known !== undefined) return known;
    if (this.#buckets.size >= MOST_ACCOUNTS) this.#buckets.clear();
    const made = { tokens: this.#perSecond, filledAt: now };
    this.#buckets.set(account, made);
    return made;
  }
}
