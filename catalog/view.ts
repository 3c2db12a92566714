import type {
  CatalogObject,
  Checkpoint,
  Database,
  Dataset,
  FieldGroup,
  IdentityNamespace,
  Oid,
  Relation,
  Role,
  Schedule,
  SchemaContainer,
  SnapshotId,
  Template,
} from './objects.ts';

/**
 * The catalog at one moment: immutable, so that a statement is planned against one state however long it takes.
 * `apply` answers the next state and shares what did not change.
 */
export class CatalogView {
  /** Grows with each change that is committed; plans are kept by it. */
  readonly version: number;
  readonly #byOid: ReadonlyMap<Oid, CatalogObject>;
  /** `kind`, container and name in lower case, to the object. */
  readonly #byName: ReadonlyMap<string, CatalogObject>;
  readonly #snapshots: ReadonlyMap<Oid, SnapshotChain>;

  private constructor(
    version: number,
    byOid: ReadonlyMap<Oid, CatalogObject>,
    byName: ReadonlyMap<string, CatalogObject>,
    snapshots: ReadonlyMap<Oid, SnapshotChain>,
  ) {
    this.version = version;
    this.#byOid = byOid;
    this.#byName = byName;
    this.#snapshots = snapshots;
  }

  static of(objects: Iterable<CatalogObject>, snapshots: ReadonlyMap<Oid, SnapshotChain>): CatalogView {
    const byOid = new Map<Oid, CatalogObject>();
    const byName = new Map<string, CatalogObject>();
    for (const object of objects) {
      byOid.set(object.oid, object);
      for (const key of nameKeys(object)) byName.set(key, object);
    }
    return new CatalogView(0, byOid, byName, snapshots);
  }

