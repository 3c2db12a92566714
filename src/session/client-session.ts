import type { Notice } from '../core/notice.ts';
import type { ScramVerifier } from '../core/scram-verifier.ts';
import type { SqlError } from '../core/sql-error.ts';
import type { BatchSlice } from '../types/batch.ts';
import type { Column } from '../types/column.ts';
import type { EncodeContext } from '../types/encode-context.ts';
import type { StatementObserver } from './observe.ts';

/**
 * What one client holds: prepared statements, portals, settings, a transaction. The wire, HTTP and the scheduler all enter
 * by this interface, so that a query means the same whoever sends it. Calls are made one at a time, each awaited before
 * the next; only `cancel` and `close` may come while another call runs.
 *
 * Every method throws `SqlError` for what the client did wrong. After an error of the extended protocol the caller skips to
 * Sync and calls `sync`.
 */
export interface ClientSession {
  /** Positive, unique among live sessions: BackendKeyData and `pg_backend_pid()`. */
  readonly processId: number;
  /** As ReadyForQuery reports it: idle, in a transaction, in a failed one. */
  readonly transactionStatus: 'I' | 'T' | 'E';
  /** How long this client may idle in its present state before its session is ended; 0: no limit of its own. */
  readonly idleTimeoutMs: number;
  /** How values are written for this client at this moment: its TimeZone, extra_float_digits and so on. */
  readonly encodeContext: EncodeContext;
  /** Parameters that the server reports at start-up, in PostgreSQL's order. */
  reportedParameters(): readonly (readonly [name: string, value: string])[];

  /**
   * Runs a simple Query: its statements one by one, as one implicit transaction (PostgreSQL manual, "Multiple Statements
   * in a Simple Query"). Each result has to be consumed before the next is asked for. Returning early, or throwing into
   * the generator, rolls the implicit transaction back.
   */
  simpleQuery(sql: string): AsyncGenerator<StatementResult, void, void>;

  /** Parse. `parameterOids`: 0 or missing means infer. `statement` is '' for the unnamed one. */
  parse(statement: string, sql: string, parameterOids: readonly number[]): Promise<void>;
  /**
   * Bind. A parameter is null or its bytes; formats are expanded by the caller to one per parameter and one per result
   * column is left to `portalFormats`, which resolves 0, 1 or n codes.
   */
  bind(request: BindRequest): Promise<void>;
  describeStatement(statement: string): Promise<StatementDescription>;
  describePortal(portal: string): Promise<PortalDescription>;
  /**
   * Execute. `maxRows` 0 means all. A suspended portal goes on where it stopped at the next call. `last`: the next call is
   * `sync`, so that a small write may commit at once.
   */
  execute(portal: string, maxRows: number, last?: boolean): Promise<StatementResult>;
  closeStatement(statement: string): Promise<void>;
  closePortal(portal: string): Promise<void>;
  /** Ends the implicit transaction: commits, or rolls back after an error. */
  sync(): Promise<void>;
  /** Harmless when nothing runs. The cycle failed: its implicit transaction will be rolled back by `sync`; an explicit one becomes failed. */
  fail(): Promise<void>;

  /** How far the running statement is: 0 to 100, -1 when nobody can say. */
  progress(): Promise<number>;

  /** Interrupts the running statement, which then throws 57014; nothing when idle. */
  cancel(): void;
  /** Ends the session: cancels, rolls back, frees. Safe to call twice. */
  close(): Promise<void>;
}

export type Format = 0 | 1;

export interface BindRequest {
  readonly portal: string;
  readonly statement: string;
  readonly parameterFormats: readonly Format[];
  readonly parameters: readonly (Buffer | null)[];
  /** As sent: none (all text), one for all, or one per column. */
  readonly resultFormats: readonly Format[];
}

export interface StatementDescription {
  readonly parameterOids: readonly number[];
  /** Undefined when the statement returns no rows (NoData). */
  readonly columns: readonly Column[] | undefined;
}

export interface PortalDescription {
  readonly columns: readonly Column[] | undefined;
  /** One per column. */
  readonly formats: readonly Format[];
}

