import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PgtTarget, play, transcripts } from './pgt.ts';
import { type FakeServer, startFakeServer } from './support/fake-server.ts';

/** Another server to hold the transcripts against, as `postgres://user@127.0.0.1:5432/database`; it must ask no password. */
const OTHER = process.env.PGT_SERVER;
const UPDATE = process.env.UPDATE === '1';

let fake: FakeServer;
let target: PgtTarget;

beforeAll(async () => {
  fake = await startFakeServer({ auth: 'trust' });
  target = OTHER === undefined ? fakeTarget(fake.port) : otherTarget(new URL(OTHER));
});

afterAll(async () => {
  await fake.server.close({ graceMs: 1000 });
});

for (const name of transcripts(import.meta.dirname)) {
  test(name, async () => {
    const { expected, actual } = await play(import.meta.dirname, name, target, UPDATE);
    expect(actual).toBe(expected);
  });
}

function fakeTarget(port: number): PgtTarget {
  return { host: '127.0.0.1', port, parameters: { user: 'reader', database: 'shop' } };
}

function otherTarget(url: URL): PgtTarget {
  const database = url.pathname.slice(1);
  return { host: url.hostname, port: Number(url.port), parameters: { user: url.username, database } };
}
