import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { absent, type Finished, run, works } from './program.ts';
import { psqlEnv, type Target } from './psql.ts';

/** Where Debian's packages of Go libraries are; GO_LIBRARIES names another GOPATH. */
export const GO_LIBRARIES = process.env.GO_LIBRARIES ?? '/usr/share/gocode';

/** Why the tests of a Go library cannot run here. Go is large, so they are optional. */
export function goAbsent(library: string, debianPackage: string): string | undefined {
  const probe = (): string | undefined => {
    if (!works('go', ['version'])) return 'there is no go on the path (Debian: golang-go)';
    const found = existsSync(join(GO_LIBRARIES, 'src', library));
    return found ? undefined : `it is not in ${GO_LIBRARIES} (Debian: ${debianPackage})`;
  };
  return absent(library, probe, true);
}

/** Compiles and runs one Go file, without modules and so without a network. The server is in libpq's environment variables. */
export function go(server: Target, source: string): Promise<Finished> {
  const env = { ...psqlEnv(server), ...goEnv(), PGSSLMODE: 'disable' };
  return run('go', ['run', source], { env, timeoutMs: 110_000 });
}

/** For the compiler: packages from Debian's folder, no modules. */
export function goEnv(): Record<string, string> {
  return { GO111MODULE: 'off', GOPATH: GO_LIBRARIES, GOFLAGS: '' };
}
