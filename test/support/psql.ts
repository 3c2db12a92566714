import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { absent, type Finished, type RunOptions, run, works } from './program.ts';
import type { TestServer } from './server.ts';

export type Target = Pick<TestServer, 'host' | 'port' | 'user' | 'password'>;

/** Why psql's tests cannot run here. */
export function psqlAbsent(): string | undefined {
  return absent('psql', () => (works('psql', ['--version']) ? undefined : 'there is no psql on the path'));
}

/** Runs psql without the reader's own start-up file, as that would change what is printed. */
export function psql(server: Target, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run('psql', ['--no-psqlrc', ...args], { ...options, env: { ...psqlEnv(server), ...options.env } });
}

export function psqlEnv(server: Target): Record<string, string> {
  return {
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.user,
    PGPASSWORD: server.password,
    PGDATABASE: 'all',
    PGCONNECT_TIMEOUT: '20',
    PGTZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    PAGER: '',
  };
}

/**
 * Replays a transcript file: its lines after `> ` are what a person types, the others what psql prints. `$name` in a typed
 * line is replaced. With UPDATE=1 the file is rewritten; the diff is then to be reviewed.
 */
export async function checkTranscript(
  file: string,
  server: Target,
  names: Readonly<Record<string, string>> = {},
): Promise<void> {
  const expected = readFileSync(file, 'utf8');
  const typed = expected.split('\n').filter((line) => line.startsWith('>'));
  const lines = typed.map((line) => line.replace(/^> ?/, ''));
  const filled = lines.map((line) => fill(line, names));
  // One stream for both, so that an error stands below what caused it. psql echoes what it reads: --echo-all.
  const child = await run('sh', ['-c', 'exec psql --no-psqlrc --echo-all --quiet 2>&1'], {
    input: `\\set QUIET off\n${filled.join('\n')}\n`,
    env: psqlEnv(server),
  });
  const output = child.output.replace(/^\\set QUIET off\n/, '').replace(/\b[0-9a-f]{24}\b/g, '<dataset id>');
  const actual = transcript(output, lines, filled, names);
  if (process.env.UPDATE === '1') writeFileSync(file, actual);
  expect(actual, file).toBe(process.env.UPDATE === '1' ? actual : expected);
}

/** Puts `> ` before each line that psql echoed, in order, and takes away spaces at line ends. */
function transcript(
  output: string,
  typed: readonly string[],
  filled: readonly string[],
  names: Readonly<Record<string, string>>,
): string {
  const lines: string[] = [];
  let next = 0;
  const type = (upTo: number) => {
    for (; next < upTo; next++) lines.push(`> ${typed[next] ?? ''}`.trimEnd());
  };
  for (const line of output.replace(/\n+$/, '').split('\n')) {
    // psql does not echo the rows below a COPY FROM STDIN: they are typed when its next line is.
    const found = filled.indexOf(line, next);
    const echoed = found === next || (found > next && filled.slice(next, found).includes('\\.'));
    if (echoed) type(found + 1);
    else lines.push(unfill(line, names).trimEnd());
  }
  type(typed.length);
  return `${lines.join('\n')}\n`;
}

function fill(line: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names).reduce((text, [name, value]) => text.replaceAll(`$${name}`, value), line);
}

function unfill(line: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names).reduce((text, [name, value]) => text.replaceAll(value, `$${name}`), line);
}
