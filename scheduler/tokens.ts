import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../src/core/clock.ts';
import { text, time } from './literal.ts';
import type { Store } from './store.ts';

interface Token {
  readonly account: string;
  /** UTC milliseconds. */
  readonly expiresAt: number;
}

/** Tokens of accounts, kept as digests: whoever reads the file cannot use them. */
export class Tokens {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #byDigest = new Map<string, Token>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async open(): Promise<void> {
    const now = this.#clock.now();
    const rows = await this.#store.work(async (connection) => {
      await connection.execute(`DELETE FROM stillhouse.tokens WHERE expires_at <= ${time(now)}`);
      return connection.rows('SELECT digest, account, epoch_ms(expires_at) FROM stillhouse.tokens');
    });
    for (const [digest, account, expiresAt] of rows) {
      this.#byDigest.set(String(digest), { account: String(account), expiresAt: Number(expiresAt) });
    }
  }

  /** A new token of 43 characters. */
  async make(account: string, lifeMs: number): Promise<{ readonly token: string; readonly expiresAt: number }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    const expiresAt = now + lifeMs;
    const digest = digestOf(token);
    await this.#store.work((connection) =>
      connection.execute(
        `INSERT INTO stillhouse.tokens VALUES (${text(digest)}, ${text(account)}, ${time(now)}, ${time(expiresAt)})`,
      ),
    );
    this.#byDigest.set(digest, { account, expiresAt });
    return { token, expiresAt };
  }

  /** The account that a token stands for; undefined for one that is unknown or has run out. */
  account(token: string): string | undefined {
    const digest = digestOf(token);
    const found = this.#byDigest.get(digest);
    if (found === undefined) return undefined;
    if (found.expiresAt > this.#clock.now()) return found.account;
    this.#byDigest.delete(digest);
    return undefined;
  }

  /** The account's password changed, or it is gone: its tokens are worth nothing any more. */
  async revoke(account: string): Promise<void> {
    for (const [digest, token] of this.#byDigest) if (token.account === account) this.#byDigest.delete(digest);
    await this.#store.work((connection) =>
      connection.execute(`DELETE FROM stillhouse.tokens WHERE account = ${text(account)}`),
    );
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
