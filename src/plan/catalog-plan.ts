import type { CatalogObject, Dataset, DatasetId, Oid } from '../../catalog/objects.ts';
import type { Column } from '../types/column.ts';
import type { AnswerPlan } from './plan.ts';

/** A change of the catalog, and the engine statements that go with it. Made of values; `session/write.ts` performs it. */
export interface CatalogPlan {
  readonly kind: 'catalog';
  readonly tag: string;
  /** Taken before it is planned for the last time. */
  readonly locks: readonly string[];
  /** Objects that must still be what they were when the transaction began. */
  readonly touches: readonly Oid[];
  /** The columns of the answer, for those that ask before it runs. */
  readonly answers?: readonly Column[] | undefined;
  /** Pure: the same ids give the same effects. */
  readonly effects: (ids: IdSource) => CatalogEffects;
}

export interface CatalogEffects {
  readonly put?: readonly CatalogObject[];
  readonly remove?: readonly Oid[];
  /** A dataset whose current rows must be one for each primary identity. */
  readonly onePerIdentity?: Dataset;
  /** DuckDB statements, in order. */
  readonly engine?: readonly string[];
  readonly notices?: readonly string[];
  /** Rows to answer, where the statement has a result. */
  readonly answer?: { readonly columns: readonly Column[]; readonly rows: AnswerPlan['rows'] };
}

/** What a new object needs and planning must not make up itself. */
export interface IdSource {
  nextOid(): Oid;
  nextDatasetId(): DatasetId;
  /** ISO time. */
  readonly now: string;
}

/** Held while an object's definition or rows change. */
export function objectLock(oid: Oid): string {
  return `object/${oid}`;
}

/** Held while a name is given or taken away. `space` is what the name is unique in: a container's oid, `database` … */
export function nameLock(space: string | number, name: string): string {
  return `name/${space}/${name.toLowerCase()}`;
}
