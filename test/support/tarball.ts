import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './program.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Tarball {
  /** A temporary folder that holds it; the caller removes it. */
  readonly folder: string;
  readonly file: string;
  /** Paths within the package. */
  readonly contents: readonly string[];
}

/** `npm pack` of what is built; it does not build again and needs no network. */
export async function pack(): Promise<Tarball> {
  const folder = await mkdtemp(join(tmpdir(), 'stillhouse-pack-'));
  const done = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  if (done.status !== 0) throw new Error(`npm pack failed\n${done.output}`);
  const [report] = JSON.parse(done.stdout) as [{ filename: string; files: { path: string }[] }];
  return { folder, file: join(folder, report.filename), contents: report.files.map((each) => each.path) };
}
