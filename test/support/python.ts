import { absent, type Finished, run, works } from './program.ts';
import { psqlEnv, type Target } from './psql.ts';

/** The system's own Python stands second: Debian's packages are for it, and another one may come first on the path. */
const PYTHONS = ['python3', '/usr/bin/python3'];

function pythonWith(module: string): string | undefined {
  return PYTHONS.find((python) => works(python, ['-c', `import ${module}`]));
}

/** Why the tests of a Python module cannot run here. */
export function pythonAbsent(module: string, optional = false): string | undefined {
  return absent(module, () => (pythonWith(module) ? undefined : `no python3 has the module ${module}`), optional);
}

/** Runs a script that connects by libpq's environment variables. */
export function python(module: string, server: Target, args: readonly string[]): Promise<Finished> {
  return run(pythonWith(module) ?? 'python3', args, { env: psqlEnv(server), timeoutMs: 100_000 });
}
