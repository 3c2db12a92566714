/** Retries of one run for a fault of the system; faults of the SQL are never tried again. */
export const MAX_RETRIES = 2;
const RETRY_BASE_MS = 5_000;

/** Connection trouble, conflicts, lack of resources, the server's own stop, I/O, internal errors. */
const SYSTEM_CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58', 'XX']);
/** A cancel is somebody's wish; a broken data file does not mend itself. */
const NEVER: ReadonlySet<string> = new Set(['57014', 'XX001', '53400']);

export function errorType(sqlState: string): 'USER_ERROR' | 'SYSTEM_ERROR' {
  return SYSTEM_CLASSES.has(sqlState.slice(0, 2)) && sqlState !== '57014' ? 'SYSTEM_ERROR' : 'USER_ERROR';
}

/** Milliseconds to wait before the next attempt; undefined when there is none. `attempt` counts from 1. */
export function retryDelay(sqlState: string, attempt: number): number | undefined {
  if (attempt > MAX_RETRIES || NEVER.has(sqlState) || errorType(sqlState) === 'USER_ERROR') return undefined;
  return RETRY_BASE_MS * 4 ** (attempt - 1);
}
