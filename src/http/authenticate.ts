import { createHash } from 'node:crypto';
import type { Role } from '../../catalog/objects.ts';
import { parseVerifier, passwordMatches, sameSalt } from '../core/scram-verifier.ts';
import { HttpError } from './http-error.ts';
import type { HttpServices } from './services.ts';

/** Who asks. */
export interface Caller {
  readonly role: Role;
  readonly account: string;
  readonly admin: boolean;
  readonly proof: Proof;
}

/** `trust`: nobody had to prove anything. A token's proof ends with it, UTC milliseconds. */
export type Proof =
  | { readonly kind: 'password' }
  | { readonly kind: 'token'; readonly expiresAt: number }
  | { readonly kind: 'trust' };

interface ProvedName {
  readonly name: string;
  readonly proof: Proof;
}

const BY_PASSWORD: Proof = { kind: 'password' };
const BY_TRUST: Proof = { kind: 'trust' };

/** Proving a password costs thousands of hashes; what was proved counts for this long. */
const REMEMBER_MS = 60_000;
const REMEMBER_MOST = 1_000;
/** Wrong passwords from one address within a minute, before it has to wait. */
const MOST_FAILURES = 30;
const FAILURE_WINDOW_MS = 60_000;

interface Proved {
  readonly name: string;
  readonly verifier: string;
  readonly until: number;
}

/** Basic with an account's password, or Bearer with one of its tokens. Source: API reference, sections 1, 13 and 21. */
export class Authenticator {
  readonly #services: HttpServices;
  readonly #proved = new Map<string, Proved>();
  readonly #failures = new Map<string, { count: number; readonly since: number }>();

  constructor(services: HttpServices) {
    this.#services = services;
  }

  /** Throws 401 without a valid proof, 429 after too many wrong ones. */
  async caller(authorization: string | undefined, address: string): Promise<Caller> {
    const { catalog, auth } = this.#services;
    this.#requireFew(address);
    const [scheme = '', value = ''] = (authorization ?? '').split(' ', 2);
    let proved: ProvedName | undefined;
    if (/^bearer$/i.test(scheme)) proved = this.#byToken(value);
    else if (/^basic$/i.test(scheme)) proved = await this.#byPassword(value);
    else if (auth === 'trust') proved = { name: 'admin', proof: BY_TRUST };
    const role = proved === undefined ? undefined : catalog.view.role(proved.name);
    if (proved === undefined || role === undefined || !role.login || this.#expired(role)) {
      if (authorization !== undefined) this.#countFailure(address);
      throw unauthorized(detailOf(authorization));
    }
    if (proved.proof.kind !== 'trust') this.#requireUsed(role);
    return { role, account: role.name, admin: role.superuser, proof: proved.proof };
  }

  /** A token counts as long as its account has the password that it had when the token was made. */
  #byToken(text: string): ProvedName | undefined {
    const { catalog, tokens } = this.#services;
    const token = tokens.find(text);
    const role = token === undefined ? undefined : catalog.view.role(token.account);
    const password = parseVerifier(role?.verifier ?? '');
    if (token === undefined || role === undefined) return undefined;
    const { verifier } = token;
    const current =
      verifier === undefined || password === undefined ? verifier === password : sameSalt(verifier, password);
    return current ? { name: role.name, proof: { kind: 'token', expiresAt: token.expiresAt } } : undefined;
  }

  async #byPassword(encoded: string): Promise<ProvedName | undefined> {
    const [name, password] = splitOnce(Buffer.from(encoded, 'base64').toString('utf8'));
    const { catalog, auth, clock, tokens } = this.#services;
    const role = catalog.view.role(name);
    if (auth === 'trust') return role && { name: role.name, proof: BY_TRUST };
    if (tokens.find(password) !== undefined) {
      const byToken = this.#byToken(password);
      return byToken?.name === role?.name ? byToken : undefined;
    }
    const verifier = role?.verifier;
    const key = createHash('sha256').update(encoded).digest('base64');
    const known = this.#proved.get(key);
    const now = clock.now();
    if (known !== undefined && known.verifier === verifier && known.until > now) {
      return { name: known.name, proof: BY_PASSWORD };
    }
    const parsed = parseVerifier(verifier ?? '');
    // An unknown account takes as long as a wrong password.
    const matches = await passwordMatches(password, parsed ?? DUMMY);
    if (parsed === undefined || verifier === undefined || role === undefined || !matches) return undefined;
    if (this.#proved.size >= REMEMBER_MOST) this.#proved.clear();
    this.#proved.set(key, { name: role.name, verifier, until: now + REMEMBER_MS });
    return { name: role.name, proof: BY_PASSWORD };
  }

  /** It is the right password, so its owner may know what is wrong with it. */
  #requireUsed(role: Role): void {
    const { credentials } = this.#services;
    if (credentials.expired(role)) {
      throw unauthorized('Nobody has used this account for long; an administrator has to give it a new credential.');
    }
    credentials.used(role);
  }

  #expired({ validUntil }: Role): boolean {
    return validUntil !== undefined && Date.parse(validUntil) <= this.#services.clock.now();
  }

  #requireFew(address: string): void {
    const failures = this.#failures.get(address);
    if (failures === undefined) return;
    const left = failures.since + FAILURE_WINDOW_MS - this.#services.clock.now();
    if (left <= 0) this.#failures.delete(address);
    else if (failures.count >= MOST_FAILURES) {
      const seconds = Math.ceil(left / 1000);
      throw new HttpError(429, 'TOO_MANY_REQUESTS', 'Too many requests', `Wait ${seconds} s after so many failures.`, {
        headers: { 'retry-after': String(seconds) },
      });
    }
  }

  #countFailure(address: string): void {
    const failures = this.#failures.get(address);
    if (failures !== undefined) failures.count++;
    else {
      if (this.#failures.size >= REMEMBER_MOST) this.#failures.clear();
      this.#failures.set(address, { count: 1, since: this.#services.clock.now() });
    }
  }
}

function unauthorized(detail: string): HttpError {
  return new HttpError(401, 'UNAUTHORIZED', 'Unauthorized', detail, {
    headers: { 'www-authenticate': 'Basic realm="stillhouse", charset="UTF-8", Bearer' },
  });
}

const DUMMY = { iterations: 4096, salt: Buffer.alloc(16, 7), storedKey: Buffer.alloc(32), serverKey: Buffer.alloc(32) };

function splitOnce(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function detailOf(authorization: string | undefined): string {
  return authorization === undefined
    ? 'Send Authorization: Basic with account and password, or Bearer with a token.'
    : 'The account, password or token is not valid.';
}
