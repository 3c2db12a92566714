#!/usr/bin/env node
/**
 * `npm run spark -- functions | statements | fuzz …`: holds the dialect to a real Spark. Needs Python 3 and Java 17; Spark is
 * installed once into a virtual environment beside the test results. docs/spark.md says what came out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SPARK = 'pyspark==3.5.9';
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const kept = join(root, '.stillhouse-test');
const python = join(process.env.SPARK_VENV ?? join(kept, 'spark'), 'bin', 'python');
const [what = '', ...args] = process.argv.slice(2);

if (!['functions', 'statements', 'fuzz'].includes(what)) {
  console.error('usage: npm run spark -- functions [--update] [FILE…] | statements | fuzz [SEED] [COUNT]');
  process.exit(2);
}
if (!existsSync(python)) {
  run('python3', ['-m', 'venv', dirname(dirname(python))]);
  run(python, ['-m', 'pip', 'install', '--quiet', SPARK]);
}
if (what === 'functions') run(python, [join(root, 'test/spark/run.py'), ...args]);
else {
  const answers = join(kept, `spark-${what}.jsonl`);
  writeFileSync(answers, ourAnswers());
  run(python, [join(root, 'test/spark/compare.py'), answers]);
}

/** Node 20 does not run TypeScript; dist/ is to hold the product only. */
function ourAnswers() {
  const out = join(kept, 'spark-build');
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  run(process.execPath, [tsc, '-p', 'tsconfig.json', '--outDir', out]);
  return run(process.execPath, [join(out, 'test/spark', `${what}.js`), ...args], 'pipe');
}

function run(command, parameters, stdout = 'inherit') {
  const stdio = ['ignore', stdout, 'inherit'];
  const { status, stdout: text } = spawnSync(command, parameters, {
    cwd: root,
    stdio,
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  if (status !== 0) process.exit(status ?? 1);
  return text;
}