/** What one statement answers. Rows are pulled no faster than the socket drains. */
export type StatementResult =
  /** EmptyQueryResponse. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'complete'; readonly tag: string }
  | {
      readonly kind: 'rows';
      readonly columns: readonly Column[];
      /** One per column. */
      readonly formats: readonly Format[];
      readonly rows: RowSource;
    }
  | {
      readonly kind: 'copyOut';
      readonly columns: readonly Column[];
      readonly options: CopyOptions;
      readonly rows: RowSource;
    }
  | { readonly kind: 'copyIn'; readonly columnCount: number; readonly options: CopyOptions; readonly input: CopyInput };

export interface RowSource extends AsyncIterable<BatchSlice> {
  /** After the last slice: how it ended. `suspended`: maxRows was reached. The tag counts the rows of this call. */
  end(): { readonly kind: 'suspended' } | { readonly kind: 'complete'; readonly tag: string };
  /** The door tells how many bytes it has made of rows, for the log of statements. */
  sent?(bytes: number): void;
}

/** Takes the bytes of CopyData in order; chunk boundaries mean nothing. */
export interface CopyInput {
  write(chunk: Buffer): Promise<void>;
  /** CopyDone. Answers the tag, `COPY n`. */
  finish(): Promise<string>;
  /** CopyFail, or the connection broke: nothing is loaded. Throws 57014 with the client's reason. */
  fail(reason: string): Promise<never>;
  /** Another error ended the copy, or `write`, `finish` or `fail` threw: nothing is loaded. */
  abort(): Promise<void>;
}

export interface CopyOptions {
  readonly format: 'text' | 'csv' | 'binary';
  readonly delimiter: string;
  readonly nullText: string;
  readonly header: boolean | 'match';
  readonly quote: string;
  readonly escape: string;
  /** Indexes of the columns whose values are always quoted (FORCE_QUOTE). */
  readonly forceQuote: ReadonlySet<number>;
  /** Indexes of the columns whose unquoted empty field is an empty string (FORCE_NOT_NULL). */
  readonly forceNotNull: ReadonlySet<number>;
  /** Indexes of the columns whose quoted null text is NULL (FORCE_NULL). */
  readonly forceNull: ReadonlySet<number>;
}

/** What a session tells its client outside of results. */
export interface SessionHost {
  notice(notice: Notice): void;
  /** A COPY wrote a file, by its place below the export folder. */
  fileWritten?(path: string): void;
  /** A reported parameter changed; ParameterStatus goes out before the next ReadyForQuery. */
  parameterStatus(name: string, value: string): void;
  notification(processId: number, channel: string, payload: string): void;
  /** Ends the connection with a FATAL error: at once when idle, else when the statement is done. */
  terminate(error: SqlError): void;
}

/** Makes sessions for clients whose password is already proved. Implemented by `session.ts`, called by the doors. */
export interface SessionFactory {
  /**
   * Opens a session for an account. Throws 3D000 for an unknown database, 53300 when all places are taken, 57P03 while
   * the server is closing, 22023 for a bad start-up setting.
   */
  open(request: SessionRequest, host: SessionHost): Promise<ClientSession>;
}

export interface SessionRequest {
  readonly user: string;
  /** As the client wrote it: `all`, `prod:all`, `prod:all?FLATTEN` … */
  readonly database: string;
  /** Which door: log field and default application name. */
  readonly door: 'wire' | 'http' | 'scheduler' | 'console';
  /** Start-up parameters other than user and database, `options` already expanded. */
  readonly settings: ReadonlyMap<string, string>;
  readonly client: { readonly address: string; readonly port: number };
  /** In place of the server's limit on statements; 0: none. */
  readonly statementTimeoutMs?: number | undefined;
  /** Engine statements that commit with the first implicit transaction, or not at all. */
  readonly commitWith?: readonly string[] | undefined;
  /** Told of the session's statements in place of the server's log of them. */
  readonly observer?: StatementObserver | undefined;
}

/** What the wire needs of the account store to prove a password. Implemented by the catalog, called by `wire/scram.ts`. */
export interface AccountDirectory {
  /**
   * What an account may prove: its password, or one of its tokens. All have the salt and the iterations of the first, as the
   * server has to name these before it knows what the client has. For an unknown name, or one that may not log in, there
   * are none: the wire then runs the exchange against a made-up verifier and fails.
   */
  verifiers(user: string): readonly ScramVerifier[];
  /** The user has proved itself. */
  proved(user: string): void;
  /** A secret of this server, from which the salts of unknown users are derived. */
  readonly mockSecret: Buffer;
}
