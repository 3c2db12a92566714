import { fork } from 'node:child_process';
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { cpuUsage } from 'node:process';
import { PASSWORD, startFakeServer, USER } from '../test/wire/support/fake-server.ts';
import { frontend, message } from '../test/wire/support/frontend.ts';
import { RawClient } from '../test/wire/support/raw-client.ts';

/**
 * Connections per second with SCRAM-SHA-256 by clients that each do nothing but connect and leave, in processes of their
 * own. They remember the derived key, which is a client's cost: what is measured is the server's. Prints rows for
 * bench/RESULTS.md. With arguments another server is measured, PostgreSQL for one.
 *
 * npm run bench -- connect [HOST PORT USER PASSWORD DATABASE]
 */
const CLIENTS = 4;
const SECONDS = 5;
const TARGET_PER_SECOND = 1000;

interface Target {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const [role, ...args] = process.argv.slice(2);
if (role === 'client') await beClient(JSON.parse(args[0] ?? '{}'));
else await measure(role === undefined ? undefined : [role, ...args]);

async function measure(other: readonly string[] | undefined): Promise<void> {
  const fake = other === undefined ? await startFakeServer() : undefined;
  const [host = '127.0.0.1', port = fake?.port, user = USER, password = PASSWORD, database = 'shop'] = other ?? [];
  const target: Target = { host, port: Number(port), user, password, database };
  const before = cpuUsage();
  const counts = await Promise.all(Array.from({ length: CLIENTS }, () => runClient(target)));
  const { user: userTime, system } = cpuUsage(before);
  const connections = counts.reduce((sum, count) => sum + count, 0);
  const perSecond = Math.round(connections / SECONDS);
  console.log(`| SCRAM connections per second, ${CLIENTS} clients | ${perSecond} | ${TARGET_PER_SECOND} |`);
  if (fake === undefined) return;
  const microseconds = Math.round((userTime + system) / connections);
  console.log(`| processor time of the server per connection | ${microseconds} µs | |`);
  await fake.server.close({ graceMs: 1000 });
}

/** Answers how many connections one client made. */
function runClient(target: Target): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(import.meta.url).pathname, ['client', JSON.stringify(target)]);
    child.once('message', (count) => resolve(Number(count)));
    child.once('error', reject);
  });
}

async function beClient(target: Target): Promise<void> {
  const derived = new Map<string, Buffer>();
  const end = performance.now() + SECONDS * 1000;
  let count = 0;
  while (performance.now() < end) {
    await connectOnce(target, (salt, iterations) => {
      const known = derived.get(salt);
      if (known !== undefined) return known;
      const key = pbkdf2Sync(target.password, Buffer.from(salt, 'base64'), iterations, 32, 'sha256');
      derived.set(salt, key);
      return key;
    });
    count++;
  }
  process.send?.(count);
}

async function connectOnce(
  { host, port, user, database }: Target,
  derive: (salt: string, iterations: number) => Buffer,
): Promise<void> {
  const client = await RawClient.connect(port, host);
  client.socket.setNoDelay(true);
  client.send('Startup', { parameters: { user, database } });
  await client.readUntil('AuthenticationSASL');
  const firstBare = `n=,r=${randomBytes(18).toString('base64')}`;
  const first = Buffer.from(`n,,${firstBare}`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(first.length);
  client.sendBytes(message('p', Buffer.from('SCRAM-SHA-256\0'), length, first));
  const [challenge] = await client.readUntil('AuthenticationSASLContinue');
  client.sendBytes(message('p', Buffer.from(proof(firstBare, String(challenge?.fields.data), derive))));
  const last = (await client.readUntil('ReadyForQuery')).at(-1);
  if (last?.kind !== 'ReadyForQuery') throw new Error(`refused: ${JSON.stringify(last)}`);
  client.socket.end(frontend('Terminate'));
  await client.readUntil('never');
  client.destroy();
}

/** client-final-message. */
function proof(firstBare: string, serverFirst: string, derive: (salt: string, iterations: number) => Buffer): string {
  const [nonce = '', salt = '', iterations = ''] = serverFirst.split(',');
  const salted = derive(salt.slice(2), Number(iterations.slice(2)));
  const withoutProof = `c=biws,${nonce}`;
  const clientKey = hmac(salted, 'Client Key');
  const storedKey = createHash('sha256').update(clientKey).digest();
  const signature = hmac(storedKey, `${firstBare},${serverFirst},${withoutProof}`);
  const bytes = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] ?? 0)));
  return `${withoutProof},p=${bytes.toString('base64')}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
