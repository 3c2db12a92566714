import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM, startServer } from './support/server.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillhouse-user-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Ten processes, one after the other. */
const PROCESSES_MS = 120_000;

describe('stillhouse user', () => {
  it(
    'adds an account, changes its password and lists it, while the server is stopped',
    async () => {
      const dataDir = join(folder, 'data');
      const first = await startServer({ dataDir });
      expect(await user(['list', '--data-dir', dataDir])).toEqual({
        status: 1,
        output: `stillhouse: data folder ${dataDir} is in use by another process\n`,
      });
      await first.stop();

      expect(await user(['add', 'ann', '--data-dir', dataDir], 'first\n')).toEqual({
        status: 0,
        output: 'account "ann" added\n',
      });
      expect((await user(['add', 'ann', '--data-dir', dataDir], 'x\n')).output).toContain(
        'account "ann" exists already',
      );
      expect((await user(['add', 'bea', '--data-dir', dataDir], '')).output).toContain('a password is expected');
      expect((await user(['passwd', 'ann', '--data-dir', dataDir], 'second\n')).status).toBe(0);
      expect((await user(['passwd', 'eve', '--data-dir', dataDir], 'x\n')).output).toContain(
        'account "eve" does not exist',
      );
      expect((await user(['list', '--data-dir', dataDir])).output).toBe('admin (superuser)\nann\n');
      expect((await user(['remove', 'ann', '--data-dir', dataDir])).output).toContain('usage: stillhouse user');

      const again = await startServer({ dataDir });
      await expect(whoAmI(again.port, 'first')).rejects.toMatchObject({ code: '28P01' });
      expect(await whoAmI(again.port, 'second')).toBe('ann');
      await again.stop();
    },
    PROCESSES_MS,
  );
});

async function user(
  args: readonly string[],
  input = '',
): Promise<{ readonly status: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [PROGRAM, 'user', ...args], { stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stdin.end(input);
  await once(child, 'close');
  return { status: child.exitCode, output };
}

async function whoAmI(port: number, password: string): Promise<string> {
  const client = new Client({ host: '127.0.0.1', port, user: 'ann', password, database: 'all' });
  await client.connect();
  const { rows } = await client.query('SELECT session_user AS who');
  await client.end();
  return rows[0].who;
}
