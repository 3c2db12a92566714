import type { SqlState } from './sql-state.ts';

/** A message that accompanies a result without failing it; NoticeResponse on the wire. */
export interface Notice {
  readonly severity: 'WARNING' | 'NOTICE' | 'INFO' | 'LOG' | 'DEBUG';
  readonly sqlState: SqlState;
  readonly message: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
}
