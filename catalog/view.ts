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
import { byNumber, byText, SharedMap } from './shared-map.ts';
import { SnapshotChain } from './snapshot-chain.ts';

/**
 * The catalog at one moment: immutable, so that a statement is planned against one state however long it takes.
 * `apply` answers the next state and shares what did not change.
 */
export class CatalogView {
  /** Grows with each change that is committed. */
  readonly version: number;
  readonly #byOid: SharedMap<Oid, CatalogObject>;
  /** `kind`, container and name in lower case, to the object. */
  readonly #byName: SharedMap<string, CatalogObject>;
  readonly #snapshots: SharedMap<Oid, SnapshotChain>;

  private constructor(
    version: number,
    byOid: SharedMap<Oid, CatalogObject>,
    byName: SharedMap<string, CatalogObject>,
    snapshots: SharedMap<Oid, SnapshotChain>,
  ) {
    this.version = version;
    this.#byOid = byOid;
    this.#byName = byName;
    this.#snapshots = snapshots;
  }

  static of(objects: Iterable<CatalogObject>, snapshots: ReadonlyMap<Oid, SnapshotChain>): CatalogView {
    const all = [...objects];
    const names = all.flatMap((object) => nameKeys(object).map((key) => [key, object] as const));
    return new CatalogView(
      0,
      SharedMap.of(
        byNumber,
        all.map((object) => [object.oid, object] as const),
      ),
      SharedMap.of(byText, names),
      SharedMap.of(byNumber, snapshots),
    );
  }

  /** The state after `changes`, in their order. */
  apply(changes: readonly CatalogChange[]): CatalogView {
    if (changes.length === 0) return this;
    let byOid = this.#byOid;
    let byName = this.#byName;
    let snapshots = this.#snapshots;
    for (const change of changes) {
      switch (change.kind) {
        case 'put':
        case 'remove': {
          const oid = change.kind === 'put' ? change.object.oid : change.oid;
          const old = byOid.get(oid);
          if (old !== undefined) for (const key of nameKeys(old)) byName = byName.delete(key);
          if (change.kind === 'remove') {
            byOid = byOid.delete(oid);
            snapshots = snapshots.delete(oid);
          } else {
            byOid = byOid.set(oid, change.object);
            for (const key of nameKeys(change.object)) byName = byName.set(key, change.object);
          }
          break;
        }
        case 'snapshot': {
          const chain = snapshots.get(change.dataset) ?? SnapshotChain.empty;
          snapshots = snapshots.set(change.dataset, chain.append(change.id));
          break;
        }
        case 'expire': {
          const chain = snapshots.get(change.dataset);
          if (chain !== undefined) snapshots = snapshots.set(change.dataset, chain.expire(change.upTo));
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

  /** The same object in every state that has the same definitions: writes of rows alone do not change it. */
  get definitions(): object {
    return this.#byOid;
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
  | { readonly kind: 'snapshot'; readonly dataset: Oid; readonly id: SnapshotId }
  /** The snapshots up to and with `upTo` can no longer be addressed; their rows stay. */
  | { readonly kind: 'expire'; readonly dataset: Oid; readonly upTo: SnapshotId };

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
