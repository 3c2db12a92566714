import type { CopyInput, StatementResult } from '../session/client-session.ts';

/** Where a connection stands between two messages. Source: PostgreSQL manual, "Message Flow". */
export type ConnectionState =
  | { readonly kind: 'ready' }
  /** A message of the extended protocol failed: everything is discarded until Sync. */
  | { readonly kind: 'skippingToSync' }
  | { readonly kind: 'copyIn'; readonly copy: RunningCopy }
  | { readonly kind: 'closed' };

/** A COPY FROM STDIN that waits for its data, and what goes on behind it. */
export interface RunningCopy {
  readonly input: CopyInput;
  /** The rest of the simple query; undefined when Execute began the copy. */
  readonly results: StatementResults | undefined;
}

export type StatementResults = AsyncGenerator<StatementResult, void, void>;

export const READY: ConnectionState = { kind: 'ready' };
export const SKIPPING_TO_SYNC: ConnectionState = { kind: 'skippingToSync' };
export const CLOSED: ConnectionState = { kind: 'closed' };
