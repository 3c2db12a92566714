import { randomUUID } from 'node:crypto';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SqlError } from '../../core/sql-error.ts';
import { SQLSTATE } from '../../core/sql-state.ts';

const PREFIX = 'copy-';
const SUFFIX = '.spool';

/**
 * Writes a new file and answers its path. Throws 53100 when the disk is full or its quota used up, 58030 when the file
 * cannot be written for another reason; none is left then.
 */
export async function writeSpoolFile(directory: string, bytes: Uint8Array): Promise<string> {
  const path = join(directory, `${PREFIX}${randomUUID()}${SUFFIX}`);
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    return path;
  } catch (cause) {
    await removeSpoolFile(path);
    if (isSystemError(cause, 'ENOSPC') || isSystemError(cause, 'EDQUOT')) {
      throw new SqlError(SQLSTATE.diskFull, 'could not write COPY data: no space left on device', { cause });
    }
    throw new SqlError(SQLSTATE.ioError, 'could not write COPY data', { cause });
  }
}

export async function removeSpoolFile(path: string): Promise<void> {
  await unlink(path).catch(ignoreMissing);
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function ignoreMissing(error: unknown): void {
  if (!isSystemError(error, 'ENOENT')) throw error;
}
