import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, createWriteStream, openSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Client, DatabaseError } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Check, checks } from './demo-checks.ts';
import { customerLines, firstOrderLines, nextOrderLines } from './demo-data.ts';
import { type Step, steps } from './script-steps.ts';
import { formatTable, type TableField } from './table.ts';

/**
 * `npm run demo`: starts the built server in a folder of its own, loads a made-up shop, and runs examples/clv.sql as any
 * client would, over the wire. With --exit it ends afterwards, with status 0 only when every step and check held.
 */
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const FOLDER = join(ROOT, 'demo-data');
const CSV = join(FOLDER, 'csv');
const DATA = join(FOLDER, 'data');
const LOG = join(FOLDER, 'server.log');
const PASSWORD = 'demo';
const START_TIMEOUT_MS = 30_000;

export async function demo(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--exit');
  if (unknown !== undefined) {
    console.error(`unknown option "${unknown}"; the demo knows --exit`);
    return 2;
  }
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(CSV, { recursive: true });
  await write('customers.csv', customerLines());
  await write('orders.csv', firstOrderLines());
  await write('orders_next.csv', nextOrderLines());
  const server = await start();
  const ended = new Promise<number>((done) => server.child.once('exit', (code) => done(code ?? 1)));
  const stop = () => server.child.kill('SIGTERM');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const failures = await loop(server.url);
  if (args.includes('--exit')) {
    stop();
    const status = await ended;
    if (status !== 0) console.log(`✗ the server ended with status ${status}`);
    return failures === 0 && status === 0 ? 0 : 1;
  }
  console.log(`\nThe server stays up. Connect with any PostgreSQL client:\n\n  psql "${server.url}"\n`);
  console.log(`Its folder is ${relative(ROOT, DATA)}, its log ${relative(ROOT, LOG)}. Ctrl-C ends it.`);
  return (await ended) === 0 && failures === 0 ? 0 : 1;
}

async function write(name: string, lines: Iterable<string>): Promise<void> {
  function* withEnds() {
    for (const line of lines) yield `${line}\n`;
  }
  await pipeline(Readable.from(withEnds()), createWriteStream(join(CSV, name)));
}

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
}

async function start(): Promise<Server> {
  const [port, httpPort] = [await freeOr0(5432), await freeOr0(8432)];
  if (port === 0) console.log('Port 5432 is taken: another one is used.');
  if (httpPort === 0) console.log('Port 8432 is taken: another one is used.');
  const flags = ['--data-dir', DATA, '--host', '127.0.0.1', '--port', `${port}`, '--http-port', `${httpPort}`];
  const child = spawn(process.execPath, [join(ROOT, 'dist/src/stillhouse.cjs'), 'serve', ...flags], {
    stdio: ['ignore', 'pipe', openSync(LOG, 'w')],
    env: { ...process.env, STILLHOUSE_ADMIN_PASSWORD: PASSWORD },
    detached: true, // Ctrl-C reaches this process, which then ends the server in order
  });
  let said = '';
  return new Promise<Server>((done, fail) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
    child.once('exit', (code, signal) => {
      fail(new Error(`the server ended before it was ready (${signal ?? code})\n${said}${readFileSync(LOG, 'utf8')}`));
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const ready = /^stillhouse ready: postgres:\/\/(\S+) (http:\S+)$/m.exec(said);
      if (ready === null) return;
      clearTimeout(timer);
      console.log(ready[0]);
      done({ child, url: `postgres://admin:${PASSWORD}@${ready[1]}/all` });
    });
  });
}

/** The port itself when nobody listens there, else 0: the system picks one. */
function freeOr0(port: number): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(0));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(port)));
  });
}

/** Returns how many steps and checks failed. */
async function loop(url: string): Promise<number> {
  const client = new Client({ connectionString: url, application_name: 'demo' });
  await client.connect();
  const began = Date.now();
  let failures = 0;
  for (const step of steps(readFileSync(join(ROOT, 'examples/clv.sql'), 'utf8'))) {
    if (!(await perform(client, step))) failures++;
  }
  console.log('\n-- What was found\n');
  for (const check of checks()) {
    if (!(await verify(client, check))) failures++;
  }
  await client.end();
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(failures === 0 ? `\ndemo: all held, ${seconds} s` : `\ndemo: ${failures} failed, ${seconds} s`);
  return failures;
}

async function perform(client: Client, step: Step): Promise<boolean> {
  console.log(step.kind === 'remark' ? `\n${step.text}` : `\nall=> ${step.text.replaceAll('\n', '\n...>  ')}`);
  try {
    if (step.kind === 'statement') console.log(await answer(client, step.text));
    if (step.kind === 'copy') console.log(await load(client, step));
    return true;
  } catch (error) {
    console.log(`✗ ${describe(error)}`);
    return false;
  }
}

async function answer(client: Client, sql: string): Promise<string> {
  const found: unknown = await client.query({
    text: sql,
    rowMode: 'array',
    types: { getTypeParser: () => (text: string) => text },
  });
  return resultsOf<string | null>(found).map(formatResult).join('\n\n');
}

function formatResult({ fields, rows, command, rowCount }: Result<string | null>): string {
  if (fields.length > 0) return formatTable(fields, rows);
  return [command, rowCount].filter((part) => part !== null).join(' ');
}

interface Result<T> {
  readonly fields: readonly TableField[];
  readonly rows: readonly (readonly T[])[];
  readonly command: string;
  readonly rowCount: number | null;
}

/** A block answers several results; node-postgres gives a list of them then. */
function resultsOf<T>(found: unknown): readonly Result<T>[] {
  return (Array.isArray(found) ? found : [found]) as readonly Result<T>[];
}

async function load(client: Client, step: Step & { readonly kind: 'copy' }): Promise<string> {
  const copy = client.query(copyFrom(`COPY ${step.table} FROM STDIN ${step.options}`));
  await pipeline(createReadStream(join(CSV, step.file)), copy);
  return `COPY ${copy.rowCount}`;
}

async function verify(client: Client, check: Check): Promise<boolean> {
  try {
    const results: unknown = await client.query({ text: check.sql, rowMode: 'array' });
    const rows = resultsOf<unknown>(results).at(-1)?.rows ?? [];
    const found = rows.map((row) => row.join(' ')).join(', ');
    const holds = check.holds(rows);
    console.log(`${holds ? '✓' : '✗'} ${check.title}: ${found || 'none'}`);
    return holds;
  } catch (error) {
    console.log(`✗ ${check.title}: ${describe(error)}`);
    return false;
  }
}

function describe(error: unknown): string {
  if (error instanceof DatabaseError) {
    return [`ERROR:  ${error.code}: ${error.message}`, error.detail, error.hint].filter(Boolean).join('\n  ');
  }
  return error instanceof Error ? error.message : String(error);
}
