import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../src/core/clock.ts';
import { buildVerifier, parseVerifier, type ScramVerifier } from '../src/core/scram-verifier.ts';
import { text, time } from './literal.ts';
import type { Store } from './store.ts';

/** `connection`: it came with the parameters of a connection, which clients fetch again and again. */
export type TokenPurpose = 'account' | 'connection';

export interface Token {
  readonly account: string;
  /** Of the token as a password on a connection; undefined when the account had no password. */
  readonly verifier: ScramVerifier | undefined;
  /** UTC milliseconds. */
  readonly expiresAt: number;
  readonly purpose: TokenPurpose;
}

/** Live tokens of one account and purpose; a new one beyond that takes the place of the oldest. */
const MOST_OF_ACCOUNT = 100;

/** Tokens of accounts, kept as digests and verifiers: whoever reads the file cannot use them. */
export class Tokens {
  readonly #store: Store;
  readonly #clock: Clock;
  /** In the order of their making. */
  readonly #byDigest = new Map<string, Token>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async open(): Promise<void> {
    const now = this.#clock.now();
    const rows = await this.#store.work(async (connection) => {
      await connection.execute(`DELETE FROM stillhouse.tokens WHERE expires_at <= ${time(now)}`);
      return connection.rows(
        'SELECT digest, account, epoch_ms(expires_at), verifier, purpose FROM stillhouse.tokens ORDER BY created_at',
      );
    });
    for (const [digest, account, expiresAt, verifier, purpose] of rows) {
      this.#byDigest.set(String(digest), {
        account: String(account),
        expiresAt: Number(expiresAt),
        verifier: parseVerifier(String(verifier)),
        purpose: purpose === 'connection' ? 'connection' : 'account',
      });
    }
  }

  /**
   * A new token of 43 characters. `password` is the verifier of the account's password: the token's has the same salt, so
   * that a connection can prove either in one exchange.
   */
  async make(
    account: string,
    password: ScramVerifier | undefined,
    lifeMs: number,
    purpose: TokenPurpose,
  ): Promise<{ readonly token: string; readonly expiresAt: number }> {
    const token = randomBytes(32).toString('base64url');
    const verifier = password && (await buildVerifier(token, password.iterations, password.salt));
    const now = this.#clock.now();
    const expiresAt = now + lifeMs;
    const digest = digestOf(token);
    const gone = this.#roomFor(account, purpose, now);
    const row = [text(digest), text(account), time(now), time(expiresAt), text(verifier), text(purpose)];
    await this.#store.transaction(async (connection) => {
      if (gone.length > 0) {
        await connection.execute(`DELETE FROM stillhouse.tokens WHERE digest IN (${gone.map(text).join(', ')})`);
      }
      await connection.execute(`INSERT INTO stillhouse.tokens VALUES (${row.join(', ')})`);
    });
    for (const old of gone) this.#byDigest.delete(old);
    this.#byDigest.set(digest, { account, expiresAt, verifier: parseVerifier(verifier ?? ''), purpose });
    return { token, expiresAt };
  }

  /** Undefined for a token that is unknown or has run out. */
  find(token: string): Token | undefined {
    const digest = digestOf(token);
    const found = this.#byDigest.get(digest);
    if (found === undefined) return undefined;
    if (found.expiresAt > this.#clock.now()) return found;
    this.#byDigest.delete(digest);
    return undefined;
  }

  /** Of the live tokens of an account. */
  verifiers(account: string): readonly ScramVerifier[] {
    const now = this.#clock.now();
    const found: ScramVerifier[] = [];
    for (const token of this.#byDigest.values()) {
      if (token.account === account && token.expiresAt > now && token.verifier !== undefined)
        found.push(token.verifier);
    }
    return found;
  }

  /** Digests of tokens that have run out, and of the oldest of an account that has as many of the purpose as it may. */
  #roomFor(account: string, purpose: TokenPurpose, now: number): readonly string[] {
    const gone: string[] = [];
    const own: string[] = [];
    for (const [digest, token] of this.#byDigest) {
      if (token.expiresAt <= now) gone.push(digest);
      else if (token.account === account && token.purpose === purpose) own.push(digest);
    }
    gone.push(...own.slice(0, Math.max(0, own.length - MOST_OF_ACCOUNT + 1)));
    return gone;
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
