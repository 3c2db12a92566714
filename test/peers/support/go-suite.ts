import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GO_LIBRARIES, goAbsent, goEnv } from '../../support/go.ts';
import { run } from '../../support/program.ts';
import type { Outcome, PeerTarget, Suite } from './outcome.ts';

const COMPILE_TIMEOUT_MS = 900_000;
const TEST_TIMEOUT_MS = 100_000;

/** The tests of a Go package of Debian. Each runs in a process of its own, as a panic in one would end them all. */
export function goSuite(name: string, library: string, debianPackages: readonly string[], needs: string[] = []): Suite {
  const missing = [library, ...needs].map((each) => goAbsent(each, debianPackages.join(', ')));
  return { name, absent: missing.find((reason) => reason !== undefined), run: (target) => runAll(library, target) };
}

async function runAll(library: string, target: PeerTarget): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stillhouse-peer-'));
  const program = join(folder, 'tests');
  const cwd = join(GO_LIBRARIES, 'src', library);
  try {
    const compiled = await run('go', ['test', '-vet=off', '-c', '-o', program, library], {
      env: goEnv(),
      timeoutMs: COMPILE_TIMEOUT_MS,
    });
    if (compiled.status !== 0) throw new Error(`${library} does not compile\n${compiled.output}`);
    const listed = await run(program, ['-test.list', '^Test'], { cwd });
    const outcomes: Outcome[] = [];
    for (const test of listed.stdout.split('\n').filter((line) => line.startsWith('Test')))
      outcomes.push(await runOne(program, cwd, test, target));
    return outcomes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runOne(program: string, cwd: string, test: string, target: PeerTarget): Promise<Outcome> {
  const limit = `-test.timeout=${TEST_TIMEOUT_MS}ms`;
  const done = await run(program, ['-test.run', `^${test}$`, '-test.v', limit], {
    cwd,
    env: environment(target),
    timeoutMs: TEST_TIMEOUT_MS + 10_000,
  });
  if (done.status !== 0) return { name: test, result: 'failed', output: done.output };
  const skipped = new RegExp(`^--- SKIP: ${test} `, 'm').test(done.stdout);
  return skipped
    ? { name: test, result: 'skipped', output: done.output }
    : { name: test, result: 'passed', output: '' };
}

/** What lib/pq, pgconn and pgx look for. */
function environment({ host, port, user, password, database }: PeerTarget): Record<string, string> {
  const url = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}?sslmode=disable`;
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    PGSSLMODE: 'disable',
    PGX_TEST_DATABASE: url,
    PGX_TEST_CONN_STRING: url,
    PGX_TEST_TCP_CONN_STRING: url,
  };
}
