import { type CatchUp, dueAfter, type Timetable } from './schedule.ts';

/** What one look at the clock asks of one schedule. */
export interface DueDecision {
  /** Due times to run now, oldest first. */
  readonly run: readonly number[];
  /** Due times that are passed over, oldest first, each with the reason that its run record shows. */
  readonly skip: readonly { readonly due: number; readonly reason: string }[];
  /** Further passed-over due times that get no record of their own. */
  readonly skippedMore: number;
  /** The largest due time that is settled by this. */
  readonly settledUntil: number | undefined;
}

/** A due time older than this was missed: the server was down, or could not keep up. */
export const MISSED_AFTER_MS = 60_000;
/** Records of skipped runs that one look makes at most. */
const MAX_SKIP_RECORDS = 100;
/** Due times that one look walks through at most: a year of minutes. */
const MAX_WALK = 600_000;

const NOTHING: DueDecision = { run: [], skip: [], skippedMore: 0, settledUntil: undefined };

/**
 * Which due times up to `now` run, by the catch-up rule and the bound on runs at once. `settled` is the last due time that
 * was run or passed over before. With `latest` the newest due time runs and those before it are skipped; with `none` only
 * one that is not older than a minute; with `all` each due time waits for its turn and none is skipped.
 */
export function decideDue(
  table: Timetable,
  settled: number,
  now: number,
  rule: { readonly catchUp: CatchUp; readonly maxActiveRuns: number; readonly activeRuns: number },
): DueDecision {
  const free = Math.max(0, rule.maxActiveRuns - rule.activeRuns);
  const due: number[] = [];
  const limit = rule.catchUp === 'all' ? free : MAX_WALK;
  let last = settled;
  while (due.length < limit) {
    const next = dueAfter(table, last);
    if (next === undefined || next > now) break;
    due.push(next);
    last = next;
  }
  const newest = due.at(-1);
  if (newest === undefined) return NOTHING;
  if (rule.catchUp === 'all') return { run: due, skip: [], skippedMore: 0, settledUntil: newest };
  const missed = due.slice(0, -1).map((each) => ({ due: each, reason: 'missed: a later run takes its place' }));
  const tooOld = rule.catchUp === 'none' && newest <= now - MISSED_AFTER_MS;
  const run = tooOld || free === 0 ? [] : [newest];
  if (tooOld) missed.push({ due: newest, reason: 'missed: the schedule does not catch up' });
  else if (free === 0) missed.push({ due: newest, reason: overlapReason(rule.maxActiveRuns) });
  const skip = missed.slice(-MAX_SKIP_RECORDS);
  return { run, skip, skippedMore: missed.length - skip.length, settledUntil: newest };
}

function overlapReason(maxActiveRuns: number): string {
  return maxActiveRuns === 1
    ? 'skipped: the run before it has not ended'
    : `skipped: ${maxActiveRuns} runs before it have not ended`;
}
