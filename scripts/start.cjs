#!/usr/bin/env node
/**
 * `npm start`: the server in this very process, built first only when there is no build. CommonJS and synchronous, because
 * the size of libuv's thread pool has to be set before anything uses it (see src/stillhouse.cts).
 */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '..', 'dist', 'src', 'stillhouse.cjs');
if (!existsSync(program)) {
  const build = spawnSync(process.execPath, [join(__dirname, 'build.mjs')], { stdio: ['ignore', 2, 2] });
  if (build.status !== 0) process.exit(1);
}
process.argv = [process.argv[0], program, 'serve', ...process.argv.slice(2)];
require(program);
