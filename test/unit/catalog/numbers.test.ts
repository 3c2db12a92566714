import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSession, type Session } from '../../support/session.ts';

const CLOCK = { now: () => Date.UTC(2026, 0, 1) };

let folder: string;
let server: Session;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'numbers-'));
  server = await openSession(folder, CLOCK);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test('the numbers of a dropped dataset are given to nothing else, also after restarts', async () => {
  await server.run('CREATE TABLE x (id int); INSERT INTO x VALUES (1); INSERT INTO x VALUES (2)');
  const x = await oidOf('x');
  await server.run('DROP TABLE x');
  await restart();
  await restart();
  await server.run('CREATE TABLE y (id int); INSERT INTO y VALUES (1)');
  expect(await oidOf('y')).toBeGreaterThan(x);
  expect(await server.run("SELECT snapshot_id FROM (SELECT history_meta('y')) h")).toEqual([['3']]);
});

test('nor are those of a dropped constraint', async () => {
  await server.run('CREATE TABLE x (id int); ALTER TABLE x ADD CONSTRAINT PRIMARY KEY (id) NOT ENFORCED');
  const [[key] = []] = await server.run("SELECT oid FROM pg_constraint WHERE conrelid = 'x'::regclass");
  await server.run('ALTER TABLE x DROP CONSTRAINT PRIMARY KEY (id)');
  await restart();
  await server.run('CREATE TABLE y (id int)');
  expect(await oidOf('y')).toBeGreaterThan(Number(key));
});

test('what many drops leave is one row after a restart', async () => {
  for (let drop = 0; drop < 3; drop++) {
    await server.run('CREATE TABLE x (id int)');
    await server.run('DROP TABLE x');
  }
  await restart();
  const connection = await server.engine.connect();
  expect(await connection.rows('SELECT count(*) FROM stillhouse.numbers')).toEqual([[1n]]);
  connection.close();
});

async function restart(): Promise<void> {
  await server.close();
  server = await openSession(folder, CLOCK);
}

async function oidOf(name: string): Promise<number> {
  const [[oid] = []] = await server.run(`SELECT '${name}'::regclass::oid`);
  return Number(oid);
}
