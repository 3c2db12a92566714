import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until `holds`; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(2);
}
