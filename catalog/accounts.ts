import type { Catalog } from './catalog.ts';

/** The accounts as the wire needs them: a verifier by name, never a password. */
export class Accounts {
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Undefined for a name that is unknown, may not log in, has no password, or whose password has run out. */
  verifier(user: string): string | undefined {
    const role = this.#catalog.view.role(user);
    if (role === undefined || !role.login) return undefined;
    const expired = role.validUntil !== undefined && Date.parse(role.validUntil) <= this.#catalog.now().getTime();
    return expired ? undefined : role.verifier;
  }

  get mockSecret(): Buffer {
    return this.#catalog.secret;
  }
}
