import type { Clock } from '../core/clock.ts';

const WINDOW_MS = 5 * 60_000;
/** Failures within the window that cost no more than the base delay. */
const FREE_FAILURES = 5;
const BASE_DELAY_MS = 100;
const FIRST_PENALTY_MS = 500;
const MAX_PENALTY_MS = 15_000;
/** Beyond this many address-user pairs the one that failed longest ago is forgotten. */
const MAX_ENTRIES = 10_000;
/** Attempts that would have to queue longer than this are refused at once. */
const MAX_QUEUE_MS = 30_000;

interface Failures {
  count: number;
  lastAt: number;
  /** When the next attempt may begin. */
  nextAttemptAt: number;
}

/**
 * Makes guessing slow: counts failures per address and user. From the fifth within five minutes each attempt waits for its
 * turn, twice as long as the one before, up to 15 s; attempts in parallel queue. A success clears the count.
 */
export class LoginThrottle {
  private readonly clock: Clock;
  private readonly entries = new Map<string, Failures>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** How long in ms an attempt has to wait before its password is looked at; undefined: refuse it without looking. */
  beginAttempt(address: string, user: string): number | undefined {
    const entry = this.current(keyOf(address, user));
    if (entry === undefined || entry.count < FREE_FAILURES) return 0;
    const now = this.clock.now();
    const startsAt = Math.max(now, entry.nextAttemptAt);
    if (startsAt - now > MAX_QUEUE_MS) return undefined;
    entry.nextAttemptAt = startsAt + penaltyMs(entry.count);
    return startsAt - now;
  }

  /** Counts a failure. Answers how long in ms its report is held back. */
  failed(address: string, user: string): { readonly failures: number; readonly delayMs: number } {
    const key = keyOf(address, user);
    const now = this.clock.now();
    const entry = this.current(key) ?? { count: 0, lastAt: now, nextAttemptAt: now };
    entry.count++;
    entry.lastAt = now;
    this.entries.delete(key); // so that the order of the map is the order of the last failure
    this.entries.set(key, entry);
    if (this.entries.size > MAX_ENTRIES) this.forgetOldest();
    if (entry.count >= FREE_FAILURES) {
      entry.nextAttemptAt = Math.max(entry.nextAttemptAt, now + penaltyMs(entry.count));
    }
    return { failures: entry.count, delayMs: BASE_DELAY_MS };
  }

  succeeded(address: string, user: string): void {
    this.entries.delete(keyOf(address, user));
  }

  private current(key: string): Failures | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined || this.clock.now() - entry.lastAt <= WINDOW_MS) return entry;
    this.entries.delete(key);
    return undefined;
  }

  private forgetOldest(): void {
    for (const key of this.entries.keys()) {
      this.entries.delete(key);
      return;
    }
  }
}

function penaltyMs(failures: number): number {
  return Math.min(MAX_PENALTY_MS, FIRST_PENALTY_MS * 2 ** Math.min(10, failures - FREE_FAILURES));
}

/** A user name may hold anything but a zero byte. */
function keyOf(address: string, user: string): string {
  return `${address}\0${user}`;
}
