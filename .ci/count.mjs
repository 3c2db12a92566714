/**
 * Adds up what `.ci/run` left in a folder: the tests of both runs, and lint, types, demo, and each step's own end as one
 * each. Prints what failed, then "N passed, N failed"; status 1 when anything failed or nothing passed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.stillhouse-test';
const failures = [];
let passed = 0;

const count = (holds, what) => {
  if (holds) passed++;
  else failures.push(what);
};
const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
const ended = (step) => read(`${step}.status`).trim() === '0';

// `npm run check` stops at the first thing that fails: what came after it began, so what came before it held.
const check = read('check.log');
count(/^> .* types$/m.test(check), 'lint');
count(/^> .* pretest$/m.test(check), 'types');
countTests('check', 'tests.json');
countTests('clients', 'clients.json');
count(ended('demo'), 'demo');

for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;

function countTests(step, report) {
  const before = failures.length;
  for (const file of JSON.parse(read(report) || '{"testResults":[]}').testResults) {
    const tests = file.assertionResults.filter((test) => test.status === 'passed' || test.status === 'failed');
    for (const test of tests) count(test.status === 'passed', `${file.name.split('/test/').pop()}: ${test.fullName}`);
    // A file that could not be read, or whose set-up failed, has no failed test of its own.
    if (file.status === 'failed' && !tests.some((test) => test.status === 'failed')) failures.push(file.name);
  }
  if (!ended(step) && failures.length === before) failures.push(`${step} ended with ${read(`${step}.status`).trim()}`);
}
