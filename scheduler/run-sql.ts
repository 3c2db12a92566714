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
}

export interface SqlOutcome {
  readonly rowCount: number | undefined;
  /** Where the last COPY wrote, below the export folder. */
  readonly copyUri: string | undefined;
  /** The first error that a block handled by itself. */
  readonly warning: string | undefined;
}
