#!/usr/bin/env node
/**
 * Makes dist/ from the sources: plain tsc. It compiles in place and removes afterwards what no source makes any more, so
 * that a running server never sees an empty folder.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

removeStale(compile());
chmodSync(join(dist, 'src', 'stillhouse.cjs'), 0o755);

/** Returns the emitted files, relative to dist/. Ends the process with the compiler's words when it finds an error. */
function compile() {
  const args = [tsc, '-p', 'tsconfig.build.json', '--listEmittedFiles'];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const emitted = new Set();
  const rest = [];
  for (const line of `${run.stdout}`.split('\n')) {
    if (line.startsWith('TSFILE: ')) emitted.add(relative(dist, resolve(root, line.slice('TSFILE: '.length).trim())));
    else if (line !== '') rest.push(line);
  }
  if (run.status !== 0) {
    console.error([...rest, `${run.stderr}`.trim(), 'build failed'].filter(Boolean).join('\n'));
    process.exit(1);
  }
  return emitted;
}

function removeStale(made) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !made.has(relative(dist, file))) rmSync(file);
  }
}
