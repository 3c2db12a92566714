import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';
import type { ClientSession, SessionFactory, SessionRequest, StatementResult } from './client-session.ts';
import { rowsOfTag, type StatementWatch } from './observe.ts';
import { TouchedNames } from './touched-names.ts';

/** One text to run without anybody who reads its rows. */
export interface BatchRequest {
  readonly account: string;
  readonly dbName: string;
  readonly sql: string;
  readonly door: SessionRequest['door'];
  readonly client: string;
  readonly timeLimitMs: number;
  readonly commitWith: readonly string[];
}

export interface BatchControl {
  readonly signal: AbortSignal;
  readonly onStart: (progress: () => Promise<number>) => void;
  readonly onTouched: (datasets: TouchedNames['details']) => void;
  /** Told of the statements of blocks. */
  readonly parts: {
    began(part: { readonly kind: string; readonly sql: string }): BatchPart;
    mark(): (error: unknown) => void;
    settled(what: 'kept' | 'undone'): void;
  };
}

interface BatchPart {
  readonly onTouched: BatchControl['onTouched'];
  readonly ended: (end: { readonly rowCount: number | undefined; readonly error: unknown }) => void;
}

export interface BatchOutcome {
  /** Rows of the last statement that counts any. */
  readonly rowCount: number | undefined;
  /** Where the last COPY wrote, below the export folder. */
  readonly copyUri: string | undefined;
  /** The first WARNING: an error that a block handled by itself. */
  readonly warning: string | undefined;
}

/**
 * Runs a text in a session of its own: its statements as one transaction unless it commits by itself, its rows read and let
 * go. Throws the error that ended it, or the signal's reason. Supplied to the scheduler as its `RunSql`.
 */
export async function runBatch(
  sessions: SessionFactory,
  request: BatchRequest,
  control: BatchControl,
): Promise<BatchOutcome> {
  let warning: string | undefined;
  let copyUri: string | undefined;
  let ended: SqlError | undefined;
  let session: ClientSession | undefined;
  const touched = new TouchedNames();
  session = await sessions.open(
    {
      user: request.account,
      database: request.dbName,
      door: request.door,
      settings: new Map([['application_name', request.client]]),
      client: { address: '', port: 0 },
      statementTimeoutMs: request.timeLimitMs,
      commitWith: request.commitWith,
      observer: { started: () => watchOf(touched, control) },
    },
    {
      notice: ({ severity, sqlState, message }) => {
        if (severity === 'WARNING') warning ??= `${sqlState}: ${message}`;
      },
      fileWritten: (path) => {
        copyUri = path;
      },
      parameterStatus: () => undefined,
      notification: () => undefined,
      terminate: (error) => {
        ended = error;
        session?.cancel();
      },
    },
  );
  const opened = session;
  const stop = (): void => opened.cancel();
  control.signal.addEventListener('abort', stop, { once: true });
  try {
    control.signal.throwIfAborted();
    control.onStart(() => opened.progress());
    const rowCount = await runToEnd(opened, request.sql);
    return { rowCount, copyUri, warning };
  } catch (error) {
    // Cancelling is how a session is stopped; why it was is what the signal says.
    control.signal.throwIfAborted();
    throw ended ?? error;
  } finally {
    control.signal.removeEventListener('abort', stop);
    await opened.close();
  }
}

/** A statement of the text: what it touches is told at once, what a block does also statement by statement. */
function watchOf(touched: TouchedNames, control: Pick<BatchControl, 'onTouched' | 'parts'>): StatementWatch {
  const { onTouched, parts } = control;
  const touches: StatementWatch['touches'] = (more) => {
    touched.add(more);
    onTouched(touched.details);
  };
  return {
    touches,
    part: ({ kind, text }) => {
      const part = parts.began({ kind, sql: text });
      const own = new TouchedNames();
      return {
        ...watchOf(touched, control),
        touches: (more) => {
          touches(more);
          own.add(more);
          part.onTouched(own.details);
        },
        ended: ({ rows, error }) => part.ended({ rowCount: rows, error }),
      };
    },
    mark: () => parts.mark(),
    settled: (what) => parts.settled(what),
    ended: () => undefined,
  };
}

async function runToEnd(session: ClientSession, sql: string): Promise<number | undefined> {
  let rowCount: number | undefined;
  for await (const result of session.simpleQuery(sql)) rowCount = (await countOf(result)) ?? rowCount;
  if (session.transactionStatus !== 'I') {
    throw new SqlError(SQLSTATE.activeSqlTransaction, 'the text ended inside a transaction, which was undone', {
      hint: 'End it with COMMIT.',
    });
  }
  return rowCount;
}

async function countOf(result: StatementResult): Promise<number | undefined> {
  switch (result.kind) {
    case 'empty':
      return undefined;
    case 'complete':
      return rowsOfTag(result.tag);
    case 'rows':
    case 'copyOut': {
      let rows = 0;
      for await (const { from, to } of result.rows) rows += to - from;
      return rows;
    }
    case 'copyIn':
      await result.input.abort();
      throw new SqlError(SQLSTATE.featureNotSupported, 'COPY FROM STDIN needs a connection', {
        hint: 'Use a PostgreSQL client.',
      });
  }
}
