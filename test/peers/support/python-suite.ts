import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { absent, type Finished, run, works } from '../../support/program.ts';
import { PEERS_FOLDER } from './check-suite.ts';
import type { Outcome, PeerTarget, Suite } from './outcome.ts';

const INSTALL_TIMEOUT_MS = 600_000;
const SUITE_TIMEOUT_MS = 1_500_000;
const TEST_TIMEOUT_S = 60;
const RUNNER = ['pytest==9.2.0', 'pytest-timeout==2.4.0'];

export interface PythonPeer {
  readonly name: string;
  readonly version: string;
  /** The package to install, where it is not the one whose source has the tests. */
  readonly install?: string;
  /** What the tests import besides, as `name==version`. */
  readonly needs?: readonly string[];
  /** Arguments of pytest, from the folder of the source. */
  readonly tests: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** SQL, sent to our server before the first test, for what the suite takes for granted of a PostgreSQL. */
  readonly prepare?: readonly string[];
}

/**
 * The tests in a Python package's source distribution, by pytest in a virtual environment of its own. Both are fetched by pip
 * at the first run, and kept.
 */
export function pythonSuite(peer: PythonPeer): Suite {
  const reason = absent(
    peer.name,
    () => (works('python3', ['-m', 'venv', '--help']) ? undefined : 'there is no python3 with venv'),
    true,
  );
  return {
    name: peer.name,
    absent: reason,
    ...(peer.prepare && { prepare: peer.prepare }),
    run: (target) => runAll(peer, target),
  };
}

async function runAll(peer: PythonPeer, target: PeerTarget): Promise<Outcome[]> {
  const folder = resolve(PEERS_FOLDER, `${peer.name}-${peer.version}`);
  if (!existsSync(join(folder, 'ready'))) await install(peer, folder);
  const outcomes = join(folder, 'outcomes.jsonl');
  writeFileSync(outcomes, '');
  // Plain tracebacks: pytest's own look into the source of each frame fails on deep recursion, and ends the run.
  const plain = ['-q', '--tb=native', '--assert=plain', '-p', 'no:cacheprovider'];
  const args = ['-p', 'outcomes', ...plain, '--timeout', String(TEST_TIMEOUT_S), ...peer.tests];
  const done = await run(join(folder, 'venv/bin/python'), ['-m', 'pytest', ...args], {
    cwd: join(folder, 'run'),
    env: { ...environment(target), ...peer.env, OUTCOMES: outcomes, PYTHONPATH: import.meta.dirname },
    timeoutMs: SUITE_TIMEOUT_MS,
  });
  // 0: all passed, 1: some failed; anything else is a run that did not come to its end.
  if (done.status !== 0 && done.status !== 1) throw new Error(`pytest did not end\n${done.output.slice(-4000)}`);
  return readOutcomes(outcomes);
}

async function install(peer: PythonPeer, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const python = join(folder, 'venv/bin/python');
  const pinned = `${peer.name}==${peer.version}`;
  const source = join(folder, `${peer.name}-${peer.version}`);
  await succeed(run('python3', ['-m', 'venv', join(folder, 'venv')], { timeoutMs: INSTALL_TIMEOUT_MS }));
  const pip = (...args: string[]) => succeed(run(python, ['-m', 'pip', ...args], { timeoutMs: INSTALL_TIMEOUT_MS }));
  await pip('install', '-q', ...RUNNER, ...(peer.needs ?? []), `${peer.install ?? peer.name}==${peer.version}`);
  await pip('download', '-q', '--no-deps', '--no-binary', peer.name, '--dest', folder, pinned);
  await succeed(run('tar', ['-xzf', `${source}.tar.gz`, '-C', folder]));
  // Beside the source and not in it, as its folder of the same name would be imported instead of what is installed.
  const tests = existsSync(join(source, 'tests')) ? 'tests' : 'test';
  mkdirSync(join(folder, 'run'), { recursive: true });
  await succeed(run('cp', ['-r', join(source, tests), join(folder, 'run', tests)]));
  writeFileSync(join(folder, 'ready'), '');
}

async function succeed(running: Promise<Finished>): Promise<void> {
  const { status, output } = await running;
  if (status !== 0) throw new Error(output);
}

/** A test may be reported in parts (subtests, clean-up): it failed when one part did. */
function readOutcomes(file: string): Outcome[] {
  const found = new Map<string, Outcome>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const outcome: Outcome = JSON.parse(line);
    if (found.get(outcome.name)?.result !== 'failed') found.set(outcome.name, outcome);
  }
  return [...found.values()];
}

function environment({ host, port, user, password, database }: PeerTarget): Record<string, string> {
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    PSYCOPG2_TESTDB: database,
    // Slow ones are those that wait for seconds to see that something takes time.
    PSYCOPG2_TEST_FAST: '1',
  };
}
