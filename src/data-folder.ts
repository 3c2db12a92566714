import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './config.ts';

/** Where everything lies inside the data folder. */
export interface DataFolder {
  /** Its stem is the name of the engine catalog, which must not be that of one of its schemas. */
  readonly database: string;
  /** Intermediate results and files of COPY; emptied at start. */
  readonly temp: string;
  readonly exports: string;
  readonly adminPassword: string;
}

/** Makes the folder, readable by its owner alone, and its parts. Throws UsageError when it cannot be written. */
export function openDataFolder(path: string): DataFolder {
  const folder: DataFolder = {
    database: join(path, 'warehouse.duckdb'),
    temp: join(path, 'temp'),
    exports: join(path, 'export'),
    adminPassword: join(path, 'admin-password'),
  };
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    mkdirSync(folder.temp, { recursive: true });
    mkdirSync(folder.exports, { recursive: true });
  } catch (error) {
    throw new UsageError(
      `data folder ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return folder;
}

/** What an earlier run left when it was killed. Only the process that holds the database may do this. */
export function emptyTemp(folder: DataFolder): void {
  rmSync(folder.temp, { recursive: true, force: true });
  mkdirSync(folder.temp, { recursive: true });
}

/** A password that nobody chose, kept where only the owner of the folder can read it. */
export function generatePassword(folder: DataFolder): string {
  const password = randomBytes(18).toString('base64url');
  writeFileSync(folder.adminPassword, `${password}\n`, { mode: 0o600 });
  return password;
}
