/** How often a schedule failed without a success in between, and when that put it in quarantine. */
export interface FailureCount {
  readonly consecutive: number;
  /** UTC milliseconds. */
  readonly quarantinedAt: number | undefined;
}

export const NO_FAILURES: FailureCount = { consecutive: 0, quarantinedAt: undefined };
/** Source: API reference, section 9. */
export const QUARANTINE_AFTER = 10;

/** Counts the end of a run that was due by the clock; runs by hand and skipped runs are not asked about. */
export function countEnd(
  count: FailureCount,
  ended: 'SUCCESS' | 'FAILED',
  enrolled: boolean,
  now: number,
): FailureCount {
  if (ended === 'SUCCESS') return { ...count, consecutive: 0 };
  const consecutive = count.consecutive + 1;
  const quarantinedAt =
    enrolled && consecutive >= QUARANTINE_AFTER ? (count.quarantinedAt ?? now) : count.quarantinedAt;
  return { consecutive, quarantinedAt };
}

/** Enabling a schedule wipes what was counted before. */
export function countSince(count: FailureCount, lastFailureAt: number | undefined, activeSince: number): FailureCount {
  return lastFailureAt !== undefined && lastFailureAt < activeSince ? NO_FAILURES : count;
}
