import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../support/server.ts';
import { readDifferences, surprises } from './differences.ts';
import type { Outcome, PeerTarget, Suite } from './outcome.ts';

/** Reports, one a suite, and what suites need; ignored by git. */
export const PEERS_FOLDER = '.stillhouse-test/peers';

/** Runs a peer's own tests and holds the result to the list of known differences. */
export function checkSuite(suite: Suite): void {
  describe.skipIf(suite.absent)(suite.name, () => {
    it('fails only where the list of differences says so', async () => {
      const against = process.env.PEERS_AGAINST;
      const outcomes = against ? await suite.run(fromUrl(against)) : await runOnOurs(suite);
      report(suite.name, outcomes, against !== undefined);
      expect(outcomes.length, 'tests').toBeGreaterThan(0);
      expect(surprises(outcomes, readDifferences(suite.name), against !== undefined)).toEqual([]);
    });
  });
}

async function runOnOurs(suite: Suite): Promise<readonly Outcome[]> {
  // Without a blank: psycopg2's tests write it into a connection string as it is.
  const server = await startServer({ password: 'horse' });
  try {
    const { host, port, user, password } = server;
    const target = { host, port, user, password, database: 'all' };
    await prepare(suite, target);
    return await suite.run(target);
  } finally {
    await server.stop();
  }
}

async function prepare(suite: Suite, target: PeerTarget): Promise<void> {
  const client = new pg.Client(target);
  await client.connect();
  try {
    for (const sql of suite.prepare ?? []) await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database that may be filled and dropped: PEERS_AGAINST=postgres://user:password@host:port/database */
function fromUrl(address: string): PeerTarget {
  const url = new URL(address);
  return {
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
  };
}

function report(name: string, outcomes: readonly Outcome[], postgres: boolean): void {
  const count = (result: Outcome['result']) => outcomes.filter((each) => each.result === result).length;
  const where = postgres ? `${name}-postgres` : name;
  const summary = `${where}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
  const details = outcomes.map((each) => `${each.result} ${each.name}\n${each.output.replace(/^(?=.)/gm, '    ')}`);
  mkdirSync(PEERS_FOLDER, { recursive: true });
  writeFileSync(join(PEERS_FOLDER, `${where}.txt`), `${[summary, ...details].join('\n')}\n`);
  console.log(summary);
}
