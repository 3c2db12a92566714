import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One statement of a client. `@oid(public.t)` and `@type(public.t)` stand for OIDs, which differ between servers. */
export interface Capture {
  readonly name: string;
  readonly sql: string;
}

/** npm's scripts run in the folder of the repository; a compiled benchmark lies elsewhere. */
export const CAPTURES_DIRECTORY = resolve('test/pgcatalog/captures');
export const EXPECTED_DIRECTORY = resolve('test/pgcatalog/expected');

/** The names of the capture files, without their ending. */
export function captureFiles(): readonly string[] {
  return readdirSync(CAPTURES_DIRECTORY)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort();
}

export function readCaptures(file: string): readonly Capture[] {
  const text = readFileSync(join(CAPTURES_DIRECTORY, `${file}.sql`), 'utf8');
  return text
    .split(/^-- name: /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { name: part.slice(0, end).trim(), sql: part.slice(end).trim().replace(/;$/, '') };
    });
}