  /** The state after `changes`, in their order. */
  apply(changes: readonly CatalogChange[]): CatalogView {
    if (changes.length === 0) return this;
    const objectsChange = changes.some((change) => change.kind !== 'snapshot');
    const byOid = objectsChange ? new Map(this.#byOid) : (this.#byOid as Map<Oid, CatalogObject>);
    const byName = objectsChange ? new Map(this.#byName) : (this.#byName as Map<string, CatalogObject>);
    let snapshots = this.#snapshots;
    for (const change of changes) {
      switch (change.kind) {
        case 'put': {
          forget(byOid, byName, change.object.oid);
          byOid.set(change.object.oid, change.object);
          for (const key of nameKeys(change.object)) byName.set(key, change.object);
          break;
        }
        case 'remove':
          forget(byOid, byName, change.oid);
          snapshots = new Map(snapshots);
          (snapshots as Map<Oid, SnapshotChain>).delete(change.oid);
          break;
        case 'snapshot': {
          const chain = snapshots.get(change.dataset) ?? SnapshotChain.empty;
          snapshots = new Map(snapshots).set(change.dataset, chain.append(change.id));
          break;
        }
      }
    }
    return new CatalogView(this.version + 1, byOid, byName, snapshots);
  }

  get(oid: Oid): CatalogObject | undefined {
    return this.#byOid.get(oid);
  }

  objects(): IterableIterator<CatalogObject> {
    return this.#byOid.values();
  }

  *relations(): IterableIterator<Relation> {
    for (const object of this.#byOid.values()) if (object.kind === 'dataset' || object.kind === 'view') yield object;
  }

  *datasets(): IterableIterator<Dataset> {
    for (const object of this.#byOid.values()) if (object.kind === 'dataset') yield object;
  }

  database(name: string): Database | undefined {
    const found = this.#byName.get(`database/${name.toLowerCase()}`);
    return found?.kind === 'database' ? found : undefined;
  }

  schema(database: Oid, name: string): SchemaContainer | undefined {
    const found = this.#byName.get(`schema/${database}/${name.toLowerCase()}`);
    return found?.kind === 'schemaContainer' ? found : undefined;
  }

  relation(container: Oid, name: string): Relation | undefined {
    const found = this.#byName.get(`relation/${container}/${name.toLowerCase()}`);
    return found?.kind === 'dataset' || found?.kind === 'view' ? found : undefined;
  }

  role(name: string): Role | undefined {
    const found = this.#byName.get(`role/${name.toLowerCase()}`);
    return found?.kind === 'role' ? found : undefined;
  }

  namespace(name: string): IdentityNamespace | undefined {
    const found = this.#byName.get(`namespace/${name.toLowerCase()}`);
    return found?.kind === 'namespace' ? found : undefined;
  }

  fieldGroup(name: string): FieldGroup | undefined {
    const found = this.#byName.get(`fieldGroup/${name.toLowerCase()}`);
    return found?.kind === 'fieldGroup' ? found : undefined;
  }

  checkpoint(dataset: Oid, name: string): Checkpoint | undefined {
    const found = this.#byName.get(`checkpoint/${dataset}/${name.toLowerCase()}`);
    return found?.kind === 'checkpoint' ? found : undefined;
  }

  template(name: string): Template | undefined {
    const found = this.#byName.get(`template/${name.toLowerCase()}`);
    return found?.kind === 'template' ? found : undefined;
  }

  schedule(name: string): Schedule | undefined {
    const found = this.#byName.get(`schedule/${name.toLowerCase()}`);
    return found?.kind === 'schedule' ? found : undefined;
  }

  /** The snapshots of a dataset, oldest first; empty when it never had any. */
  snapshots(dataset: Oid): SnapshotChain {
    return this.#snapshots.get(dataset) ?? SnapshotChain.empty;
  }
}

export type CatalogChange =
  /** Adds an object, or replaces the one of the same oid. */
  | { readonly kind: 'put'; readonly object: CatalogObject }
  | { readonly kind: 'remove'; readonly oid: Oid }
  | { readonly kind: 'snapshot'; readonly dataset: Oid; readonly id: SnapshotId };

/**
 * The snapshot ids of one dataset in the order of their commits, which is also ascending order.
 * Chains share one growing array: a chain sees only its own length of it.
 */
export class SnapshotChain {
  static readonly empty = new SnapshotChain(new BigInt64Array(0), 0);
  readonly length: number;
  readonly #ids: BigInt64Array;

  private constructor(ids: BigInt64Array, length: number) {
    this.#ids = ids;
    this.length = length;
  }

  static of(ids: readonly SnapshotId[]): SnapshotChain {
    return ids.length === 0 ? SnapshotChain.empty : new SnapshotChain(BigInt64Array.from(ids), ids.length);
  }

  append(id: SnapshotId): SnapshotChain {
    // The slot behind this chain may hold this very id already, from the view of the transaction that now commits; or
    // another, from one that was rolled back.
    const slot = this.#ids[this.length];
    const free = slot === 0n || slot === id;
    const ids = free ? this.#ids : new BigInt64Array(Math.max(8, this.length * 2));
    if (!free) ids.set(this.#ids.subarray(0, this.length));
    ids[this.length] = id;
    return new SnapshotChain(ids, this.length + 1);
  }

  has(id: bigint): boolean {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#ids[middle] ?? 0n;
      if (found === id) return true;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  get first(): SnapshotId | undefined {
    return this.length === 0 ? undefined : (this.#ids[0] as SnapshotId);
  }

  get last(): SnapshotId | undefined {
    return this.length === 0 ? undefined : (this.#ids[this.length - 1] as SnapshotId);
  }
}

function forget(byOid: Map<Oid, CatalogObject>, byName: Map<string, CatalogObject>, oid: Oid): void {
  const old = byOid.get(oid);
  if (old === undefined) return;
  byOid.delete(oid);
  for (const key of nameKeys(old)) byName.delete(key);
}

function nameKeys(object: CatalogObject): readonly string[] {
  const name = object.name.toLowerCase();
  switch (object.kind) {
    case 'schemaContainer':
      return [`schema/${object.database}/${name}`];
    case 'dataset':
    case 'view':
      return object.containers.map((container) => `relation/${container}/${name}`);
    case 'namespace':
      return [`namespace/${name}`, `namespace/${object.code.toLowerCase()}`];
    case 'checkpoint':
      return [`checkpoint/${object.dataset}/${name}`];
    case 'role':
    case 'database':
    case 'template':
    case 'schedule':
    case 'fieldGroup':
      return [`${object.kind}/${name}`];
  }
}
