import { describe, expect, it } from 'vitest';
import { decideDue } from '../../../scheduler/due.ts';
import { countEnd, countSince, NO_FAILURES } from '../../../scheduler/failures.ts';
import { FairQueue } from '../../../scheduler/fair-queue.ts';
import { runId } from '../../../scheduler/records.ts';
import { errorType, retryDelay } from '../../../scheduler/retry.ts';
import { type CatchUp, dueAfter, timetable } from '../../../scheduler/schedule.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 1);

function hourly(more: { readonly startsAt?: number; readonly endsAt?: number; readonly cron?: string } = {}) {
  const { startsAt = start, endsAt, cron = '0 * * * *' } = more;
  return timetable({ cron, timeZone: 'UTC', startsAt, endsAt, activeSince: start });
}

function decide(catchUp: CatchUp, settled: number, now: number, activeRuns = 0, maxActiveRuns = 1) {
  return decideDue(hourly(), settled, now, { catchUp, activeRuns, maxActiveRuns });
}

describe('due times', () => {
  it('lie within the bounds of the schedule', () => {
    expect(dueAfter(hourly({ startsAt: start + 5 * hour }), Number.NEGATIVE_INFINITY)).toBe(start + 5 * hour);
    expect(dueAfter(hourly({ endsAt: start + 2 * hour }), start)).toBe(start + hour);
    expect(dueAfter(hourly({ endsAt: start + 2 * hour }), start + hour)).toBeUndefined();
  });

  it('come once for @once', () => {
    const table = hourly({ cron: '@once', startsAt: start + hour });
    expect(dueAfter(table, Number.NEGATIVE_INFINITY)).toBe(start + hour);
    expect(dueAfter(table, start + hour)).toBeUndefined();
  });
});

describe('catching up', () => {
  const missed = start + 5 * hour + 600_000;

  it('runs the latest and records the others', () => {
    const { run, skip, settledUntil } = decide('latest', start, missed);
    expect(run).toEqual([start + 5 * hour]);
    expect(skip.map(({ due }) => due)).toEqual([1, 2, 3, 4].map((n) => start + n * hour));
    expect(settledUntil).toBe(start + 5 * hour);
  });

  it('runs nothing old when it is not wanted', () => {
    expect(decide('none', start, missed).run).toEqual([]);
    expect(decide('none', start, missed).skip).toHaveLength(5);
    expect(decide('none', start + 4 * hour, start + 5 * hour + 1_000).run).toEqual([start + 5 * hour]);
  });

  it('runs all of them, as many at once as may be', () => {
    expect(decide('all', start, missed).run).toEqual([start + hour]);
    expect(decide('all', start, missed, 0, 3).run).toEqual([1, 2, 3].map((n) => start + n * hour));
    expect(decide('all', start, missed, 1).settledUntil).toBeUndefined();
  });

  it('skips a due time while the run before it has not ended', () => {
    const { run, skip } = decide('latest', start, start + hour, 1);
    expect(run).toEqual([]);
    expect(skip).toEqual([{ due: start + hour, reason: 'skipped: the run before it has not ended' }]);
  });

  it('does nothing before the time, and nothing twice', () => {
    expect(decide('latest', start, start + hour - 1).settledUntil).toBeUndefined();
    expect(decide('latest', start + hour, start + hour).settledUntil).toBeUndefined();
    expect(decide('latest', start + 3 * hour, start + hour).settledUntil).toBeUndefined();
  });

  it('bounds the records of a long absence', () => {
    const minutes = timetable({
      cron: '* * * * *',
      timeZone: 'UTC',
      startsAt: start,
      endsAt: undefined,
      activeSince: start,
    });
    const now = start + 30 * 24 * hour;
    const decision = decideDue(minutes, start, now, { catchUp: 'latest', activeRuns: 0, maxActiveRuns: 1 });
    expect(decision.skip).toHaveLength(100);
    expect(decision.skippedMore).toBe(30 * 24 * 60 - 101);
    expect(decision.run).toEqual([now]);
  });
});

describe('failures', () => {
  it('put an enrolled schedule in quarantine at the tenth in a row', () => {
    let count = NO_FAILURES;
    for (let i = 0; i < 9; i++) count = countEnd(count, 'FAILED', true, i);
    expect(count).toEqual({ consecutive: 9, quarantinedAt: undefined });
    expect(countEnd(count, 'SUCCESS', true, 9).consecutive).toBe(0);
    expect(countEnd(count, 'FAILED', true, 9)).toEqual({ consecutive: 10, quarantinedAt: 9 });
    expect(countEnd(count, 'FAILED', false, 9).quarantinedAt).toBeUndefined();
  });

  it('are wiped when the schedule is enabled again', () => {
    const count = { consecutive: 10, quarantinedAt: 5 };
    expect(countSince(count, 5, 6)).toEqual(NO_FAILURES);
    expect(countSince(count, 5, 4)).toBe(count);
  });
});

describe('retries', () => {
  it.each([
    ['22012', 'USER_ERROR', undefined],
    ['23505', 'USER_ERROR', undefined],
    ['42P01', 'USER_ERROR', undefined],
    ['57014', 'USER_ERROR', undefined],
    ['40001', 'SYSTEM_ERROR', 5_000],
    ['53200', 'SYSTEM_ERROR', 5_000],
    ['58030', 'SYSTEM_ERROR', 5_000],
  ])('%s is a %s', (state, type, delay) => {
    expect(errorType(state)).toBe(type);
    expect(retryDelay(state, 1)).toBe(delay);
  });

  it('are two', () => {
    expect([1, 2, 3].map((attempt) => retryDelay('40001', attempt))).toEqual([5_000, 20_000, undefined]);
  });
});

describe('the waiting line', () => {
  it('serves accounts in turn', () => {
    const queue = new FairQueue<string>();
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.add(item.charAt(0), item);
    expect(queue.remove('a', 'a2')).toBe(true);
    expect(queue.remove('a', 'a2')).toBe(false);
    expect(Array.from({ length: 6 }, () => queue.take())).toEqual(['a1', 'b1', 'c1', 'a3', 'c2', undefined]);
    expect(queue.size).toBe(0);
  });
});

describe('the id of a run', () => {
  it('names the due time', () => {
    const id = runId('scheduled', Date.UTC(2026, 3, 2, 5, 30));
    expect(Buffer.from(id, 'base64url').toString()).toBe('scheduled__2026-04-02T05:30:00+00:00');
  });
});
