/** States of a query; the last four are final. Source: API reference, section 4.3. */
export type QueryState = 'SUBMITTED' | 'IN_PROGRESS' | 'SUCCESS' | 'FAILED' | 'KILLED' | 'TIMEOUT';

export interface QueryError {
  readonly code: string;
  readonly message: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly errorType: 'USER_ERROR' | 'SYSTEM_ERROR';
}

export interface NamedId {
  readonly id: string;
  readonly name: string;
}

/** One query of the log, from any door. Times are UTC milliseconds. */
export interface QueryRecord {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
  readonly started: number | undefined;
  readonly ended: number | undefined;
  readonly state: QueryState;
  readonly account: string;
  readonly client: string;
  readonly door: 'wire' | 'http' | 'scheduler' | 'console';
  /** The text that ran. */
  readonly sql: string;
  readonly dbName: string;
  /** No person wrote it: cursors, settings, look-ups of clients in the catalogue. */
  readonly hidden: boolean;
  readonly softDeleted: boolean;
  readonly rowCount: number | undefined;
  /** Bytes of the rows that went to the client, or came from it. */
  readonly bytes: number | undefined;
  readonly error: QueryError | undefined;
  readonly template: NamedId | undefined;
  readonly scheduleId: string | undefined;
  readonly runId: string | undefined;
  readonly more: QueryDetails;
}

/** What is only ever shown. */
export interface QueryDetails {
  readonly name?: string | undefined;
  /** Key of the client application, where it sent one. */
  readonly clientId?: string | undefined;
  /** The body as sent. */
  readonly request?: Readonly<Record<string, unknown>> | undefined;
  /** Set when the server changed the text. */
  readonly effectiveSql?: string | undefined;
  readonly isCtas?: boolean | undefined;
  readonly isInsertInto?: boolean | undefined;
  /** Relations that its text names when it begins; what it read and wrote when it has run. */
  readonly referenced?: readonly NamedId[] | undefined;
  readonly read?: readonly NamedId[] | undefined;
  readonly written?: readonly NamedId[] | undefined;
  /** It is a statement of the block that the query of this id runs, and commits or not with it. */
  readonly partOf?: string | undefined;
  /** Where a COPY wrote, below the export folder. */
  readonly copyUri?: string | undefined;
  /** An error that a block handled by itself. */
  readonly warning?: string | undefined;
}

/** `SKIPPED` is this server's own: overlap, or missed while it was down. */
export type RunState = 'IN_PROGRESS' | 'SUCCESS' | 'FAILED' | 'SKIPPED';
export type TaskState = 'QUEUED' | 'IN_PROGRESS' | 'QUEUED_FOR_RETRY' | 'SUCCESS' | 'FAILED';

/** One due time of one schedule, or one start by hand. */
export interface RunRecord {
  /** Unique within its schedule: it names the due time. */
  readonly id: string;
  readonly scheduleId: string;
  readonly due: number;
  /** Started by hand. */
  readonly external: boolean;
  readonly state: RunState;
  readonly taskState: TaskState;
  readonly created: number;
  readonly updated: number;
  readonly started: number | undefined;
  readonly ended: number | undefined;
  /** From 1. */
  readonly attempt: number;
  /** The query of its latest attempt. */
  readonly queryId: string | undefined;
  readonly message: string | undefined;
  readonly sqlState: string | undefined;
}

export function isFinal(state: QueryState): boolean {
  return state !== 'SUBMITTED' && state !== 'IN_PROGRESS';
}

/** The id of a run: base64url of a text that names the due time, so that two loops make the same one. */
export function runId(kind: 'scheduled' | 'manual', at: number, suffix = ''): string {
  const time = new Date(at).toISOString();
  const shown = kind === 'scheduled' ? time.replace('.000Z', '+00:00') : time.replace('Z', '+00:00');
  return Buffer.from(`${kind}__${shown}${suffix}`).toString('base64url');
}
