import { parseVerifier, type ScramVerifier, sameSalt } from '../src/core/scram-verifier.ts';
import type { Catalog } from './catalog.ts';
import type { Role } from './objects.ts';

/** Who knows when accounts were used. */
export interface CredentialUse {
  used(role: Role): void;
  /** Nobody used it for as long as the operator allows. */
  expired(role: Role): boolean;
}

/** The accounts as the wire needs them: verifiers by name, never a password. */
export class Accounts {
  readonly #catalog: Catalog;
  readonly #tokens: (account: string) => readonly ScramVerifier[];
  readonly #use: CredentialUse;

  /** `tokens`: verifiers of the live tokens of an account. */
  constructor(catalog: Catalog, tokens: (account: string) => readonly ScramVerifier[], use: CredentialUse) {
    this.#catalog = catalog;
    this.#tokens = tokens;
    this.#use = use;
  }

  /**
   * None for a name that is unknown, may not log in, has no password, or whose password has run out or was unused for long. A token counts as long
   * as the account has the password that it had when the token was made: a new password has another salt.
   */
  verifiers(user: string): readonly ScramVerifier[] {
    const role = this.#catalog.view.role(user);
    if (role === undefined || !role.login || this.#expired(role) || this.#use.expired(role)) return [];
    const own = parseVerifier(role.verifier ?? '');
    if (own === undefined) return [];
    const pair = parseVerifier(role.pairVerifier ?? '');
    const more = [...(pair === undefined ? [] : [pair]), ...this.#tokens(role.name)];
    return [own, ...more.filter((each) => sameSalt(each, own))];
  }

  /** The account has proved itself. */
  proved(user: string): void {
    const role = this.#catalog.view.role(user);
    if (role !== undefined) this.#use.used(role);
  }

  get mockSecret(): Buffer {
    return this.#catalog.secret;
  }

  #expired({ validUntil }: Role): boolean {
    return validUntil !== undefined && Date.parse(validUntil) <= this.#catalog.now().getTime();
  }
}
