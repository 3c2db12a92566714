import { startServer } from '../test/support/server.ts';
import { fuzzConversations, fuzzStartUps, prepareFuzz } from '../test/support/wire-fuzz.ts';

/**
 * Damaged conversations and start-ups against the built server, until the time is up; the first that hangs, or is answered
 * with XX000, ends it with its seed and bytes.
 *
 * npm run bench -- fuzz [SECONDS [SEED]]
 */
const [seconds = '60', firstSeed = '1'] = process.argv.slice(2);
const RUNS = 500;

const server = await startServer({ flags: ['--auth', 'trust', '--statement-timeout', '5000'] });
const target = { port: server.port, user: 'admin' };
await prepareFuzz(target);
const until = performance.now() + Number(seconds) * 1000;
let seed = Number(firstSeed);
try {
  for (; performance.now() < until; seed++) {
    await fuzzConversations(target, seed, RUNS);
    await fuzzStartUps(target, seed, RUNS / 5);
    const mistakes = server.output().stderr.match(/^.*"level":[56]0.*$/gm) ?? [];
    if (mistakes.length > 0) throw new Error(mistakes.slice(0, 5).join('\n'));
  }
  console.log(`seeds ${firstSeed} to ${seed - 1}: ${(seed - Number(firstSeed)) * RUNS} conversations, nothing wrong`);
} catch (error) {
  console.error(`seed ${seed}:`, error);
  process.exitCode = 1;
} finally {
  await server.stop();
}
