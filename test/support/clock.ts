import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A clock that a test sets, for servers in processes of their own: give `env` to `startServer`. */
export class TestClock {
  readonly #folder = mkdtempSync(join(tmpdir(), 'stillhouse-clock-'));
  readonly #file = join(this.#folder, 'offset');
  #offsetMs = 0;

  constructor(now: number = Date.now()) {
    this.set(now);
  }

  get env(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--require=${resolve('test/support/clock.cjs')}`, TEST_CLOCK_FILE: this.#file };
  }

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** UTC milliseconds; from here on it moves with the real time. */
  set(now: number): void {
    this.#offsetMs = now - Date.now();
    writeFileSync(`${this.#file}.new`, String(this.#offsetMs));
    renameSync(`${this.#file}.new`, this.#file);
  }

  advance(milliseconds: number): void {
    this.set(this.now() + milliseconds);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
