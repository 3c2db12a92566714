import type { QueryDetails } from './records.ts';

/** Runs SQL as an account, through a session; `main.ts` supplies it, so that the scheduler knows no session. */
export type RunSql = (request: SqlRequest, control: SqlControl) => Promise<SqlOutcome>;

export interface SqlRequest {
  readonly account: string;
  readonly dbName: string;
  readonly sql: string;
  readonly door: 'http' | 'scheduler';
  readonly client: string;
  /** 0: none. */
  readonly timeLimitMs: number;
  /** Statements that commit in one engine transaction with what the SQL wrote, or not at all. */
  readonly commitWith: readonly string[];
}

export interface SqlControl {
  /** Aborted: the statement stops with the signal's reason and leaves nothing behind. */
  readonly signal: AbortSignal;
  /** Called with a function that asks how far the statement is: 0 to 100, -1 when nobody can say. */
  readonly onStart: (progress: () => Promise<number>) => void;
  /** Called with what there is to say of the data, each time that there is more. */
  readonly onTouched: (datasets: Pick<QueryDetails, 'referenced' | 'read' | 'written'>) => void;
  /** Told of the statements of blocks as they run. */
  readonly parts: PartListener;
}

/** A block's statements are one by one, and end with the block: what one did may be undone by a later one. */
export interface PartListener {
  /** A statement begins; answers what is to be called when it has ended, for better or worse. */
  began(part: { readonly kind: string; readonly sql: string }): PartProgress;
  /** Answers a function to be called when all that was done from now on was undone. */
  mark(): (error: unknown) => void;
  /** What was done until now was committed, or undone, whatever becomes of the rest. */
  settled(what: 'kept' | 'undone'): void;
}

export interface PartProgress {
  readonly onTouched: SqlControl['onTouched'];
  readonly ended: (end: { readonly rowCount: number | undefined; readonly error: unknown }) => void;
}

export interface SqlOutcome {
  readonly rowCount: number | undefined;
  /** Where the last COPY wrote, below the export folder. */
  readonly copyUri: string | undefined;
  /** The first error that a block handled by itself. */
  readonly warning: string | undefined;
}
