import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { absent, type Finished, type RunOptions, run } from './program.ts';
import { psqlEnv, type Target } from './psql.ts';

/** The programs that `scripts/python-tools.sh NAME` installs. */
function program(name: string, command: string): string {
  return resolve('.stillhouse-tools', name, 'bin', command);
}

/** Why the tests of a Python program cannot run here. */
export function pythonToolAbsent(name: string, command: string): string | undefined {
  const probe = (): string | undefined =>
    existsSync(program(name, command)) ? undefined : `not installed (sh scripts/python-tools.sh ${name})`;
  return absent(name, probe, true);
}

/** Runs a program of an environment, which finds the server by libpq's variables. */
export function pythonTool(
  name: string,
  command: string,
  server: Target,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  return run(program(name, command), args, { ...options, env: { ...psqlEnv(server), ...options.env } });
}
