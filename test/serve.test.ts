import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './support/program.ts';
import { PROGRAM, runProgram, startServer, within } from './support/server.ts';

let folder: string;
let next = 0;
const emptyDir = () => join(folder, `data-${next++}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-serve-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('stillhouse serve', () => {
  it('says on one line where it can be reached, and answers there', async () => {
    const server = await startServer();
    expect(server.output().stdout).toBe(
      `stillhouse ready: postgres://127.0.0.1:${server.port} http://127.0.0.1:${server.httpPort}\n`,
    );
    for (const path of ['/health', '/ready']) {
      expect((await fetch(`http://127.0.0.1:${server.httpPort}${path}`)).status, path).toBe(200);
    }
    expect((await fetch(`http://127.0.0.1:${server.httpPort}/nothing-here`)).status).toBe(404);
    expect(await select1(server.url)).toBe(1);
    await server.stop();
  });

  it('logs JSON lines on standard error', async () => {
    const server = await startServer();
    await server.stop();
    const lines = server.output().stderr.trimEnd().split('\n');
    expect(lines.map((line) => typeof JSON.parse(line).msg)).toEqual(lines.map(() => 'string'));
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends in order on %s, with status 0, also while a client is connected',
    async (signal) => {
      const server = await startServer();
      const client = new Client({ connectionString: server.url });
      client.on('error', () => {}); // it is told that the server stops
      await client.connect();
      expect(await server.stop(signal)).toEqual({ status: 0, signal: null });
    },
  );

  it('takes its configuration from the environment too', async () => {
    const dataDir = emptyDir();
    const env = {
      STILLHOUSE_DATA_DIR: dataDir,
      STILLHOUSE_HOST: '127.0.0.1',
      STILLHOUSE_PORT: '0',
      STILLHOUSE_HTTP_PORT: '0',
      STILLHOUSE_ADMIN_PASSWORD: 'from the environment',
    };
    const program = runProgram(['serve'], env);
    await within(20_000, Promise.race([firstOutput(program, 'stillhouse ready'), program.exited]), () =>
      program.stderr(),
    );
    expect(program.stdout()).toMatch(/^stillhouse ready/);
    expect((await stat(dataDir)).isDirectory()).toBe(true);
    program.child.kill('SIGTERM');
    expect(await program.exited).toEqual({ status: 0, signal: null });
  });

  it('makes up a password, shows it once, and keeps it where its owner alone can read it', async () => {
    const dataDir = emptyDir();
    const first = await startServer({ dataDir, password: null });
    const file = join(dataDir, 'admin-password');
    const password = (await readFile(file, 'utf8')).trim();
    expect(password.length).toBeGreaterThan(15);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(first.output().stdout).toContain(password);
    expect(first.output().stderr).not.toContain(password);
    const second = await first.restart();
    expect(second.output().stdout).not.toContain(password);
    expect(await select1(`postgres://admin:${password}@127.0.0.1:${second.port}/all`)).toBe(1);
    await second.stop();
  });

  it('keeps the first password when another is given later', async () => {
    const dataDir = emptyDir();
    await (await startServer({ dataDir, password: 'the first' })).stop();
    const server = await startServer({ dataDir, password: 'the second' });
    await expect(select1(server.url)).rejects.toMatchObject({ code: '28P01' });
    expect(await select1(`postgres://admin:the%20first@127.0.0.1:${server.port}/all`)).toBe(1);
    await server.stop();
  });
});

describe('stillhouse serve, when it cannot', () => {
  it('says that a port is taken', async () => {
    const server = await startServer();
    for (const [flag, port] of [
      ['--port', server.port],
      ['--http-port', server.httpPort],
    ] as const) {
      const other = flag === '--port' ? '--http-port' : '--port';
      const refused = await refusal('--data-dir', emptyDir(), flag, `${port}`, other, '0');
      expect(refused).toMatch(new RegExp(`^stillhouse: .*\\b${port}\\b.*\\n$`));
    }
    await server.stop();
  });

  it('says that another process holds the folder, and leaves that one alone', async () => {
    const server = await startServer();
    const refused = await refusal('--data-dir', server.dataDir, '--port', '0', '--http-port', '0');
    expect(refused).toMatch(/^stillhouse: .*in use by another process\n$/);
    expect(await select1(server.url)).toBe(1);
    await server.stop();
  });

  it('says that the folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expect(await refusal('--data-dir', join(file, 'data'), '--port', '0', '--http-port', '0')).toMatch(
      /^stillhouse: .*a-file\/data cannot be written.*\n$/,
    );
  });

  it.each([
    [['serve', '--port', 'many'], '--port takes a whole number from 0 to 65535, not "many"'],
    [['serve', '--no-such-flag'], 'unknown option "--no-such-flag"; stillhouse --help lists all'],
    [['serve', '--host'], '--host needs a value'],
    [['dance'], 'unknown command "dance"; stillhouse --help lists all'],
  ])('refuses %j in one line', async (args, line) => {
    const done = await run(process.execPath, [PROGRAM, ...args]);
    expect(done).toMatchObject({ status: 1, stdout: '', stderr: `stillhouse: ${line}\n` });
  });
});

describe('npm start', () => {
  it('serves with its flags, and ends in order when npm is told to end', async () => {
    const npm = await npmStart();
    expect((await fetch(npm.readyUrl)).status).toBe(200);
    process.kill(npm.pid, 'SIGTERM');
    expect(await npm.exited).toBe(0);
    await expect(fetch(npm.readyUrl)).rejects.toThrow();
  });

  it('ends in order at Ctrl-C, which reaches npm and the server, and which npm passes on once more', async () => {
    const npm = await npmStart();
    process.kill(-npm.pid, 'SIGINT');
    expect(await npm.exited).toBe(0);
  });

  async function npmStart(): Promise<{ pid: number; exited: Promise<number | null>; readyUrl: string }> {
    const args = ['start', '--silent', '--', '--data-dir', emptyDir(), '--port', '0', '--http-port', '0'];
    const child = spawn('npm', args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    const exited = new Promise<number | null>((done) => child.once('exit', done));
    let output = '';
    const ready = new Promise<void>((done) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('stillhouse ready')) done();
      });
    });
    await within(20_000, Promise.race([ready, exited]), () => output);
    const httpPort = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1] ?? expect.fail(output);
    return { pid: child.pid ?? 0, exited, readyUrl: `http://127.0.0.1:${httpPort}/ready` };
  }
});

/** What the program printed as it ended at once with another status than 0. */
async function refusal(...flags: readonly string[]): Promise<string> {
  const done = await run(process.execPath, [PROGRAM, 'serve', ...flags], { timeoutMs: 20_000 });
  expect(done.status).toBe(1);
  expect(done.stdout).not.toContain('ready');
  return done.stderr;
}

async function select1(connectionString: string): Promise<unknown> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query('SELECT 1 AS n');
  await client.end();
  return rows[0].n;
}

function firstOutput(program: ReturnType<typeof runProgram>, text: string): Promise<void> {
  return new Promise((done) => {
    program.onStdout(() => {
      if (program.stdout().includes(text)) done();
    });
  });
}
