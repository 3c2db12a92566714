import { spawn, spawnSync } from 'node:child_process';

/**
 * Why a client's tests cannot run here, or undefined when they can. The reason is printed, so that a skipped client is
 * seen; with `REQUIRE_CLIENTS=1`, as CI sets it, an absent client is an error instead, unless it is optional.
 */
export function absent(client: string, probe: () => string | undefined, optional = false): string | undefined {
  const reason = probe();
  if (reason === undefined) return undefined;
  if (process.env.REQUIRE_CLIENTS === '1' && !optional) throw new Error(`${client}: ${reason}`);
  console.warn(`skipped: ${client}: ${reason}`);
  return reason;
}

/** True when the program runs and ends with status 0. */
export function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The program is killed after this time, and the run fails. */
  readonly timeoutMs?: number;
  /** Ctrl-C once this has settled, and again each half second until the program ends. */
  readonly interruptAfter?: Promise<void>;
}

/** Runs a program to its end. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let again: NodeJS.Timeout | undefined;
  void options.interruptAfter?.then(() => {
    child.kill('SIGINT');
    again = setInterval(() => child.kill('SIGINT'), 500);
  });
  const timeoutMs = options.timeoutMs ?? 60_000;
  let [stdout, stderr, output] = ['', '', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    output += text;
  });
  child.stdin.on('error', () => {}); // the program may end before it has read everything
  child.stdin.end(options.input ?? '');
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`${command} did not end within ${timeoutMs} ms\n${output}`));
    }, timeoutMs);
    child.once('error', fail);
    child.once('close', (status) => {
      clearTimeout(timer);
      clearInterval(again);
      done({ status, stdout, stderr, output });
    });
  });
}
