import type { QueryRecord, RunRecord } from './records.ts';
import type { Schedule } from './schedule.ts';

export type AlertType = 'start' | 'success' | 'failed' | 'quarantine' | 'delay';

/** Something that somebody may want to hear of. A run of a schedule has both `schedule` and `run`. */
export interface SchedulerEvent {
  readonly type: AlertType;
  /** A schedule's id, or a query's where no schedule started it. */
  readonly assetId: string;
  readonly at: number;
  readonly account: string;
  readonly schedule: Schedule | undefined;
  readonly run: RunRecord | undefined;
  readonly query: QueryRecord | undefined;
}

export type EventListener = (event: SchedulerEvent) => void;
