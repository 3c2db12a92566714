/**
 * OIDs of objects that the catalog does not keep but clients ask for. They are computed from the OIDs it keeps, so they are
 * the same after a restart and on every connection. Below 2^31, since some clients read an oid as a signed number.
 *
 * | range | objects |
 * |---|---|
 * | 1 to 16383 | PostgreSQL's own, with PostgreSQL's numbers where it has fixed ones |
 * | 16384 to 2^24 - 1 | kept by the catalog |
 * | k * 2^24 + base, k from 1 to 63 | one object for each kept one: see `Derived` |
 * | 2^30 to 2^31 - 1 | several for each kept one (composite types, defaults): hashed by a name, moved on where taken |
 */
export const Derived = {
  /** The row type of a relation. */
  rowType: 1,
  /** The array type of that row type. */
  rowArray: 2,
  /** The index relation of a key; based on the constraint. */
  index: 3,
  /** The `_RETURN` rule of a view. */
  rule: 4,
  /** The schema of a session's temporary tables. */
  temporarySchema: 5,
} as const;
export type Derived = (typeof Derived)[keyof typeof Derived];

const BASE_BITS = 24;
const HASHED_FROM = 2 ** 30;

/** Hands out derived OIDs within one picture of the catalog; no two names get the same. */
export class DerivedOids {
  readonly #hashed = new Map<number, string>();

  of(kind: Derived, base: number): number {
    return base < 2 ** BASE_BITS ? kind * 2 ** BASE_BITS + base : this.named(`${kind}/${base}`);
  }

  /** Stable but for the rare case that another name with the same hash comes or goes before it. */
  named(name: string): number {
    for (let slot = fnv(name) % HASHED_FROM; ; slot = (slot + 1) % HASHED_FROM) {
      const taken = this.#hashed.get(slot);
      if (taken === undefined) this.#hashed.set(slot, name);
      if (taken === undefined || taken === name) return HASHED_FROM + slot;
    }
  }
}

/** FNV-1a, 32 bits. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
