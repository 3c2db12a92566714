#!/usr/bin/env node
/**
 * `npm run bench -- NAME …`: compiles and runs bench/NAME.ts against the built server. Node 20 does not run TypeScript, and
 * dist/ is to hold the product only, so the compiled benchmark lies beside the test results.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, '.stillhouse-test', 'bench');
const [name = '', ...args] = process.argv.slice(2);
if (!/^[a-z0-9-]+$/.test(name) || !existsSync(join(root, 'bench', `${name}.ts`))) {
  console.error('usage: npm run bench -- NAME, for a file bench/NAME.ts');
  process.exit(2);
}
run(join(root, 'scripts', 'build.mjs'));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
run(tsc, '-p', 'tsconfig.json', '--outDir', out);
const before = processorTicks();
run(join(out, 'bench', `${name}.js`), ...args);
reportStolen(before, processorTicks());

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Ticks of all processors since the machine began, by what they went to; undefined where there is no /proc. */
function processorTicks() {
  if (!existsSync('/proc/stat')) return undefined;
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].split(/\s+/).map(Number);
  return ticks;
}

/** On a virtual machine a number is worth what the host left of the processors: ticks it gave to others are told. */
function reportStolen(first, last) {
  if (first === undefined || last === undefined) return;
  const spent = last.map((ticks, index) => ticks - first[index]);
  const [user, nice, system, , , irq, softIrq, stolen] = spent;
  const wanted = user + nice + system + irq + softIrq + stolen;
  console.log(`\nprocessor time that the host took away: ${Math.round((stolen / Math.max(1, wanted)) * 100)} %`);
}
