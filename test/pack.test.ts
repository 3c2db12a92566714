import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './support/program.ts';
import { startServer } from './support/server.ts';
import { pack, type Tarball } from './support/tarball.ts';

/**
 * The package as it would be published: unpacked elsewhere, beside the dependencies that are installed here, so that no
 * network is needed. That npm can install it is a test of its own, test/drivers/install.test.ts, as that needs a registry.
 */
describe('the packed tarball', () => {
  let tarball: Tarball;

  beforeAll(async () => {
    tarball = await pack();
  });

  afterAll(async () => {
    await rm(tarball.folder, { recursive: true, force: true });
  });

  it('holds the program and what it reads, and neither sources nor tests', () => {
    for (const file of ['dist/src/stillhouse.cjs', 'dist/src/main.js', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
      expect(tarball.contents.includes(file), file).toBe(true);
    }
    expect(
      tarball.contents.filter((path) => /^(src|test|catalog|bench|data|demo-data|node_modules)\//.test(path)),
    ).toEqual([]);
  });

  it('serves from where it was unpacked', async () => {
    const modules = join(tarball.folder, 'node_modules');
    await mkdir(join(modules, 'stillhouse'), { recursive: true });
    expect(
      (await run('tar', ['-xzf', tarball.file, '--strip-components=1', '-C', join(modules, 'stillhouse')])).status,
    ).toBe(0);
    const here = resolve(import.meta.dirname, '../node_modules');
    for (const name of (await readdir(here)).filter((each) => !each.startsWith('.'))) {
      await symlink(join(here, name), join(modules, name));
    }
    const server = await startServer({ program: join(modules, 'stillhouse/dist/src/stillhouse.cjs') });
    try {
      expect((await fetch(`http://127.0.0.1:${server.httpPort}/ready`)).status).toBe(200);
    } finally {
      expect(await server.stop()).toEqual({ status: 0, signal: null });
    }
  });
});
