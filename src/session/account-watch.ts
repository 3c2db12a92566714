import type { Catalog } from '../../catalog/catalog.ts';
import type { Oid } from '../../catalog/objects.ts';
import type { CatalogView } from '../../catalog/view.ts';
import { SqlError } from '../core/sql-error.ts';
import { SQLSTATE } from '../core/sql-state.ts';

/**
 * A session ends when its account is dropped, may not log in any more, or gets another password by somebody else: at the
 * next statement. PostgreSQL lets it live on. Source: API reference, section 13.
 */
export class AccountWatch {
  readonly #catalog: Catalog;
  readonly #oid: Oid;
  #verifier: string | undefined;
  #seen: CatalogView;
  #changing = false;

  constructor(catalog: Catalog, oid: Oid) {
    this.#catalog = catalog;
    this.#oid = oid;
    this.#seen = catalog.view;
    this.#verifier = this.#role(this.#seen)?.verifier;
  }

  /** The session itself changes accounts now, maybe its own. */
  changes(): void {
    this.#changing = true;
  }

  /** Throws 57P01, which ends the session. */
  requireSame(): void {
    const { view } = this.#catalog;
    if (view === this.#seen) return;
    this.#seen = view;
    const role = this.#role(view);
    const same = role?.verifier === this.#verifier || this.#changing;
    if (role?.login !== true || !same) {
      throw new SqlError(SQLSTATE.adminShutdown, 'terminating connection because its account was changed or dropped', {
        fatal: true,
      });
    }
    if (role.verifier !== this.#verifier) this.#changing = false;
    this.#verifier = role.verifier;
  }

  #role(view: CatalogView) {
    const role = view.get(this.#oid);
    return role?.kind === 'role' ? role : undefined;
  }
}
