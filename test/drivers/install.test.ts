import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absent, run, works } from '../support/program.ts';
import { startServer } from '../support/server.ts';
import { pack, type Tarball } from '../support/tarball.ts';

/** Installing fetches the dependencies, so this stands with the tests that need more than Node. */
const noRegistry = absent('npm install', () => (works('npm', ['ping']) ? undefined : 'no package registry answers'));

describe.skipIf(noRegistry)('the tarball, installed by npm', () => {
  let tarball: Tarball;

  beforeAll(async () => {
    tarball = await pack();
    await writeFile(join(tarball.folder, 'package.json'), '{ "private": true }');
  });

  afterAll(async () => {
    await rm(tarball.folder, { recursive: true, force: true });
  });

  it('brings a command `stillhouse` that serves', async () => {
    const installed = await run('npm', ['install', '--no-audit', '--no-fund', tarball.file], { cwd: tarball.folder });
    expect(installed.status, installed.output).toBe(0);
    const command = join(tarball.folder, 'node_modules/.bin/stillhouse');
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await run(command, ['--version'])).toMatchObject({ status: 0, stdout: expect.stringContaining(version) });
    const server = await startServer({ program: command });
    expect((await fetch(`http://127.0.0.1:${server.httpPort}/health`)).status).toBe(200);
    expect(await server.stop()).toEqual({ status: 0, signal: null });
  });
});
