import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The program as it is shipped; `npm run build` makes it. npm's scripts run in the folder of the repository. */
export const PROGRAM = resolve('dist/src/stillhouse.cjs');

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 30_000;

export interface ServerOptions {
  /** Kept at `stop` when given; otherwise a temporary folder, removed at `stop`. */
  readonly dataDir?: string;
  /** Further flags, as `['--statement-timeout', '100']`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the build of this repository. */
  readonly program?: string;
  /** Default `correct horse`; null leaves the server to make one up. */
  readonly password?: string | null;
}

export interface Exit {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly httpPort: number;
  readonly dataDir: string;
  readonly user: string;
  /** Empty when the server was left to make one up. */
  readonly password: string;
  readonly url: string;
  readonly pid: number;
  /** Everything the server wrote so far, standard output and standard error each in order. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Ends this server, SIGTERM by default, and waits for it. Removes a folder that the helper made. Safe to call twice. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
  /** SIGKILL, as a crash; the folder stays. */
  kill9(): Promise<Exit>;
  /** The same folder and flags again: stops this server first when it still runs. Ports may change. */
  restart(): Promise<TestServer>;
}

/** Starts the built server on free ports and waits for its ready line. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const other = process.env.DRIVERS_AGAINST;
  if (other) return peer(other);
  const ownsDataDir = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'stillhouse-test-')));
  return launch(dataDir, ownsDataDir, options);
}

/**
 * A real PostgreSQL instead, to tell a fault from a choice: DRIVERS_AGAINST=host:port, which trusts an account `admin` and
 * has a database `all`.
 */
function peer(address: string): TestServer {
  const [host = '', port = ''] = address.split(':');
  const stay = async (): Promise<Exit> => ({ status: 0, signal: null });
  const server: TestServer = {
    host,
    port: Number(port),
    httpPort: 0,
    dataDir: '',
    user: 'admin',
    password: 'any',
    url: `postgres://admin:any@${address}/all`,
    pid: 0,
    output: () => ({ stdout: '', stderr: '' }),
    stop: stay,
    kill9: stay,
    restart: async () => server,
  };
  return server;
}

async function launch(dataDir: string, ownsDataDir: boolean, options: ServerOptions): Promise<TestServer> {
  const password = options.password === undefined ? 'correct horse' : (options.password ?? '');
  const run = runProgram(
    ['serve', '--data-dir', dataDir, '--port', '0', '--http-port', '0', ...(options.flags ?? [])],
    { STILLHOUSE_ADMIN_PASSWORD: password, ...options.env },
    options.program,
  );
  const ready = await readyLine(run);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> => {
    run.child.kill(signal);
    const exit = await within(STOP_TIMEOUT_MS, run.exited, () => {
      run.child.kill('SIGKILL');
      return `the server did not end ${STOP_TIMEOUT_MS} ms after ${signal}\n${run.stderr()}`;
    });
    if (ownsDataDir) await rm(dataDir, { recursive: true, force: true });
    return exit;
  };
  return {
    ...ready,
    dataDir,
    user: 'admin',
    password,
    url: `postgres://admin:${encodeURIComponent(password)}@${ready.host}:${ready.port}/all`,
    pid: run.child.pid ?? 0,
    output: () => ({ stdout: run.stdout(), stderr: run.stderr() }),
    stop,
    kill9() {
      run.child.kill('SIGKILL');
      return run.exited;
    },
    async restart() {
      run.child.kill('SIGTERM');
      await within(STOP_TIMEOUT_MS, run.exited, () => `the server did not end\n${run.stderr()}`);
      return launch(dataDir, ownsDataDir, options);
    },
  };
}

export interface ProgramRun {
  readonly child: ChildProcess;
  readonly exited: Promise<Exit>;
  stdout(): string;
  stderr(): string;
  /** Called with each further piece of standard output. */
  onStdout(listener: () => void): void;
}

/** Starts the built program with any arguments; the caller ends it. */
export function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program = PROGRAM,
): ProgramRun {
  if (!existsSync(program)) throw new Error(`there is no ${program}: run "npm run build" first`);
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('STILLHOUSE_')));
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listeners: (() => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = new Promise<Exit>((done, fail) => {
    child.once('error', fail);
    child.once('close', (status, signal) => done({ status, signal }));
  });
  return {
    child,
    exited,
    stdout: () => stdout,
    stderr: () => stderr,
    onStdout(listener) {
      listeners.push(listener);
    },
  };
}

interface Ready {
  readonly host: string;
  readonly port: number;
  readonly httpPort: number;
}

async function readyLine(run: ProgramRun): Promise<Ready> {
  const found = new Promise<Ready>((done) => {
    const look = () => {
      const line = /^stillhouse ready: postgres:\/\/(\S+):(\d+) http:\/\/\S+:(\d+)$/m.exec(run.stdout());
      if (line) done({ host: line[1] ?? '', port: Number(line[2]), httpPort: Number(line[3]) });
    };
    run.onStdout(look);
  });
  const ended = run.exited.then((exit) => {
    throw new Error(`the server ended before it was ready: ${JSON.stringify(exit)}\n${run.stdout()}${run.stderr()}`);
  });
  return within(READY_TIMEOUT_MS, Promise.race([found, ended]), () => {
    run.child.kill('SIGKILL');
    return `no ready line after ${READY_TIMEOUT_MS} ms\n${run.stdout()}${run.stderr()}`;
  });
}

/** The promise, or an error with the given text when it takes longer. */
export async function within<T>(milliseconds: number, promise: Promise<T>, complaint: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(complaint())), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
